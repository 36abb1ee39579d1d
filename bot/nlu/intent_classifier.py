"""Which intent a message has: small neural networks on all its dense sentence features."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from bot.nlu.learning import LearningComponent
from bot.nlu.network import LAYERS, Course, Matrix, Network
from bot.nlu.parts import each, in_full

RANKING = "intent_ranking"
RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LearningComponent):
    """Classifies each message, and each part of it, and ranks the likeliest intents."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`scale` is the weight of each featurizer, `course` how a network learns: see `Course`.

        `members` networks learn the same from different beginnings; their mean errs less, and doubts more, than each.

        `temperature` divides the scores: below one, probabilities are surer (Guo et al. 2017, arXiv:1706.04599).
        """
        return {"scale": {}, "course": {}, "members": 2, "temperature": 0.8}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._classes: list[str] = []
        self._networks: list[Network] = []

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have an intent, a network on each core, and keeps the weights."""
        examples = [message for message in in_full(training_data.intent_examples) if message.get(TEXT)]
        rows = np.concatenate([self._row(message) for message in examples])
        classes, numbers = np.unique([message.get(INTENT) for message in examples], return_inverse=True)
        self._classes = classes.tolist()
        course = Course(**self._config["course"])
        with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as threads:
            learning = [
                threads.submit(Network.fit, rows, numbers, course, seed) for seed in range(self._config["members"])
            ]
            self._networks = [network.result() for network in learning]
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the classes and the weights."""
        (folder / "classes.json").write_text(json.dumps(self._classes), encoding="utf-8")
        np.savez(folder / "weights.npz", *(layer for network in self._networks for layer in network.layers))

    def read(self, folder: Path) -> None:
        """Reads the classes and the weights."""
        self._classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        stored = np.load(folder / "weights.npz", allow_pickle=False)
        layers = [stored[name] for name in stored.files]
        self._networks = [Network(layers[start : start + LAYERS]) for start in range(0, len(layers), LAYERS)]

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent and the ranking of every message and part."""
        everything = list(each(messages))
        if everything:
            assert self._networks, "train or load comes first"
            rows = np.concatenate([self._row(message) for message in everything])
            temperature = self._config["temperature"]
            found = np.mean([network.probabilities(rows, temperature) for network in self._networks], axis=0)
            for message, probabilities in zip(everything, found, strict=True):
                best = np.argsort(-probabilities)[:RANKED]
                ranking = [
                    {INTENT_NAME_KEY: self._classes[index], PREDICTED_CONFIDENCE_KEY: float(probabilities[index])}
                    for index in best
                ]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(RANKING, ranking, add_to_output=True)
        return messages

    def _row(self, message: Message) -> Matrix:
        """The message's dense sentence features side by side, in the order of their origins, shape `(1, features)`."""
        scale = self._config["scale"]
        parts = sorted(message.features, key=lambda feature: str(feature.origin))
        return np.concatenate([part.features * np.float32(scale.get(part.origin, 1.0)) for part in parts], axis=1)
