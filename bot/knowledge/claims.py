"""Holds what a visitor supposes against what a fact states."""

from collections.abc import Iterable

from bot.knowledge.schema import Fact

TOLERANCE = 0.03
"""A supposed number this near to an approximate one is taken to agree with it: 1 600 with ± 1 575."""


def years_agree(fact: Fact, years: Iterable[int]) -> bool | None:
    """Whether the supposed years are among the fact's dates; None where nothing is supposed or the fact has no date."""
    supposed = set(years)
    if not supposed or fact.date is None:
        return None
    known = {date.year for date in (fact.date, fact.until, *fact.also) if date}
    if fact.until:
        known |= set(range(fact.date.year, fact.until.year + 1))
    return supposed <= known


def numbers_agree(fact: Fact, numbers: Iterable[int]) -> bool | None:
    """Whether the supposed numbers are among the fact's; None where nothing is supposed or the fact has no number."""
    supposed = set(numbers)
    if not supposed or not fact.numbers:
        return None
    return all(any(_near(number, quantity.value, quantity.approx) for quantity in fact.numbers.values()) for number in supposed)


def agrees(fact: Fact, years: Iterable[int], numbers: Iterable[int]) -> bool | None:
    """Whether all that is supposed agrees with the fact; None where there is nothing to compare."""
    verdicts = [verdict for verdict in (years_agree(fact, years), numbers_agree(fact, numbers)) if verdict is not None]
    return all(verdicts) if verdicts else None


def _near(supposed: float, stated: float, approx: bool) -> bool:
    return abs(supposed - stated) <= (TOLERANCE * stated if approx else 0)
