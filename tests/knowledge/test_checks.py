import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checks import SHORT_LIMIT, WHOLE_LIMIT, check, numbers_in
from bot.knowledge.loading import KNOWLEDGE_FILE, KnowledgeError, json_schema, load
from bot.replies.typography import number
from tests.knowledge.small import SMALL, changed, line_of, problems, written


def test_a_file_in_which_all_is_well_passes(tmp_path: Path) -> None:
    assert problems(written(tmp_path, SMALL)) == []


def test_the_real_file_passes(base: KnowledgeBase) -> None:
    assert check(base.knowledge) == []


SAID_FOR_EACH = {
    "a source that is not there": ("    sources: [journal]", "    sources: [journal, radio]", "“radio”.*source", "mend|add"),
    "a place that is not there": ("where: [maradi]", "where: [maradi, zinder]", "“zinder”.*place", "mend|add"),
    "an actor that is not there": ("who: [minister]", "who: [minister, general]", "“general”.*actor", "mend|add"),
    "a partner that is not there": ("with_whom: [belgium]", "with_whom: [belgium, sweden]", "“sweden”.*actor", "mend|add"),
    "a follow-up that is not there": ("follow_ups: [team]", "follow_ups: [team, parade]", "“parade”.*fact", "mend|add"),
    "a follow-up to itself": ("follow_ups: [start]", "follow_ups: [start, team]", "“team”.*other fact", "mend|add"),
    "a newer state that is not there": ("superseded_by: [stop]", "superseded_by: [halt]", "“halt”.*fact", "mend|add"),
    "a bigger fact that is not there": ("    part_of: team", "    part_of: squad", "“squad”.*fact", "mend|add"),
    "a near fact that is not there": ("nearest: [start]", "nearest: [begin]", "“begin”.*fact", "mend|add"),
    "a contact that is not there": ("contact: defence", "contact: embassy", "“embassy”.*contact", "mend|add"),
    "a figure whose number is not there": ("    number: on_site", "    number: on_sight", "“on_sight”.*number", "mend|add"),
    "a figure that is part of none": ("    part_of: total", "    part_of: sum", "“sum”.*figure", "mend|add"),
    "an event that is not there": ("timeline: [start, team]", "timeline: [start, teem, team]", "“teem”.*fact", "mend|add"),
    "a later event that is not there": ("later: [stop]", "later: [stop, end]", "“end”.*fact", "mend|add"),
    "a last known state that is not there": ("last_known_state: [stop]", "last_known_state: [stop, now]", "“now”.*fact", "mend|add"),
    "a first choice that is not there": ("starters: [start, team]", "starters: [start, tem]", "“tem”.*fact", "mend|add"),
    "the same id twice": ("  - id: cost", "  - id: stop # again", "“stop”.*taken", "choose another"),
    "the same name for two facts": (
        '    names:\n      fr: ["équipe mobile", "mett"]', '    names: {fr: ["équipe mobile", "Début"]}', "“Début”.*“start”", "one of them",
    ),
    "a fact of the press that does not say so": (
        "Selon Le Journal, la coopération est suspendue", "La coopération est suspendue", "press", "name the source",
    ),
    "a number in digits that no field states": ("a commencé en 2000.", "a commencé en 2000, avec 15 hommes.", "“15”", "add the field|mend"),
    "a number in thousands that no field states": ("a commencé en 2000.", "a formé 1 575 hommes en 2000.", "“1 575”", "add the field|mend"),
    "twelve in words": ("Le ministre André Flahaut.", "Les douze ministres.", "“douze”", "add the field|mend"),
    "forty or so in words": ("L'équipe est arrivée", "Une quarantaine d'hommes est arrivée", "“quarantaine”", "add the field|mend"),
    "a short answer that is too long": ("La coopération a commencé", "a" * SHORT_LIMIT, "characters", f"{SHORT_LIMIT} at most"),
    "an answer that is too long with its detail": ("L'équipe est arrivée à", "a" * WHOLE_LIMIT, "characters", f"{WHOLE_LIMIT} at most"),
    "events out of order": ("timeline: [start, team]", "timeline: [team, start]", "“start” is older", "in order"),
    "an event without a date": ("later: [stop]", "later: [stop, undated]", "“undated”.*no date", "date"),
    "an end before its beginning": ("    until: 2024", "    until: 2022", "before `date`", "mend"),
    "a misspelt key": ("    follow_ups: [start]", "    folow_ups: [start]", "folow_ups.*not one that", "mend its spelling"),
    "a language that nobody speaks": ('name: "Maradi"', "name: {fr: Maradi, fra: Maradi}", "fra", "'fr', 'nl', 'en' or 'de'"),
    "a day that no calendar has": ("reviewed: 2026-01-31", 'reviewed: "2026-02-30"', "2026-02-30", "not a day of the calendar"),
    "a date in words": ("    date: 2023-08-02", "    date: le 2 août", "le 2 août.*not a date", "write 2017, 2017-02 or 2017-02-20"),
    "an address without http": ("url: https://example.org/article", "url: example.org/article", "url", "http"),
    "a confidence that there is not": ("confidence: press", "confidence: rumour", "confidence", "'official' or 'press'"),
    "an id with capitals": ("  - id: cost", "  - id: Cost", "id", "pattern|a-z"),
    "a fact without a source": ("    sources: [journal]", "    sources: []", "sources", "at least 1"),
    "an aspect that there is not": ("      who:\n", "      which:\n", "which", "'who'"),
    "a unit that there is not": ("unit: weeks", "unit: fortnights", "unit", "'weeks'"),
    "the same key twice": ("    until: 2024", "    until: 2024\n    title: {fr: Fin}", "“title” stands twice", "keep one"),
}  # fmt: skip

