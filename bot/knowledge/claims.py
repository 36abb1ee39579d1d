"""Holds what a visitor supposes against what a fact states."""

from collections.abc import Collection, Iterable

from bot.knowledge.question import Bound
from bot.knowledge.schema import Fact, Quantity

TOLERANCE = 0.03
"""A supposed number this near to an approximate one is taken to agree with it: 1 030 with ± 1 000."""


def years_agree(fact: Fact, years: Iterable[int]) -> bool | None:
    """Whether the supposed years are those of the fact's main dates.

    None where it cannot be told: nothing is supposed, the fact has no date, or the year is one of its lesser dates.
    """
    supposed = set(years) - {date.year for date in fact.also}
    if not supposed or fact.date is None:
        return None
    return supposed <= set(range(fact.date.year, (fact.until or fact.date).year + 1))


def numbers_agree(
    fact: Fact, main: Collection[str], numbers: Iterable[int], bounds: Collection[Bound] = ()
) -> bool | None:
    """Whether the supposed numbers are the main numbers of a fact, named by their keys, or lie on the right side of them.

    None where nothing is supposed or the fact has no main number; a fact without named ones stands for all its numbers.
    """
    supposed = set(numbers)
    stated = [fact.numbers[key] for key in main] or list(fact.numbers.values())
    if not supposed or not stated:
        return None
    return all(any(_holds(number, quantity, bounds) for quantity in stated) for number in supposed)


def agrees(
    fact: Fact, main: Collection[str], years: Iterable[int], numbers: Iterable[int], bounds: Collection[Bound] = ()
) -> bool | None:
    """Whether all that is supposed agrees with the fact; None where there is nothing to compare."""
    verdicts = [
        verdict
        for verdict in (years_agree(fact, years), numbers_agree(fact, main, numbers, bounds))
        if verdict is not None
    ]
    return all(verdicts) if verdicts else None


def _holds(supposed: float, stated: Quantity, bounds: Collection[Bound]) -> bool:
    if "above" in bounds:
        return stated.value > supposed
    return stated.value < supposed if "below" in bounds else _near(supposed, stated.value, stated.approx)


def _near(supposed: float, stated: float, approx: bool) -> bool:
    return abs(supposed - stated) <= (TOLERANCE * stated if approx else 0)
