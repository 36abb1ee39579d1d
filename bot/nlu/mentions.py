"""Finds in a message what the knowledge file names, and the small words that carry the question (spaCy).

Names are matched word by word in lower case and without accents. A word that nobody is known to use is read as the
nearest word of the names, so that “flahault” and “maradhi” are understood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.matcher import PhraseMatcher
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.knowledge.base import KnowledgeBase, names_in, text_in
from bot.knowledge.schema import Language
from bot.nlu.lexicon import lexicon
from bot.nlu.text import plain


@dataclass(frozen=True)
class Mention:
    """Something that a message names: what kind of thing, which one, and from where to where in the text."""

    kind: str
    value: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """Kind and value in one."""
        return f"{self.kind}:{self.value}"


class MentionFinder:
    """Finds mentions in messages of one language."""

    def __init__(self, base: KnowledgeBase, language: Language, known_words: frozenset[str] = frozenset()) -> None:
        """`known_words` are words that people are known to use, and that are never read as a slip of another."""
        self._lexicon = lexicon(language)
        self._accented = frozenset(self._lexicon.accented)
        self._nlp = spacy.blank(language)
        self._names = PhraseMatcher(self._nlp.vocab, attr="NORM")
        self._small = PhraseMatcher(self._nlp.vocab, attr="NORM")
        self._name_words: set[str] = set()
        self._known_words = known_words
        self._nearest_name_word: Callable[[str], str] = str
        self.labels: list[str] = []
        """The labels of everything that can be found."""
        for label, phrases in _names(base, language):
            self.labels.append(label)
            docs = [self._doc(phrase) for phrase in phrases]
            self._names.add(label, docs)
            self._name_words |= {token.norm_ for doc in docs for token in doc if len(token.norm_) >= _LEAST_LETTERS}
        for label, phrases in self._small_words():
            self.labels.append(label)
            self._small.add(label, [self._doc(phrase) for phrase in phrases])
        self._nearest_name_word = lru_cache(maxsize=2048)(self._find_nearest_name_word)

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text, in order. Of two of a kind that overlap, the longer counts."""
        doc = self._doc(text)
        spans = _longest_by_kind([*self._names(doc, as_spans=True), *self._small(doc, as_spans=True)])
        found = [_mention(span) for span in spans]
        return sorted(found, key=lambda mention: (mention.start, mention.end, mention.label))

    def _small_words(self) -> Iterator[tuple[str, list[str]]]:
        for kind, groups in (
            ("aspect", self._lexicon.aspects),
            ("mark", self._lexicon.marks),
            ("ordinal", self._lexicon.ordinals),
            ("share", self._lexicon.shares),
        ):
            for value, phrases in groups.items():
                yield f"{kind}:{value}", list(phrases)

    def _doc(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        for token in doc:
            token.norm_ = self._norm(token.text)
        return doc

    def _norm(self, word: str) -> str:
        word = word.casefold().replace("’", "'")
        spelled = self._lexicon.spelling.get(word, word)
        if spelled in self._accented:
            return spelled
        norm = plain(spelled) or word
        return self._nearest_name_word(norm)

    def _find_nearest_name_word(self, word: str) -> str:
        if len(word) < _LEAST_LETTERS or word in self._name_words or word in self._known_words or not word.isalpha():
            return word
        allowed = 1 if len(word) < _LONG_WORD else 2
        distances = ((levenshtein(word, name, allowed), name) for name in self._name_words)
        distance, nearest = min(distances, default=(allowed + 1, word))
        return nearest if distance <= allowed else word


_LEAST_LETTERS = 5
_LONG_WORD = 8


def _names(base: KnowledgeBase, language: Language) -> Iterator[tuple[str, list[str]]]:
    for fact in base.facts.values():
        yield f"fact:{fact.id}", names_in(fact.names, language)
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


def _mention(span: Span) -> Mention:
    kind, _, value = span.label_.partition(":")
    return Mention(kind, value, span.start_char, span.end_char)
