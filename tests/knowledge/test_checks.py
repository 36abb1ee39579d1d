import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checks import SHORT_LIMIT, check, numbers_in
from bot.replies.typography import number
from tests.knowledge.faults import FAULTS, broken
from tests.knowledge.small import SMALL, changed, line_of, problems, written


def test_a_file_in_which_all_is_well_passes(tmp_path: Path) -> None:
    assert problems(written(tmp_path, SMALL)) == []


def test_the_real_file_passes(base: KnowledgeBase) -> None:
    assert check(base.knowledge) == []


@pytest.mark.parametrize("what", FAULTS)
def test_it_is_said_what_is_wrong_and_where_and_what_to_do(what: str, tmp_path: Path) -> None:
    fault, text = FAULTS[what], broken(what)
    path = written(tmp_path, text)
    found = problems(path)
    told = [problem for problem in found if problem.startswith(f"{path}:{line_of(text, fault.where)}: ")]
    assert told, found
    assert any(re.search(fault.wrong, problem) and re.search(fault.advice, problem) for problem in told), told


@pytest.mark.parametrize("what", FAULTS)
def test_one_fault_sends_an_editor_to_one_line(what: str, tmp_path: Path) -> None:
    found = problems(written(tmp_path, broken(what)))
    assert len({problem.split(": ")[0] for problem in found}) == 1, found


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    whats = (
        "a follow-up that is not there",
        "twelve in words",
        "events out of order",
        "a fact of the press that does not say so",
    )
    found = problems(written(tmp_path, broken(*whats)))
    assert len(found) == len(whats)
    for what in whats:
        assert any(re.search(FAULTS[what].wrong, problem) for problem in found), what


def test_a_source_that_no_fact_rests_on_is_named(tmp_path: Path) -> None:
    radio = "  radio: {publisher: R, title: T, url: 'https://r.be', date: 2020, confidence: press}\n"
    text = changed(("actors:\n", radio + "actors:\n"))
    path = written(tmp_path, text)
    (problem,) = problems(path)
    assert problem.startswith(f"{path}:{line_of(text, '  radio:')}: ")
    assert "no fact rests on" in problem
    assert "use it or take it out" in problem


def test_a_language_that_is_promised_must_be_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("complete: [fr]", "complete: [fr, nl]")))
    gaps = [problem for problem in problems(path) if "no text in “nl”" in problem]
    assert len(gaps) >= SMALL.count('fr: "') - SMALL.count("label:")
    assert all("write it" in gap for gap in gaps)
    assert any(gap.startswith(f"{path}:{line_of(SMALL, '      who:')}: start.answers.who") for gap in gaps)


def test_a_text_with_nothing_in_it_is_no_text(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, changed(('fr: "La suspension"', 'fr: " "'))))
    assert "stop.title" in problem
    assert "write it" in problem


def test_a_name_may_mean_two_things_in_two_languages(tmp_path: Path) -> None:
    names = '      fr: ["équipe mobile", "mett"]'
    assert problems(written(tmp_path, changed((names, names + '\n      nl: ["début"]')))) == []


@pytest.mark.parametrize(
    "beginning", ["D'après la presse, la coopération", "La coopération, écrit Le Journal,", "Le Journal : elle"]
)
def test_the_press_may_be_named_or_called_the_press(beginning: str, tmp_path: Path) -> None:
    assert problems(written(tmp_path, changed(("Selon Le Journal, la coopération", beginning)))) == []


def test_what_an_official_source_tells_too_needs_no_attribution(tmp_path: Path) -> None:
    both = changed(
        ("Selon Le Journal, la coopération", "La coopération"), ("sources: [journal]", "sources: [journal, page]")
    )
    assert problems(written(tmp_path, both)) == []


def test_both_ends_of_a_range_may_be_told_and_no_other_number(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, changed(("de 12 à 14 semaines", "de 12 à 16 semaines"))))
    assert "“16”" in problem


@pytest.mark.parametrize(("longer", "well"), [(0, True), (1, False)])
def test_a_short_answer_may_be_just_as_long_as_it_may(longer: int, well: bool, tmp_path: Path) -> None:
    short = "En 2000, la coopération " + "a" * SHORT_LIMIT
    text = changed(("La coopération a commencé en 2000.", short[: SHORT_LIMIT + longer]))
    assert (problems(written(tmp_path, text)) == []) is well


@given(st.integers(0, 10_000_000))
def test_a_number_is_found_however_it_is_typeset(value: int) -> None:
    for typeset in (str(value), number(value, "fr"), f"{value:,}".replace(",", " "), f"± {value}"):
        assert [found for _, found in numbers_in(f"Il y a {typeset} soldats.", "fr")] == [value]


@given(st.integers(0, 400), st.integers(401, 3000))
def test_two_numbers_are_not_taken_for_one(one: int, other: int) -> None:
    assert [found for _, found in numbers_in(f"{one} puis {other}", "fr")] == [one, other]


@pytest.mark.parametrize(
    ("text", "values"),
    [("douze", [12]), ("Une quarantaine", [40]), ("une centaine", [100]), ("onzième", []), ("1,5 million", [1.5])],
)
def test_a_number_in_words_is_read_as_a_whole_word(text: str, values: list[float]) -> None:
    assert [value for _, value in numbers_in(text, "fr")][: len(values) or 1] == values


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_numbers(text: str) -> None:
    assert all(said.casefold() in text.casefold() for said, _ in numbers_in(text, "fr"))
