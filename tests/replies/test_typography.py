import pytest

from bot.knowledge.arithmetic import Result
from bot.knowledge.dates import PartialDate
from bot.replies.typography import about, date, enumeration, number, typeset


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "1\u202f575"), ("nl", "1.575"), ("en", "1,575"), ("de", "1.575")]
)
def test_thousands_are_marked_as_the_language_does(language: str, written: str) -> None:
    assert number(1575, language) == written  # type: ignore[arg-type] # the parameter is one of the languages


def test_a_number_that_is_not_whole_has_one_decimal() -> None:
    assert number(2.24, "fr") == "2,2"
    assert number(2.24, "en") == "2.2"


def test_an_approximate_result_says_so_and_is_rounded() -> None:
    assert about(Result(131.25, approx=True), "fr") == "±\u00a0131"
    assert about(Result(131.25, approx=False), "fr") == "131,2"


def test_a_date_is_written_as_exactly_as_it_is_known() -> None:
    assert date(PartialDate(2017), "fr") == "2017"
    assert date(PartialDate(2021, 10), "fr") == "octobre 2021"
    assert date(PartialDate(2023, 7, 30), "fr") == "30 juillet 2023"
    assert date(PartialDate(2005, 7, 1), "fr") == "1er juillet 2005"


def test_a_list_ends_with_and() -> None:
    assert enumeration(["a"], "fr") == "a"
    assert enumeration(["a", "b", "c"], "fr") == "a, b et c"


def test_french_text_never_breaks_before_its_marks_or_inside_a_number() -> None:
    assert typeset("± 1 575 personnes : oui ?", "fr") == "±\u00a01\u202f575 personnes\u00a0: oui\u202f?"
    assert typeset("« Assistance militaire »", "fr") == "«\u202fAssistance militaire\u202f»"


def test_years_that_follow_each_other_are_not_joined() -> None:
    assert typeset("en 2017 100 soldats", "fr") == "en 2017 100 soldats"
