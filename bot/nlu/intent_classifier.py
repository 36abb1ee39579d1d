"""Which intent a message has: multinomial logistic regression on all its dense sentence features."""

import json
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


class LinearModel:
    """Classes with a weight for each feature; probabilities by softmax."""

    def __init__(self, classes: list[str], weights: Matrix, bias: Matrix) -> None:
        """`weights` has shape `(features, classes)`, `bias` `(classes,)`."""
        self.classes = classes
        self.weights = weights
        self.bias = bias

    @classmethod
    def fit(cls, rows: Matrix, labels: list[str], strength: float, iterations: int) -> "LinearModel":
        """Learns from examples: `rows` of shape `(examples, features)`. A larger `strength` trusts the examples more."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=strength, max_iter=iterations, tol=1e-3, class_weight="balanced")
        model.fit(rows, labels)
        return cls(
            [str(name) for name in model.classes_],
            model.coef_.T.astype(np.float32),
            model.intercept_.astype(np.float32),
        )

    def probabilities(self, rows: Matrix) -> Matrix:
        """The probability of each class for each row, shape `(rows, classes)`."""
        scores = rows @ self.weights + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: Matrix = scores / scores.sum(axis=1, keepdims=True)
        return result


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LearningComponent):
    """Classifies each message, and each part of it, and ranks the likeliest intents."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: inverse of the regularization; `iterations`: at most; `scale`: weight of each featurizer."""
        return {"strength": 10.0, "iterations": 120, "scale": {}}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._model: LinearModel | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have an intent, and keeps the weights."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        rows = np.concatenate([self._row(message) for message in examples])
        labels = [message.get(INTENT) for message in examples]
        self._model = LinearModel.fit(rows, labels, self._config["strength"], self._config["iterations"])
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the classes and their weights."""
        assert self._model
        (folder / "classes.json").write_text(json.dumps(self._model.classes), encoding="utf-8")
        np.savez(folder / "weights.npz", weights=self._model.weights, bias=self._model.bias)

    def read(self, folder: Path) -> None:
        """Reads the classes and their weights."""
        classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "weights.npz", allow_pickle=False)
        self._model = LinearModel(classes, arrays["weights"], arrays["bias"])

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
