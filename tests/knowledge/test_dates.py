from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "year", "month", "day", "precision"),
    [
        (2017, 2017, None, None, "year"),
        ("2017", 2017, None, None, "year"),
        ("2017-02", 2017, 2, None, "month"),
        ("2017-02-20", 2017, 2, 20, "day"),
        (date(2017, 2, 20), 2017, 2, 20, "day"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(
    written: object, year: int, month: int | None, day: int | None, precision: str
) -> None:
    read = PartialDate.parse(written)
    assert (read.year, read.month, read.day, read.precision) == (year, month, day, precision)


@pytest.mark.parametrize("wrong", ["", "17", "2017-13", "2017-02-30", "fin 2017", True, None, 20170220])
def test_what_is_no_date_is_refused_with_the_accepted_forms(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"2017|calendar"):
        PartialDate.parse(wrong)


@given(st.dates())
def test_a_day_is_read_back_as_it_was_written(day: date) -> None:
    assert PartialDate.parse(str(PartialDate.parse(day))) == PartialDate(day.year, day.month, day.day)


def test_dates_of_different_precision_have_an_order() -> None:
    year, month, day = PartialDate(2017), PartialDate(2017, 2), PartialDate(2017, 2, 20)
    assert sorted([day, month, year, PartialDate(2016, 12)]) == [PartialDate(2016, 12), year, month, day]
