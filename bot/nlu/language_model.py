"""Which of the four languages a text is written in: naive Bayes on its letters and words.

Cavnar and Trenkle, “N-gram-based text categorization” (1994), with probabilities in place of ranks. It learns from the bot's
own examples, so that SMS spelling, dialect, and names that all languages share weigh what they are worth.
"""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from bot.knowledge.schema import LANGUAGES, Language
from bot.nlu.text import WORD, ngrams_of, tidy

Scores = npt.NDArray[np.float32]

SHORTEST, LONGEST = 1, 4
"""Letters of an n-gram."""
LEAST = 3
"""A trait that the examples show less often is chance."""
OF_WORD, OF_NGRAM = 0.25, 0.13
"""How much of its evidence counts: a word is one of several in a sentence, and the n-grams of a word overlap."""
PRIOR = 7.5
"""By how much, as a logarithm, a message is likelier in the language of its conversation than in another."""
WITHOUT_PRIOR = 1.5
"""By how much, in a conversation that has no language yet, in the first of the languages."""

_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"\S*[/{}<>_=\\@]\S*")
"""Addresses, commands and markup are in no language."""


def traits(text: str) -> Counter[str]:
    """What is counted of a text: its words, and the letter n-grams of each word with its borders; accents tell much."""
    counts: Counter[str] = Counter()
    for word in _words(text):
        counts.update(ngrams_of(word, SHORTEST, LONGEST))
    return counts


def _words(text: str) -> list[str]:
    return _WORD.findall(_CODE.sub(" ", tidy(text).casefold()))


class LanguageModel:
    """How much each trait speaks for each language."""

    def __init__(self, vocabulary: dict[str, int], weights: npt.NDArray[np.float16]) -> None:
        """`weights` has shape `(len(vocabulary), languages)`: logarithms of probabilities, in the order of `LANGUAGES`."""
        self.vocabulary = vocabulary
        self.weights = weights

    @classmethod
    def fit(cls, texts: Iterable[tuple[str, Language]]) -> "LanguageModel":
        """Learns from texts whose language is known."""
        used: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for text, language in texts:
            used[language].update(_words(text))
        counted: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for language, words in used.items():
            for word, count in words.items():
                for trait in ngrams_of(word, SHORTEST, LONGEST):
                    counted[language][trait] += count
        whole = sum(counted.values(), Counter[str]())
        vocabulary = {trait: index for index, trait in enumerate(sorted(t for t, n in whole.items() if n >= LEAST))}
        table = np.array([[counted[language][trait] for language in LANGUAGES] for trait in vocabulary], np.float64)
        table = np.log(table + 0.5) - np.log(table.sum(axis=0) + 0.5 * len(vocabulary))
        return cls(vocabulary, (table - table.mean(axis=1, keepdims=True)).astype(np.float16))

    def scores(self, text: str) -> Scores:
        """How much the text speaks for each language, shape `(languages,)`: logarithms, zero on average."""
        known = [
            (self.vocabulary[trait], count * (OF_WORD if trait.startswith(WORD) else OF_NGRAM))
            for trait, count in traits(text).items()
            if trait in self.vocabulary
        ]
        if not known:
            return np.zeros(len(LANGUAGES), np.float32)
        rows = self.weights[[index for index, _ in known]].astype(np.float32)
        result: Scores = np.array([weight for _, weight in known], np.float32) @ rows
        return result

    def detect(self, text: str, prior: Language | None) -> Language:
        """The likeliest language of a text in a conversation whose language is `prior`."""
        scores = self.scores(text)
        scores[LANGUAGES.index(prior) if prior else 0] += PRIOR if prior else WITHOUT_PRIOR
        return LANGUAGES[int(np.argmax(scores))]
