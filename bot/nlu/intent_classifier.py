"""Which intent a message has: small neural networks on all its dense sentence features."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.learning import LearningComponent
from bot.nlu.parts import each

Matrix = npt.NDArray[np.float32]

RANKING = "intent_ranking"
RANKED = 10
BATCH = 256
"""Examples that a network learns from at once."""


class Network:
    """A perceptron of one hidden layer: features → rectified linear units → softmax over the classes."""

    def __init__(self, layers: list[tuple[Matrix, Matrix]]) -> None:
        """Two layers, each a matrix of weights, shape `(inputs, outputs)`, and a bias, shape `(outputs,)`."""
        self.layers = layers

    @classmethod
    def fit(cls, rows: Matrix, labels: list[str], seed: int, **settings: Any) -> "Network":
        """Learns from examples: `rows` of shape `(examples, features)`, with `settings` of scikit-learn's MLPClassifier."""
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier

        model = MLPClassifier(random_state=seed, **settings)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a few epochs generalize better than many
            model.fit(rows, labels)
        return cls([(weights, bias) for weights, bias in zip(model.coefs_, model.intercepts_, strict=True)])

    def scores(self, rows: Matrix) -> Matrix:
        """The score of each class for each row, shape `(rows, classes)`: logarithms of odds."""
        (hidden, hidden_bias), (output, output_bias) = self.layers
        result: Matrix = np.maximum(rows @ hidden + hidden_bias, 0) @ output + output_bias
        return result


class Ensemble:
    """Networks that learnt the same from different beginnings; their mean errs less, and doubts more, than each."""

    def __init__(self, classes: list[str], members: list[Network], temperature: float) -> None:
        """`temperature` divides the scores: above one, probabilities are less sure (Guo et al. 2017, arXiv:1706.04599)."""
        self.classes = classes
        self.members = members
        self.temperature = temperature

    def probabilities(self, rows: Matrix) -> Matrix:
        """The probability of each class for each row, shape `(rows, classes)`."""
        result: Matrix = np.mean([_softmax(member.scores(rows) / self.temperature) for member in self.members], axis=0)
        return result


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return result


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LearningComponent):
    """Classifies each message, and each part of it, and ranks the likeliest intents."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`members` networks of `units` hidden units learn for `epochs`; `scale` is the weight of each featurizer.

        `decay` is the strength of the L2 penalty, `temperature` how much less sure the probabilities are made.
        """
        return {"members": 2, "units": 384, "epochs": 8, "decay": 0.01, "temperature": 1.0, "scale": {}}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._model: Ensemble | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have an intent, and keeps the weights."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        rows = np.concatenate([self._row(message) for message in examples])
        labels = [message.get(INTENT) for message in examples]
        settings = {
            "hidden_layer_sizes": (self._config["units"],),
            "alpha": self._config["decay"],
            "max_iter": self._config["epochs"],
            "batch_size": min(BATCH, len(rows)),
        }
        members = [Network.fit(rows, labels, seed, **settings) for seed in range(self._config["members"])]
        self._model = Ensemble(sorted(set(labels)), members, self._config["temperature"])
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the classes and their weights."""
        assert self._model
        (folder / "classes.json").write_text(json.dumps(self._model.classes), encoding="utf-8")
        arrays = [array for member in self._model.members for layer in member.layers for array in layer]
        np.savez(folder / "weights.npz", *arrays)

    def read(self, folder: Path) -> None:
        """Reads the classes and their weights."""
        classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        stored = np.load(folder / "weights.npz", allow_pickle=False)
        arrays = iter([stored[f"arr_{index}"] for index in range(len(stored.files))])
        layers = list(zip(arrays, arrays, strict=True))
        members = [Network(layers[start : start + 2]) for start in range(0, len(layers), 2)]
        self._model = Ensemble(classes, members, self._config["temperature"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent and the ranking of every message and part."""
        everything = list(each(messages))
        if everything:
            assert self._model, "train or load comes first"
            rows = np.concatenate([self._row(message) for message in everything])
            for message, probabilities in zip(everything, self._model.probabilities(rows), strict=True):
                best = np.argsort(-probabilities)[:RANKED]
                ranking = [
                    {INTENT_NAME_KEY: self._model.classes[index], PREDICTED_CONFIDENCE_KEY: float(probabilities[index])}
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
