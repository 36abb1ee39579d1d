"""Which words and letters a message has, and which intents they speak for."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.nlu.text import WORD, ngrams_of, words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Matrix = npt.NDArray[np.float32]


SHORTEST, LONGEST = 2, 4
"""Letters of an n-gram."""


def ngrams(text: str) -> Counter[str]:
    """The letter n-grams of each word with its borders, the whole words, and the pairs of neighbouring words."""
    counts: Counter[str] = Counter()
    for unit in _units(text):
        counts.update(_of_unit(unit))
    return counts


def _units(text: str) -> list[str]:
    """What n-grams are counted of: the words, and the pairs of words, which have a space between them."""
    tokens = words(text)
    return tokens + [f"{left} {right}" for left, right in zip(["^", *tokens], [*tokens, "$"], strict=True)]


def _of_unit(unit: str) -> list[str]:
    """The n-grams of a word, or the one that a pair of words is."""
    return [WORD + unit] if " " in unit else ngrams_of(unit, SHORTEST, LONGEST)


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
        weights, grams = _counted(texts)
        frequency = np.bincount(weights.indices, minlength=len(grams))
        kept = sorted(np.flatnonzero(frequency >= least_texts), key=lambda column: grams[column])
        idf = (np.log((1 + len(texts)) / (1 + frequency[kept])) + 1).astype(np.float32)
        weights = weights[:, kept]
        weights.data = (1 + np.log(weights.data)) * idf[weights.indices]
        lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
        weights.data /= np.repeat(lengths, np.diff(weights.indptr))
        vocabulary = {grams[column]: index for index, column in enumerate(kept)}
        return cls(vocabulary, idf, np.zeros((len(kept), 0), np.float16)), weights

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


def _counted(texts: Sequence[str]) -> "tuple[csr_matrix, list[str]]":
    """How often each text has each n-gram, shape `(texts, n-grams)`, and the n-grams.

    It is the product of two small tables, as most words are in many texts: the units of each text, the n-grams of each unit.
    """
    unit_of: dict[str, int] = {}
    gram_of: dict[str, int] = {}
    units = _table([[unit_of.setdefault(unit, len(unit_of)) for unit in _units(text)] for text in texts])
    grams = _table([[gram_of.setdefault(gram, len(gram_of)) for gram in _of_unit(unit)] for unit in unit_of])
    return units @ grams, list(gram_of)


def _table(rows: list[list[int]]) -> "csr_matrix":
    """How often each row has each number, which is the number of a column."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((column for row in rows for column in row), np.int64, ends[-1])
    table = csr_matrix(
        (np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), columns.max(initial=-1) + 1)
    )
    table.sum_duplicates()
    return table


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
