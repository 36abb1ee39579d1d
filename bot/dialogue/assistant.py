"""A turn of a conversation, from what a person said to the bot's reply."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.graph import Component, SequentialGraphRunner
from bot.dialogue.processor import Processor
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.schema import Language
from bot.replies import talk
from bot.replies.choices import SOMETHING_ELSE
from bot.replies.reply import Reply

MODELS_FOLDER = Path(__file__).parents[2] / "models"


@dataclass(frozen=True)
class State:
    """All that the next turn can need of a conversation: its slots. Its size does not grow with the conversation."""

    slots: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def fresh(cls, language: Language | None) -> "State":
        """The state before the first message; `language` is that of the page, None where it has none."""
        return cls({"language": language} if language else {})

    @property
    def language(self) -> Language | None:
        """The language that the conversation is in so far."""
        return self.slots.get("language")


@dataclass(frozen=True)
class Turn:
    """The reply to a message, and the state that the next message finds."""

    reply: Reply
    state: State


class Assistant:
    """Answers messages. One assistant serves any number of conversations; it keeps none of them."""

    def __init__(self, base: KnowledgeBase, processor: Processor) -> None:
        self.base = base
        self._processor = processor
        self._nlu_thread = ThreadPoolExecutor(1, thread_name_prefix="nlu")

    @classmethod
    def load(cls, base: KnowledgeBase, models: Path = MODELS_FOLDER) -> "Assistant":
        """Loads the newest model. Raises `ModelMissingError` where there is none."""
        return cls(base, Processor(models))

    async def answer_text(self, state: State, text: str) -> Turn:
        """Answers a typed message. Whatever it holds is text: nothing in it is a command."""
        parsed = await asyncio.get_running_loop().run_in_executor(self._nlu_thread, self.parse, text, state)
        return await self._answer(state, text, parsed)

    async def answer_choice(self, state: State, value: str, label: str) -> Turn:
        """Answers a tapped choice. The caller has made sure that the value was issued in this conversation."""
        kind, _, topic = value.partition(":")
        intent = {"name": "something_else" if value == SOMETHING_ELSE else "choose", "confidence": 1.0}
        entity = "fact" if topic in self.base.facts else "unknown"
        entities = [{"entity": entity, "value": topic}] if kind == "topic" else []
        asked = {"name": intent["name"], "entities": entities, "text": label}
        return await self._answer(
            state, label, {"intent": intent, "entities": entities, "questions": [asked], "text": label}
        )

    def parse(self, text: str, state: State) -> dict[str, Any]:
        """What the NLU pipeline makes of a text, in a conversation of that state."""
        return self._processor.understand(text, state.language, state.slots.get("topic"))

    def component(self, kind: type[Component]) -> Component:
        """The NLU component of a class, for who measures it."""
        runner: SequentialGraphRunner = self._processor.graph_runner
        return runner.component(kind)

    def close(self) -> None:
        """Ends the thread that understands messages."""
        self._nlu_thread.shutdown()

    async def _answer(self, state: State, text: str, parsed: dict[str, Any]) -> Turn:
        domain = self._processor.domain
        tracker = DialogueStateTracker(uuid.uuid4().hex, domain.slots)
        for name, value in state.slots.items():
            tracker.update(SlotSet(name, value))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        tracker.update(UserUttered(text, parsed["intent"], parsed["entities"], parsed), domain)
        channel = CollectingOutputChannel()
        await self._processor._run_prediction_loop(channel, tracker)
        spoken = [message["custom"] for message in channel.messages if message.get("custom")]
        language = state.language or self.base.languages[0]
        reply = Reply.from_dict(spoken[-1]) if spoken else talk.out_of_scope(self.base, "trouble", language)
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        return Turn(reply, State(slots))