WHERE_IT_STANDS = {
    "an event without a date": "later: [stop, undated]",
    "the same key twice": "title: {fr: Fin}",
    "an aspect that there is not": "which:",
    "a unit that there is not": "fortnights",
    "an event that is not there": "teem",
}

UNDATED = """\
  - id: undated
    title: {fr: "Sans date"}
    short: {fr: "Un jour."}
    sources: [page]
unknowns:
"""


def broken(*whats: str) -> str:
    changes = [SAID_FOR_EACH[what][:2] for what in whats]
    return changed(*changes, *([("unknowns:\n", UNDATED)] if "an event without a date" in whats else []))


@pytest.mark.parametrize("what", SAID_FOR_EACH)
def test_it_is_said_what_is_wrong_and_where_and_what_to_do(what: str, tmp_path: Path) -> None:
    _, new, wrong, advice = SAID_FOR_EACH[what]
    text = broken(what)
    path = written(tmp_path, text)
    found = problems(path)
    line = line_of(text, WHERE_IT_STANDS.get(what, new.strip()))
    told = [problem for problem in found if problem.startswith(f"{path}:{line}: ")]
    assert told, found
    assert any(re.search(wrong, problem) and re.search(advice, problem) for problem in told), told


@pytest.mark.parametrize("what", SAID_FOR_EACH)
def test_one_fault_sends_an_editor_to_one_line(what: str, tmp_path: Path) -> None:
    found = problems(written(tmp_path, broken(what)))
    assert len({problem.split(": ")[0] for problem in found}) == 1, found


def test_a_key_that_is_missing_is_named_with_the_line_of_what_lacks_it(tmp_path: Path) -> None:
    text = changed(('    publisher: "Le Journal"\n', ""))
    path = written(tmp_path, text)
    assert problems(path) == [f"{path}:{line_of(text, '  journal:')}: sources.journal.publisher: is missing: add it"]


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
    assert len(gaps) == 17
    assert all("write it" in gap for gap in gaps)
    assert any(gap.startswith(f"{path}:{line_of(SMALL, '      who:')}: start.answers.who") for gap in gaps)


def test_a_text_with_nothing_in_it_is_no_text(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, changed(('fr: "La suspension"', 'fr: " "'))))
    assert "stop.title" in problem
    assert "write it" in problem


def test_a_name_is_the_same_in_one_language_only(tmp_path: Path) -> None:
    names = '    names:\n      fr: ["équipe mobile", "mett"]\n      nl: ["début"]'
    assert problems(written(tmp_path, changed(('    names:\n      fr: ["équipe mobile", "mett"]', names)))) == []


def test_the_press_may_be_named_by_its_name_or_by_the_word_press(tmp_path: Path) -> None:
    for beginning in (
        "D'après la presse, la coopération",
        "La coopération, écrit Le Journal,",
        "Le Journal : la coopération",
    ):
        assert problems(written(tmp_path, changed(("Selon Le Journal, la coopération", beginning)))) == []


