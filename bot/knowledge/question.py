"""A question as it was understood, in the terms of the knowledge file."""

from dataclasses import dataclass

from bot.knowledge.schema import Aspect, Language


@dataclass(frozen=True)
class Question:
    """What is asked. Ids are those of the knowledge file, in the order in which they were named.

    `marks` are the names of what the small words say (`now`, `exact_day`…, see `data/lexicon`); `polar` says that
    yes or no is expected.
    """

    intent: str
    language: Language
    facts: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    marks: frozenset[str] = frozenset()
    ordinals: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    polar: bool = False

    @property
    def supposes(self) -> bool:
        """Whether it holds a year or a number that may be right or wrong."""
        return bool(self.years or self.numbers)
