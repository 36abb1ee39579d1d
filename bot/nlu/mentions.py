"""Finds in a message what the knowledge file names, and the small words that carry the question (spaCy's PhraseMatcher).

Names are matched word by word in lower case and without accents. A word that nobody is known to use is read as the
nearest word of the names, so that “flahault” and “maradhi” are understood. Words that no name has are matched as blanks:
spaCy keeps every string it ever saw, and nothing that visitors write may be kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.knowledge.base import KnowledgeBase, names_in, text_in
from bot.knowledge.schema import Language
from bot.nlu.lexicon import lexicon
from bot.nlu.text import plain

BLANK = "·"

_TOKEN = re.compile(r"[^\W_]+['’]?|[?%]")
_LEAST_LETTERS = 5
_LONG_WORD = 8


@dataclass(frozen=True)
class Mention:
    """Something that a message names: what kind of thing, which one, and from where to where in the text."""

    kind: str
    value: str
    start: int
    end: int


class MentionFinder:
    """Finds mentions in messages of one language."""

    def __init__(self, base: KnowledgeBase, language: Language, known_words: frozenset[str] = frozenset()) -> None:
        """`known_words` are words that people are known to use, and that are never read as a slip of another."""
        self._lexicon = lexicon(language)
        self._accented = frozenset(self._lexicon.accented)
        self._known_words = known_words
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self.labels: list[str] = []
        """The labels (kind and value) of everything that can be found."""
        names = [(label, [self._words(name) for name in phrases]) for label, phrases in _names(base, language)]
        small = [(label, [self._words(phrase) for phrase in phrases]) for label, phrases in self._small_words()]
        for label, phrases in (*names, *small):
            self.labels.append(label)
            self._matcher.add(label, [Doc(self._vocab, words=phrase) for phrase in phrases if phrase])
        self._matched = {word for _, phrases in (*names, *small) for phrase in phrases for word in phrase}
        long_words = {
            word for _, phrases in names for phrase in phrases for word in phrase if len(word) >= _LEAST_LETTERS
        }
        self._name_words = sorted(long_words)

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text, in order. Of two of a kind that overlap, the longer counts."""
        read = [(word, token) for token in _TOKEN.finditer(text) for word in self._norms(token.group())]
        tokens = [token for _, token in read]
        doc = Doc(self._vocab, words=[self._matchable(word) for word, _ in read])
        found = []
        for span in _longest_by_kind(self._matcher(doc, as_spans=True)):
            kind, _, value = span.label_.partition(":")
            found.append(Mention(kind, value, tokens[span.start].start(), tokens[span.end - 1].end()))
        return sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind, mention.value))

    def _small_words(self) -> Iterator[tuple[str, list[str]]]:
        for kind, groups in (
            ("aspect", self._lexicon.aspects),
            ("mark", self._lexicon.marks),
            ("ordinal", self._lexicon.ordinals),
            ("share", self._lexicon.shares),
            ("bound", self._lexicon.bounds),
            ("language", self._lexicon.languages),
        ):
            for value, phrases in groups.items():
                yield f"{kind}:{value}", list(phrases)
        for number, names in enumerate(self._lexicon.months, start=1):
            yield f"month:{number}", names

    def _words(self, phrase: str) -> list[str]:
        return [word for token in _TOKEN.finditer(phrase) for word in self._norms(token.group())]

    def _norms(self, word: str) -> list[str]:
        """The word as it is compared; a spelling that stands for several words (“ya”) gives all of them."""
        word = word.casefold().replace("’", "'")
        spelled = self._lexicon.spelling.get(word, word)
        parts = _TOKEN.findall(spelled) or [word]
        return [part if part in self._accented else plain(part) or part for part in parts]

    def _matchable(self, norm: str) -> str:
        if norm not in self._matched and norm not in self._known_words:
            norm = self._nearest_name_word(norm)
        return norm if norm in self._matched else BLANK

    def _nearest_name_word(self, word: str) -> str:
        if len(word) < _LEAST_LETTERS or not word.isalpha():
            return word
        allowed = 1 if len(word) < _LONG_WORD else 2
        near = (name for name in self._name_words if abs(len(name) - len(word)) <= allowed)
        distance, nearest = min(
            ((levenshtein(word, name, allowed), name) for name in near), default=(allowed + 1, word)
        )
        return nearest if distance <= allowed else word


def _names(base: KnowledgeBase, language: Language) -> Iterator[tuple[str, list[str]]]:
    for fact in base.facts.values():
        yield f"fact:{fact.id}", names_in(fact.names, language)
        if fact.denies:
            yield f"denied:{fact.id}", names_in(fact.denies, language)
    for unknown in base.unknowns.values():
        yield f"unknown:{unknown.id}", names_in(unknown.names, language)
    for key, figure in base.knowledge.figures.items():
        yield f"figure:{key}", names_in(figure.names, language)
    for key, actor in base.knowledge.actors.items():
        yield f"actor:{key}", [text_in(actor.name, language), *names_in(actor.names, language)]
    for key, place in base.knowledge.places.items():
        yield f"place:{key}", [text_in(place.name, language), *names_in(place.names, language)]


def _longest_by_kind(spans: list[Span]) -> list[Span]:
    by_kind: dict[str, list[Span]] = {}
    for span in spans:
        by_kind.setdefault(span.label_.partition(":")[0], []).append(span)
    return [span for kind in sorted(by_kind) for span in filter_spans(by_kind[kind])]
