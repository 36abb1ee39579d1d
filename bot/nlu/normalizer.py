"""From what people type to what they mean to write: apostrophes, drawn-out letters, SMS spellings, shorthand."""

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.schema import Language
from bot.nlu.lexicon import lexicon
from bot.nlu.parts import PARTS, each
from bot.nlu.segments import segments
from bot.nlu.text import tidy

NORMALIZED = "normalized_text"
"""The attribute of a message that holds its text as it would be written with care."""

_WORD = re.compile(r"(?<![\w'])[^\W_]+(?![\w'])")


def normalize(text: str, language: Language) -> str:
    """The text in lower case with the language's known spellings put right; what is not known stays."""
    spelling = lexicon(language).spelling
    return _WORD.sub(lambda match: spelling.get(match.group(), match.group()), tidy(text).casefold())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normalizer(GraphComponent):
    """First in the pipeline: finds the parts of a message and writes each with care.

    A message that carries the attribute `language` is read in it, any other in the language of the config.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`language` is the one a message is read in that does not say its own."""
        return {"language": "fr"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Normalizer":
        """Makes the component from its config."""
        return cls(config["language"])

    def __init__(self, language: Language) -> None:
        self._language = language

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Writes every example with care; examples are one question each and are not cut."""
        for message in each(training_data.training_examples):
            self._normalize(message)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Cuts every message into its parts and writes all of them with care."""
        for message in messages:
            if message.get(TEXT):
                parts = segments(tidy(message.get(TEXT)), self._language_of(message))
                message.set(PARTS, [Message({TEXT: part}) for part in parts])
        for message in each(messages):
            self._normalize(message)
        return messages

    def _normalize(self, message: Message) -> None:
        message.set(NORMALIZED, normalize(message.get(TEXT), self._language_of(message)))

    def _language_of(self, message: Message) -> Language:
        language: Language = (message.get("metadata") or {}).get("language", self._language)
        return language
