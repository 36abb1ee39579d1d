"""A question as it was understood, in the terms of the knowledge file."""

from dataclasses import dataclass
from typing import Literal

from bot.knowledge.schema import Aspect, Language

Bound = Literal["above", "below"]
"""On which side of a number something is said to lie: “more than 300”, “not even 300”."""


@dataclass(frozen=True)
class Question:
    """What is asked. Ids are those of the knowledge file, in the order in which they were named.

    `denied` are facts of which something may be supposed that they are not. `marks` are the names of what the small words
    say (`now`, `exact_day`…, see `data/lexicon`). `claimed_years` are those of `years` that may be right or wrong (“in
    2005?”), not those that tell which thing is meant (“the agreement of 2003”). `bounds` says on which side of its numbers
    something is supposed to lie; `spans` are numbers of years (“two years later”). `polar` says that yes or no is expected;
    `confidence` is that of the intent, from 0 to 1; `length` counts words.
    """

    intent: str
    language: Language
    facts: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    bounds: tuple[Bound, ...] = ()
    spans: tuple[int, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    marks: frozenset[str] = frozenset()
    months: tuple[int, ...] = ()
    claimed_years: tuple[int, ...] = ()
    ordinals: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    polar: bool = False
    confidence: float = 1.0
    length: int = 0
