"""Years and other numbers in a message, in digits or in words."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from text_to_num import alpha2digit, text2num

from bot.knowledge.schema import Language
from bot.nlu.lexicon import lexicon
from bot.nlu.text import plain, words

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[\s.'’,]\d{3})+(?!\d)|(?<![\w.,])\d+(?!\w)", re.UNICODE)
FIRST_YEAR, LAST_YEAR = 1900, 2099


@dataclass(frozen=True)
class Figure:
    """A number that a message states, and from where to where in the text."""

    value: int
    start: int
    end: int
    claimed: bool = False
    """Whether the words before it say that something was then: “in 2005”, not “the agreement of 2005”."""
    is_span: bool = False
    """Whether it counts years: “two years later”."""

    @property
    def is_year(self) -> bool:
        """Whether it reads as a year of our time."""
        return FIRST_YEAR <= self.value <= LAST_YEAR


def figures(text: str, language: Language) -> list[Figure]:
    """The numbers of a text in order; in words from eleven, as smaller ones are often articles, unless they count years.

    Where words were turned into digits, the place of the number is the whole text.
    """
    found = [
        replace(_figure(match, language), claimed=f" {plain(text[: match.start()])} ".endswith(_claiming(language)))
        for match in _NUMBER.finditer(text)
    ]
    in_digits = alpha2digit(text, language)
    if in_digits != text:
        seen = {figure.value for figure in found}
        spelled = [replace(_figure(match, language), start=0, end=len(text)) for match in _NUMBER.finditer(in_digits)]
        found += [figure for figure in spelled if figure.value > 10 and figure.value not in seen]
    return found or _spelled_span(text, language)


def _spelled_span(text: str, language: Language) -> list[Figure]:
    """A small number in words right before a word for years: “two years later”."""
    tokens = words(text)
    for word, unit in pairwise(tokens):
        if unit in lexicon(language).years:
            with suppress(ValueError):
                return [Figure(text2num(word, language), 0, len(text), is_span=True)]
    return []


@cache
def _claiming(language: Language) -> tuple[str, ...]:
    return tuple(f" {plain(phrase)} " for phrase in lexicon(language).claiming)


def _figure(match: re.Match[str], language: Language) -> Figure:
    after = words(match.string[match.end() :])[:1]
    counts_years = bool(after) and after[0] in lexicon(language).years
    return Figure(int(re.sub(r"\D", "", match.group())), match.start(), match.end(), is_span=counts_years)
