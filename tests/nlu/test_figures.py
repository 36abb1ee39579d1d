import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.figures import figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("en 2005 ?", [2005]),
        ("1 575 personnes", [1575]),
        ("1\u202f575 personnes", [1575]),
        ("1.575 personnes", [1575]),
        ("deux mille cinq", [2005]),
        ("douze unités", [12]),
        ("les deux pays", []),
        ("entre 2000 et 2017", [2000, 2017]),
        ("2k17 covid19", []),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, values: list[int]) -> None:
    assert [figure.value for figure in figures(text, "fr")] == values


def test_a_number_of_our_time_reads_as_a_year() -> None:
    assert [figure.is_year for figure in figures("320 soldats en 2019", "fr")] == [False, True]


@given(st.text(max_size=500))
def test_any_text_can_be_searched(text: str) -> None:
    for figure in figures(text, "fr"):
        assert 0 <= figure.start <= figure.end <= len(text)
