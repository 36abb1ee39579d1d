"""What a message looks like letter by letter, so that a typing slip changes it little."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.learning import LearningComponent
from bot.nlu.normalizer import NORMALIZED
from bot.nlu.parts import each
from bot.nlu.text import words

Matrix = npt.NDArray[np.float32]


def ngrams(text: str, shortest: int = 2, longest: int = 4) -> Counter[str]:
    """The letter n-grams of each word with its borders, the whole words, and the pairs of neighbouring words."""
    counts: Counter[str] = Counter()
    tokens = words(text)
    for token in tokens:
        bordered = f" {token} "
        counts[f"={token}"] += 1
        for size in range(shortest, longest + 1):
            for start in range(len(bordered) - size + 1):
                counts[bordered[start : start + size]] += 1
    counts.update(f"={left} {right}" for left, right in zip(["^", *tokens], [*tokens, "$"], strict=True))
    return counts


class NgramSpace:
    """Latent semantic analysis of n-grams: tf-idf weights, brought to few dimensions by a truncated SVD.

    Deerwester et al., “Indexing by latent semantic analysis”, JASIS 41 (1990).
    """

    def __init__(self, vocabulary: dict[str, int], weights: Matrix, axes: Matrix) -> None:
        """`weights` has shape `(len(vocabulary),)`, `axes` `(len(vocabulary), dimensions)`, kept in 16 bits."""
        self.vocabulary = vocabulary
        self.weights = weights
        self.axes = axes

    @classmethod
    def fit(cls, texts: list[str], dimensions: int, least_texts: int) -> "NgramSpace":
        """Learns the space from example texts. An n-gram counts that at least `least_texts` of them have."""
        from scipy.sparse import csr_matrix
        from sklearn.utils.extmath import randomized_svd

        counted = [ngrams(text) for text in texts]
        frequency = Counter(gram for counts in counted for gram in counts)
        kept = sorted(gram for gram, texts_with in frequency.items() if texts_with >= least_texts)
        vocabulary = {gram: index for index, gram in enumerate(kept)}
        weights = np.log((1 + len(texts)) / (1 + np.array([frequency[gram] for gram in kept]))) + 1
        space = cls(vocabulary, weights.astype(np.float32), np.zeros((len(kept), 0), np.float32))
        rows = [space._weighted(counts) for counts in counted]
        matrix = csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([indices for indices, _ in rows]),
                np.cumsum([0, *(len(indices) for indices, _ in rows)]),
            ),
            shape=(len(texts), len(kept)),
        )
        _, _, axes = randomized_svd(matrix, min(dimensions, *matrix.shape), n_iter=2, random_state=0)
        space.axes = np.ascontiguousarray(axes.T, dtype=np.float16)
        return space

    def place(self, text: str) -> Matrix:
        """The text as a point of the space, shape `(dimensions,)`, of length one unless nothing of it is known."""
        indices, values = self._weighted(ngrams(text))
        point: Matrix = values @ self.axes[indices].astype(np.float32)
        return point / (np.linalg.norm(point) or 1)

    def _weighted(self, counts: Counter[str]) -> tuple[npt.NDArray[np.int64], Matrix]:
        known = [(self.vocabulary[gram], count) for gram, count in counts.items() if gram in self.vocabulary]
        indices = np.array([index for index, _ in known], dtype=np.int64)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self.weights[indices]
        return indices, values / (np.linalg.norm(values) or 1)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class CharNgrams(LearningComponent):
    """Gives each message, and each part of it, a dense sentence feature made of its letters."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`dimensions`: how many numbers describe a message; `least_texts`: an n-gram of fewer examples is not learnt."""
        return {"dimensions": 384, "least_texts": 4}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._space: NgramSpace | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which n-grams there are and how they go together, and keeps it."""
        texts = [_text(message) for message in each(training_data.training_examples)]
        self._space = NgramSpace.fit(texts, self._config["dimensions"], self._config["least_texts"])
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the n-grams and their axes."""
        assert self._space
        (folder / "ngrams.txt").write_text("\n".join(self._space.vocabulary), encoding="utf-8")
        np.savez(folder / "space.npz", weights=self._space.weights, axes=self._space.axes)

    def read(self, folder: Path) -> None:
        """Reads the n-grams and their axes."""
        grams = (folder / "ngrams.txt").read_text(encoding="utf-8").split("\n")
        arrays = np.load(folder / "space.npz", allow_pickle=False)
        vocabulary = {gram: index for index, gram in enumerate(grams)}
        self._space = NgramSpace(vocabulary, arrays["weights"], arrays["axes"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the feature to every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the feature to every message and part."""
        assert self._space, "train or load comes first"
        for message in each(messages):
            point = self._space.place(_text(message))
            message.add_features(Features(point[None], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
        return messages


def _text(message: Message) -> str:
    text: str = message.get(NORMALIZED) or message.get(TEXT)
    return text
