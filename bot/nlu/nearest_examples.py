"""The component that lets examples speak which are near a message in meaning, where the classifier is not sure."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import RANKING
from bot.nlu.learning import LearningComponent
from bot.nlu.nearness import Nearness
from bot.nlu.parts import each, in_full
from bot.nlu.ranking import weighed
from bot.nlu.sentence_encoder import SentenceEncoder
from bot.nlu.topic_featurizer import AFTER

NEARNESS = "nearness"
"""The attribute of a message that holds, for each intent, how near its nearest example is. Where the classifier is sure,
there is none."""

Vectors = npt.NDArray[np.float32]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestExamples(LearningComponent):
    """Weighs the ranking of each message, and of each part of it, by the nearest example of every intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The classifier is `sure` from that probability on. A cosine counts `weight` times, as a logarithm."""
        return {"sure": 0.9, "dimensions": 64, "weight": 4.0}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._nearness: Nearness | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the meaning of every example that stands alone."""
        by_intent: dict[str, list[Vectors]] = {}
        for message in in_full(training_data.intent_examples):
            if not message.get(METADATA, {}).get(METADATA_INTENT, {}).get(AFTER):
                by_intent.setdefault(message.get(INTENT), []).append(_vector(message))
        stacked = {intent: np.stack(vectors) for intent, vectors in by_intent.items()}
        self._nearness = Nearness.fit(stacked, self._config["dimensions"])
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the intents and the meanings of their examples."""
        assert self._nearness
        (folder / "intents.json").write_text(json.dumps(self._nearness.intents), encoding="utf-8")
        kept = self._nearness
        np.savez(folder / "nearness.npz", starts=kept.starts, axes=kept.axes, points=kept.points)

    def read(self, folder: Path) -> None:
        """Reads the intents and the meanings of their examples."""
        intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "nearness.npz", allow_pickle=False)
        self._nearness = Nearness(intents, arrays["starts"], arrays["axes"], arrays["points"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Measures how near each unsure message and part is to the examples, and ranks its intents anew."""
        assert self._nearness, "train or load comes first"
        for message in each(messages):
            ranking = message.get(RANKING)
            if ranking[0][PREDICTED_CONFIDENCE_KEY] < self._config["sure"]:
                near = self._nearness.nearest(_vector(message))
                message.set(NEARNESS, near)
                message.set(RANKING, weighed(ranking, self._speaking(near)), add_to_output=True)
        return messages

    def _speaking(self, near: dict[str, float]) -> Callable[[str], float]:
        """By how much the nearest example of an intent makes it likelier."""
        weight: float = self._config["weight"]
        return lambda intent: math.exp(weight * near.get(intent, 0.0))


def _vector(message: Message) -> Vectors:
    vector: Vectors = next(part.features[0] for part in message.features if part.origin == SentenceEncoder.__name__)
    return vector
