import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import arithmetic
from bot.knowledge.arithmetic import Result
from bot.knowledge.dates import PartialDate
from bot.knowledge.schema import Quantity


def soldiers(value: float, approx: bool = False) -> Quantity:
    return Quantity(value=value, unit="soldiers", approx=approx)


def test_about_in_gives_about_out() -> None:
    assert arithmetic.total([soldiers(100, approx=True), soldiers(220)]) == Result(320, approx=True)
    assert arithmetic.total([soldiers(100), soldiers(220)]) == Result(320, approx=False)


def test_a_range_is_not_exact() -> None:
    assert arithmetic.difference(Quantity(value=30, to=50, unit="soldiers"), soldiers(10)).approx


def test_a_share_is_in_per_cent() -> None:
    assert arithmetic.share(soldiers(80), soldiers(320)) == Result(25, approx=False)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        arithmetic.share(soldiers(1), soldiers(0))


def test_an_average_is_for_each() -> None:
    assert arithmetic.average(soldiers(1500), soldiers(12)) == Result(125, approx=False)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_difference_and_ratio_do_not_depend_on_the_order(one: int, other: int) -> None:
    assert arithmetic.difference(soldiers(one), soldiers(other)) == arithmetic.difference(
        soldiers(other), soldiers(one)
    )
    assert arithmetic.ratio(soldiers(one), soldiers(other)) == arithmetic.ratio(soldiers(other), soldiers(one))
    assert arithmetic.ratio(soldiers(one), soldiers(other)).value >= 1


def test_years_between_are_calendar_years() -> None:
    assert arithmetic.years_between(PartialDate(2017), PartialDate(2000)) == 17
    assert arithmetic.years_between(PartialDate(2019, 9, 2), PartialDate(2021, 10)) == 2
