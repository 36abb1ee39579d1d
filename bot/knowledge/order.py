"""What came before and after: the events of the file in the order of their dates."""

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.schema import Fact

POSITIONS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "before_last": -2}


def events(base: KnowledgeBase) -> list[Fact]:
    """The page's events and what came later, oldest first."""
    return [*base.timeline, *base.later]


def neighbour(base: KnowledgeBase, fact: Fact, step: int) -> Fact | None:
    """The event just after (`step` 1) or just before (−1) a fact; None where there is none or the fact has no date."""
    date = fact.date
    if date is None:
        return None
    ordered = events(base)
    if fact in ordered:
        position = ordered.index(fact) + step
        return ordered[position] if 0 <= position < len(ordered) else None
    if step > 0:
        return next((event for event in ordered if event.date and event.date > date), None)
    return next((event for event in reversed(ordered) if event.date and event.date < date), None)


def nth(base: KnowledgeBase, ordinal: str) -> Fact | None:
    """The event of the page at a place (see `POSITIONS`); None where the page has fewer."""
    position = POSITIONS[ordinal]
    timeline = base.timeline
    return timeline[position] if position < len(timeline) else None


def by_date(facts: list[Fact]) -> list[Fact]:
    """The facts that have a date, oldest first; those of one date as they were."""
    return sorted((fact for fact in facts if fact.date), key=lambda fact: (fact.date is None, fact.date))
