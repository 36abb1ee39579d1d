"""A message and the questions inside it, so that every component treats both alike."""

from collections.abc import Iterable, Iterator

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

PARTS = "parts"
"""The attribute of a message that holds its parts: messages themselves, in order."""


def each(messages: Iterable[Message]) -> Iterator[Message]:
    """Every message that has a text, each followed by its parts."""
    for message in messages:
        if message.get(TEXT):
            yield message
            yield from message.get(PARTS, [])
