"""Sums on the numbers and dates of facts. About in, about out."""

from dataclasses import dataclass
from datetime import date

from bot.knowledge.dates import PartialDate
from bot.knowledge.schema import Quantity


@dataclass(frozen=True)
class Result:
    """What a calculation gives; `approx` where one of its numbers was approximate."""

    value: float
    approx: bool


def total(quantities: list[Quantity]) -> Result:
    """The sum."""
    return Result(sum(quantity.value for quantity in quantities), _approx(*quantities))


def difference(one: Quantity, other: Quantity) -> Result:
    """By how much the larger exceeds the smaller."""
    return Result(abs(one.value - other.value), _approx(one, other))


def share(part: Quantity, whole: Quantity) -> Result:
    """The part in per cent of the whole. Raises `ZeroDivisionError` for a whole of nothing."""
    return Result(100 * part.value / whole.value, _approx(part, whole))


def ratio(one: Quantity, other: Quantity) -> Result:
    """How many times the smaller goes into the larger. Raises `ZeroDivisionError` where the smaller is nothing."""
    smaller, larger = sorted((one.value, other.value))
    return Result(larger / smaller, _approx(one, other))


def average(amount: Quantity, among: Quantity) -> Result:
    """How much of the amount comes to each. Raises `ZeroDivisionError` where there is none to share among."""
    return Result(amount.value / among.value, _approx(amount, among))


def years_between(one: PartialDate, other: PartialDate) -> int:
    """Calendar years from the earlier to the later: what “17 years from 2000 to 2017” counts."""
    return abs(other.year - one.year)


def days_between(one: PartialDate, other: PartialDate) -> int | None:
    """Days from the earlier to the later; None unless both dates are known to the day."""
    if one.day is None or other.day is None or one.month is None or other.month is None:
        return None
    return abs((date(other.year, other.month, other.day) - date(one.year, one.month, one.day)).days)


def _approx(*quantities: Quantity) -> bool:
    return any(quantity.approx or quantity.to is not None for quantity in quantities)
