"""A message and the questions inside it, so that every component treats both alike."""

from collections.abc import Iterable, Iterator

from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.schema import Language

PARTS = "parts"
"""The attribute of a message that holds its parts: messages themselves, in order."""

LANGUAGE = "language"
"""The attribute of a message, and of a part, that says which language it is read in."""


def each(messages: Iterable[Message]) -> Iterator[Message]:
    """Every message that has a text, each followed by its parts."""
    for message in messages:
        if message.get(TEXT):
            yield message
            yield from message.get(PARTS, [])


def in_full(examples: Iterable[Message]) -> list[Message]:
    """The examples that are taught in full.

    The others are marked easy in the metadata of their intent (`metadata: {easy: true}`): what they mean is taught by others
    already, so that they only teach which words and letters there are, and cost no time in the encoder and the network.
    """
    return [message for message in examples if not message.get(METADATA, {}).get(METADATA_INTENT, {}).get("easy")]


def language_of(message: Message) -> Language:
    """The language that a message or part is read in."""
    language: Language = message.get(LANGUAGE, "fr")
    return language
