"""Conversations that begin, go on one message after the other, and are forgotten."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.dialogue.assistant import Assistant, State, Turn
from bot.dialogue.store import Conversation, ConversationStore, Entry
from bot.knowledge.schema import Language
from bot.replies import talk
from bot.replies.reply import Reply

ISSUED = 300
"""Choices of one conversation that can still be tapped; older ones are forgotten first."""


class UnknownConversationError(LookupError):
    """The conversation has expired or was forgotten."""


class UnknownChoiceError(ValueError):
    """A choice that was never offered in this conversation."""


@dataclass(frozen=True)
class Said:
    """A message of the bot with the id under which it is kept."""

    id: str
    reply: Reply


class Conversations:
    """Ties the assistant to the store. The messages of one conversation are handled one at a time, in order."""

    def __init__(self, assistant: Assistant, store: ConversationStore, time_to_live: float) -> None:
        """`time_to_live` is in seconds, from a conversation's beginning."""
        self._assistant = assistant
        self._store = store
        self._time_to_live = time_to_live
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def begin(self, channel: str, language: Language | None) -> tuple[Conversation, Said]:
        """Starts a conversation with the bot's greeting, in the language of the page where it has one."""
        base = self._assistant.base
        said = Said(uuid.uuid4().hex, talk.greeting(base, language or base.languages[0]))
        conversation = Conversation(
            id=uuid.uuid4().hex,
            channel=channel,
            expires=time.time() + self._time_to_live,
            state=State.fresh(language),
            issued=_issued({}, said.reply),
        )
        await self._store.add(conversation, [_entry(said)])
        return conversation, said

    async def say(self, id_: str, text: str) -> Said:
        """Answers a typed message. Raises `UnknownConversationError`."""
        async with self._turn(id_) as conversation:
            turn = await self._assistant.answer_text(conversation.state, text)
            return await self._keep(conversation, {"text": text}, turn)

    async def choose(self, id_: str, value: str) -> Said:
        """Answers a tapped choice. Raises `UnknownConversationError` or `UnknownChoiceError`."""
        async with self._turn(id_) as conversation:
            if value not in conversation.issued:
                raise UnknownChoiceError(value)
            label = conversation.issued[value]
            turn = await self._assistant.answer_choice(conversation.state, value, label)
            return await self._keep(conversation, {"text": label, "choice": value}, turn)

    async def history(self, id_: str) -> list[Entry]:
        """The messages of a conversation so far, both sides. Raises `UnknownConversationError`."""
        await self._found(id_)
        return await self._store.history(id_)

    async def rate(self, id_: str, message_id: str, helpful: bool) -> bool:
        """Keeps whether a message helped; False where there is no such message. Raises `UnknownConversationError`."""
        await self._found(id_)
        return await self._store.rate(id_, message_id, helpful)

    async def forget(self, id_: str) -> None:
        """Forgets a conversation. Raises `UnknownConversationError`."""
        async with self._turn(id_):
            await self._store.delete(id_)

    async def forget_expired(self) -> int:
        """Forgets what has expired, and returns how many conversations that were."""
        return await self._store.delete_expired(time.time())

    async def _found(self, id_: str) -> Conversation:
        conversation = await self._store.find(id_, time.time())
        if conversation is None:
            raise UnknownConversationError(id_)
        return conversation

    @asynccontextmanager
    async def _turn(self, id_: str) -> AsyncIterator[Conversation]:
        """The conversation, for one message alone; others of the same conversation wait in line."""
        lock, waiting = self._locks.get(id_, (asyncio.Lock(), 0))
        self._locks[id_] = (lock, waiting + 1)
        try:
            async with lock:
                yield await self._found(id_)
        finally:
            lock, waiting = self._locks[id_]
            if waiting == 1:
                del self._locks[id_]
            else:
                self._locks[id_] = (lock, waiting - 1)

    async def _keep(self, conversation: Conversation, visitor: dict[str, str], turn: Turn) -> Said:
        said = Said(uuid.uuid4().hex, turn.reply)
        now = replace(conversation, state=turn.state, issued=_issued(conversation.issued, turn.reply))
        await self._store.advance(
            now, [Entry(uuid.uuid4().hex, "visitor", visitor | {"language": turn.reply.language}), _entry(said)]
        )
        return said


def _issued(before: dict[str, str], reply: Reply) -> dict[str, str]:
    """The choices that can be tapped after a reply, by value: those before and its own, newest last."""
    offered = {choice.value: choice.label for choice in reply.choices}
    kept = {value: label for value, label in before.items() if value not in offered} | offered
    return dict(list(kept.items())[-ISSUED:])


def _entry(said: Said) -> Entry:
    return Entry(said.id, "bot", said.reply.as_dict())
