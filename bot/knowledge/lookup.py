"""Finds the facts that a question is about."""

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact


def fact_asked(base: KnowledgeBase, topic: str, question: Question) -> Fact:
    """The fact of a topic that a question is after: the small fact that it names, else the main one.

    In a series, in a topic of several years, and in one without a date of its own, a year asks for the fact of that
    year; so does a year that tells which thing is meant (“the exercise of 2017”), not one that it lies before or after.
    """
    main = base.facts[topic]
    family = {fact.id: fact for fact in base.family(main)}
    named = [family[id_] for id_ in question.facts if id_ in family and family[id_].part_of]
    if named:
        return named[0]
    years = set(question.years)
    if main.date and main.date.year == (main.until or main.date).year and not base.is_series(main):
        elsewhere = main.date.year not in years and not question.marks & {"before", "after"}
        years = years - set(question.claimed_years) if elsewhere else set()
    return next((fact for fact in base.parts_of(main.id) if fact.date and fact.date.year in years), main)


def asks_beyond(base: KnowledgeBase, question: Question) -> bool:
    """Whether it asks for a time after the last that the file knows: now, or a later year."""
    return "now" in question.marks or asks_later_year(base, question)


def asks_later_year(base: KnowledgeBase, question: Question) -> bool:
    """Whether it names a year after the last known state."""
    last = max((fact.date.year for fact in base.last_known_state if fact.date), default=0)
    return any(year > last for year in question.years)


def nearest_years(base: KnowledgeBase, year: int, how_many: int = 3) -> list[int]:
    """The years nearest to one that the file has main facts for, nearest first."""
    years = {fact.date.year for fact in base.facts.values() if fact.date and not fact.part_of}
    return sorted(years, key=lambda known: (abs(known - year), known))[:how_many]
