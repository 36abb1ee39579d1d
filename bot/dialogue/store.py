"""What is kept of a conversation, and the two places where it can be kept."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.dialogue.assistant import State
from bot.errors import OperatorError

HISTORY = 200
"""Messages of one conversation that are kept for showing it again; older ones are dropped."""


@dataclass(frozen=True)
class Conversation:
    """A conversation between two messages. `expires` is in seconds since 1970, UTC; `issued` holds the choices offered."""

    id: str
    channel: str
    expires: float
    state: State
    issued: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """A message of a conversation as its channel shows it: from the `visitor` or the `bot`."""

    id: str
    sender: str
    body: dict[str, Any]


class ConversationStore(Protocol):
    """Keeps conversations until they expire. What a method has returned from is kept, whatever happens to the process."""

    async def open(self) -> None:
        """Connects, and makes the tables where there are none. Raises `StoreError` where it cannot."""

    async def close(self) -> None:
        """Waits for what is under way, and disconnects."""

    async def add(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a new conversation and its first messages."""

    async def find(self, id_: str, now: float) -> Conversation | None:
        """The conversation of an id; None where there is none, or it has expired."""

    async def advance(self, conversation: Conversation, entries: list[Entry]) -> None:
        """Keeps a turn whole: the conversation's new state and the messages of the turn."""

    async def history(self, id_: str) -> list[Entry]:
        """The messages of a conversation, oldest first."""

    async def rate(self, id_: str, message_id: str, helpful: bool) -> bool:
        """Keeps whether a message of the bot helped; False where the conversation has no such message."""

    async def delete(self, id_: str) -> None:
        """Forgets a conversation: nothing of it is left."""

    async def delete_expired(self, now: float) -> int:
        """Forgets all conversations that have expired, and returns how many."""

    async def is_ready(self) -> bool:
        """Whether it can be written to and read from."""


class StoreError(OperatorError):
    """The conversations cannot be kept where the settings say; the message tells the operator why."""