def test_a_fact_that_an_official_source_tells_too_needs_no_attribution(tmp_path: Path) -> None:
    both = changed(
        ("Selon Le Journal, la coopération", "La coopération"), ("sources: [journal]", "sources: [journal, page]")
    )
    assert problems(written(tmp_path, both)) == []


def test_both_ends_of_a_range_may_be_told(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("de 12 à 14 semaines", "de 12 à 16 semaines")))
    (problem,) = problems(path)
    assert "“16”" in problem


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    names = (
        "a follow-up that is not there",
        "twelve in words",
        "events out of order",
        "a fact of the press that does not say so",
    )
    found = problems(written(tmp_path, broken(*names)))
    assert len(found) == len(names)
    assert all(any(re.search(SAID_FOR_EACH[name][2], problem) for problem in found) for name in names)


def test_all_that_the_schema_refuses_is_told_at_once(tmp_path: Path) -> None:
    names = ("a date in words", "an address without http", "a misspelt key", "a unit that there is not")
    found = problems(written(tmp_path, broken(*names)))
    assert len({problem.split(": ")[0] for problem in found}) == len(names)


def test_an_error_reads_like_its_problems(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("complete: [fr]", "complete: [fr, de]")))
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    assert str(caught.value).splitlines() == caught.value.problems


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "empty"),
        ("# rien\n", 1, "empty"),
        ("version: 1\nfacts: [a\n", 3, "expected"),
        ("version: 1\n\tcomplete: [fr]\n", 2, "tab"),
        ("version: *nowhere\n", 1, "alias"),
        ("version: 1\n---\nversion: 1\n", 2, "document"),
        ("version: !!python/name:os.system 1\n", 1, "tag"),
        ("facts: facts\n", 1, "list"),
        ("- version\n", 1, "dictionary"),
        ("version\n", 1, "dictionary"),
    ],
)
def test_what_is_no_knowledge_file_is_refused_with_its_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert any(problem.startswith(f"{path}:{line}: ") and said in problem for problem in problems(path)), problems(path)


def test_a_path_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        (problem,) = problems(path)
        assert str(path) in problem
        assert "is the path right?" in problem


@given(st.integers(0, 10_000_000))
def test_a_number_is_found_however_it_is_typeset(value: int) -> None:
    for written_ in (str(value), number(value, "fr"), f"{value:,}".replace(",", " "), f"± {value}"):
        assert [found for _, found in numbers_in(f"Il y a {written_} soldats.", "fr")] == [value]


@given(st.integers(0, 400), st.integers(401, 3000))
def test_two_numbers_are_not_taken_for_one(one: int, other: int) -> None:
    assert [found for _, found in numbers_in(f"{one} puis {other}", "fr")] == [one, other]


@pytest.mark.parametrize(
    ("text", "values"),
    [("douze", [12]), ("Une quarantaine", [40]), ("une centaine", [100]), ("onzième", []), ("1,5 million", [1.5])],
)
def test_a_number_in_words_is_read_as_a_whole_word(text: str, values: list[float]) -> None:
    assert [value for _, value in numbers_in(text, "fr")] == values


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_numbers(text: str) -> None:
    assert all(said.casefold() in text.casefold() for said, _ in numbers_in(text, "fr"))


def test_the_schema_for_editors_is_the_one_that_the_code_gives() -> None:
    kept = KNOWLEDGE_FILE.with_suffix(".schema.json").read_text(encoding="utf-8")
    assert kept == json_schema(), "knowledge/niger.schema.json is out of date: run `python -m bot schema`"


def test_the_schema_for_editors_is_one_and_accepts_the_real_file() -> None:
    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(json.dumps(yaml.safe_load(KNOWLEDGE_FILE.read_text(encoding="utf-8")), default=str))
    jsonschema.Draft202012Validator(schema).validate(document)


def test_the_schema_for_editors_refuses_a_misspelt_key_and_a_wrong_word() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(json_schema()))
    for what in (
        "a misspelt key",
        "an address without http",
        "a confidence that there is not",
        "an aspect that there is not",
    ):
        document = json.loads(json.dumps(yaml.safe_load(broken(what)), default=str))
        assert list(validator.iter_errors(document)), what
