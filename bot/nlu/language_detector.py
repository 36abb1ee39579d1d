"""First in the pipeline: the language of a message, the parts it has, and the language of each."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.schema import Language
from bot.nlu.example_importer import Examples
from bot.nlu.language_model import LanguageModel
from bot.nlu.learning import LearningComponent
from bot.nlu.parts import LANGUAGE, PARTS, each
from bot.nlu.segments import segments
from bot.nlu.text import tidy


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(LearningComponent):
    """Sets the language of each message and cuts it into parts, each with a language of its own.

    Examples say their language in the metadata of their intent (`metadata: {language: nl}`). A message may say the
    language of its conversation in its metadata (`language`): it is in that one unless it clearly is in another.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._model: LanguageModel | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns what the languages look like, and keeps it."""
        examples = list(each(training_data.training_examples))
        self._model = LanguageModel.fit((message.get(TEXT), _taught(message)) for message in examples)
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the traits and what each speaks for."""
        assert self._model
        (folder / "traits.txt").write_text("\n".join(self._model.vocabulary), encoding="utf-8")
        np.save(folder / "weights.npy", self._model.weights, allow_pickle=False)

    def read(self, folder: Path) -> None:
        """Reads the traits and what each speaks for."""
        traits = (folder / "traits.txt").read_text(encoding="utf-8").split("\n")
        weights = np.load(folder / "weights.npy", allow_pickle=False)
        self._model = LanguageModel({trait: index for index, trait in enumerate(traits)}, weights)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the language that each example says; examples are one question each and are not cut."""
        for message in each(training_data.training_examples):
            message.set(LANGUAGE, _taught(message))
        return Examples(training_data.training_examples)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the language of every message, and its parts with theirs."""
        for message in messages:
            if message.get(TEXT):
                text = tidy(message.get(TEXT))
                language = self._detect(text, (message.get("metadata") or {}).get("language"))
                message.set(LANGUAGE, language, add_to_output=True)
                parts = segments(text, language)
                message.set(PARTS, [Message({TEXT: part, LANGUAGE: self._detect(part, language)}) for part in parts])
        return messages

    def _detect(self, text: str, prior: Language | None) -> Language:
        assert self._model, "train or load comes first"
        return self._model.detect(text, prior)


def _taught(message: Message) -> Language:
    language: Language = (message.get("metadata") or {}).get("intent", {}).get("language", "fr")
    return language
