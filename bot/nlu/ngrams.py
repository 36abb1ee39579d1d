"""Which words and letters a message has, and which intents they speak for."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.nlu.text import words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Matrix = npt.NDArray[np.float32]


def ngrams(text: str, shortest: int = 2, longest: int = 4) -> Counter[str]:
    """The letter n-grams of each word with its borders, the whole words, and the pairs of neighbouring words."""
    counts: Counter[str] = Counter()
    tokens = words(text)
    for token in tokens:
        bordered = f" {token} "
        counts[f"{WORD}{token}"] += 1
        for size in range(shortest, longest + 1):
            for start in range(len(bordered) - size + 1):
                counts[bordered[start : start + size]] += 1
    counts.update(f"{WORD}{left} {right}" for left, right in zip(["^", *tokens], [*tokens, "$"], strict=True))
    return counts


WORD = "="
"""What a word or a pair of words begins with, so that it is told from the same letters inside of words."""


class NgramBayes:
    """Naive Bayes on tf-idf weights of n-grams, as evidence for each class: that of the words apart from that of the letters.

    Rennie et al., “Tackling the poor assumptions of naive Bayes text classifiers”, ICML 2003.
    """

    def __init__(self, vocabulary: dict[str, int], idf: Matrix, evidence: npt.NDArray[np.float16]) -> None:
        """`idf` has shape `(len(vocabulary),)`, `evidence` `(len(vocabulary), classes)`: logarithms of probabilities."""
        self.vocabulary = vocabulary
        self.idf = idf
        self.evidence = evidence
        self._of_word = np.array([gram.startswith(WORD) for gram in vocabulary])

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], least_texts: int, smoothing: float) -> "NgramBayes":
        """Learns from labelled texts; classes are in alphabetical order. An n-gram counts that `least_texts` have."""
        space, weights = cls._space(tuple(texts), least_texts)
        return cls(space.vocabulary, space.idf, _evidence(weights, _owners(labels), smoothing).astype(np.float16))

    @classmethod
    def cross_scores(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        least_texts: int,
        smoothing: float,
        fold_of: npt.NDArray[np.int64],
    ) -> Matrix:
        """How much each text speaks for each class by what all folds but its own teach, shape `(texts, 2 · classes)`."""
        space, weights = cls._space(tuple(texts), least_texts)
        owners = _owners(labels)
        kinds = [np.flatnonzero(space._of_word), np.flatnonzero(~space._of_word)]
        scores = [np.zeros((len(texts), owners.shape[0]), np.float32) for _ in kinds]
        for fold in np.unique(fold_of):
            rest, judged = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
            evidence = _evidence(weights[rest], owners[:, rest], smoothing)
            for kind, found in zip(kinds, scores, strict=True):
                found[judged] = weights[judged][:, kind] @ evidence[kind]
        return np.concatenate(scores, axis=1)

    @classmethod
    @lru_cache(maxsize=1)  # what is learnt and what the folds teach begins with the same count, which takes seconds
    def _space(cls, texts: tuple[str, ...], least_texts: int) -> "tuple[NgramBayes, csr_matrix]":
        """The n-grams of the texts without any evidence, and their weights in each text."""
        from scipy.sparse import csr_matrix

        counted = [ngrams(text) for text in texts]
        frequency = Counter(gram for counts in counted for gram in counts)
        kept = sorted(gram for gram, texts_with in frequency.items() if texts_with >= least_texts)
        vocabulary = {gram: index for index, gram in enumerate(kept)}
        idf = (np.log((1 + len(texts)) / (1 + np.array([frequency[gram] for gram in kept]))) + 1).astype(np.float32)
        space = cls(vocabulary, idf, np.zeros((len(kept), 0), np.float16))
        rows = [space._weighted(counts) for counts in counted]
        values, columns = (np.concatenate(side) for side in ([row[1] for row in rows], [row[0] for row in rows]))
        ends = np.cumsum([0, *(len(indices) for indices, _ in rows)])
        return space, csr_matrix((values, columns, ends), shape=(len(texts), len(kept)))

    def score(self, text: str) -> Matrix:
        """How much the words, then how much the letters of a text speak for each class, shape `(2 · classes,)`.

        It is zero where nothing of it is known.
        """
        indices, values = self._weighted(ngrams(text))
        of_word = self._of_word[indices]
        kinds = np.stack([values * of_word, values * ~of_word])
        result: Matrix = (kinds @ self.evidence[indices].astype(np.float32)).ravel()
        return result

    def _weighted(self, counts: Counter[str]) -> tuple[npt.NDArray[np.int64], Matrix]:
        known = [(self.vocabulary[gram], count) for gram, count in counts.items() if gram in self.vocabulary]
        indices = np.array([index for index, _ in known], dtype=np.int64)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self.idf[indices]
        return indices, values / (np.linalg.norm(values) or 1)


def _owners(labels: Sequence[str]) -> "csr_matrix":
    """A one for each text in the row of its class, shape `(classes, texts)`."""
    from scipy.sparse import csr_matrix

    classes, owner = np.unique(labels, return_inverse=True)
    texts = np.arange(len(labels))
    return csr_matrix((np.ones(len(labels), np.float32), (owner, texts)), shape=(len(classes), len(labels)))


def _evidence(weights: "csr_matrix", owners: "csr_matrix", smoothing: float) -> Matrix:
    """The logarithm of each n-gram's probability in each class, less its mean, shape `(n-grams, classes)`."""
    table = (owners @ weights).toarray() + np.float32(smoothing)
    table = np.log(table / table.sum(axis=1, keepdims=True))
    return np.ascontiguousarray((table - table.mean(axis=0)).T)
