"""From what people type to what they mean to write: apostrophes, drawn-out letters, SMS spellings, shorthand."""

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.schema import Language
from bot.nlu.component import Component
from bot.nlu.lexicon import lexicon
from bot.nlu.parts import each, language_of
from bot.nlu.text import tidy

NORMALIZED = "normalized_text"
"""The attribute of a message that holds its text as it would be written with care."""

_WORD = re.compile(r"(?<![\w'])[^\W_]+(?![\w'])")


def normalize(text: str, language: Language) -> str:
    """The text in lower case with the language's known spellings put right; what is not known stays."""
    spelling = lexicon(language).spelling
    return _WORD.sub(lambda match: spelling.get(match.group(), match.group()), tidy(text).casefold())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normalizer(Component):
    """Writes each message and each part of it with care."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Writes every example with care."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes every message and part with care."""
        for message in each(messages):
            message.set(NORMALIZED, normalize(message.get(TEXT), language_of(message)))
        return messages
