"""The component that tells the classifier which intents the letters and words of a message speak for."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.learning import LearningComponent
from bot.nlu.ngrams import Matrix, NgramBayes
from bot.nlu.normalizer import NORMALIZED
from bot.nlu.parts import each

FOLDS = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramEvidence(LearningComponent):
    """Gives each message, and each part of it, a dense sentence feature: the evidence for each intent.

    An example is judged by what was learnt from others, never from itself: else the classifier would take the evidence to
    be surer than it is (stacking: Wolpert, “Stacked generalization”, Neural Networks 5, 1992).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """An n-gram of fewer than `least_texts` examples is not learnt; `smoothing` is added to every count."""
        return {"least_texts": 5, "smoothing": 0.02}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._bayes: NgramBayes | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have an intent, and keeps it."""
        examples = _taught(training_data)
        texts, labels = [_text(message) for message in examples], [message.get(INTENT) for message in examples]
        self._bayes = NgramBayes.fit(texts, labels, self._config["least_texts"], self._config["smoothing"])
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the n-grams and their evidence."""
        assert self._bayes
        (folder / "ngrams.txt").write_text("\n".join(self._bayes.vocabulary), encoding="utf-8")
        np.savez(folder / "bayes.npz", idf=self._bayes.idf, evidence=self._bayes.evidence)

    def read(self, folder: Path) -> None:
        """Reads the n-grams and their evidence."""
        grams = (folder / "ngrams.txt").read_text(encoding="utf-8").split("\n")
        arrays = np.load(folder / "bayes.npz", allow_pickle=False)
        self._bayes = NgramBayes({gram: index for index, gram in enumerate(grams)}, arrays["idf"], arrays["evidence"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds to every example the evidence that the other examples give."""
        examples = _taught(training_data)
        texts, labels = [_text(message) for message in examples], [message.get(INTENT) for message in examples]
        fold_of = np.random.default_rng(0).integers(0, FOLDS, len(examples))
        scores = NgramBayes.cross_scores(texts, labels, self._config["least_texts"], self._config["smoothing"], fold_of)
        for message, evidence in zip(examples, scores, strict=True):
            self._add(message, evidence)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the evidence to every message and part."""
        assert self._bayes, "train or load comes first"
        for message in each(messages):
            self._add(message, self._bayes.score(_text(message)))
        return messages

    def _add(self, message: Message, evidence: Matrix) -> None:
        message.add_features(Features(evidence[None], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))


def _taught(training_data: TrainingData) -> list[Message]:
    return [message for message in training_data.intent_examples if message.get(TEXT)]


def _text(message: Message) -> str:
    text: str = message.get(NORMALIZED) or message.get(TEXT)
    return text
