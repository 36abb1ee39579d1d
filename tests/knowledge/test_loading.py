import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.knowledge.loading import KNOWLEDGE_FILE, KnowledgeError, json_schema, load
from tests.knowledge.faults import broken
from tests.knowledge.small import SMALL, changed, line_of, problems, written


def as_editors_read(text: str) -> object:
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_a_file_is_loaded_with_all_that_it_says(tmp_path: Path) -> None:
    base = load(written(tmp_path, SMALL))
    assert list(base.facts) == ["start", "team", "team_length", "stop"]
    assert list(base.unknowns) == ["cost"]
    assert str(base.facts["team"].also[0]) == "2019-09-02"


def test_an_error_tells_all_its_problems(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(written(tmp_path, changed(("complete: [fr]", "complete: [fr, de]"))))
    assert len(caught.value.problems) > 10
    for problem in caught.value.problems:
        assert problem in str(caught.value)


def test_all_that_the_schema_refuses_is_told_at_once(tmp_path: Path) -> None:
    whats = ("a date in words", "an address without http", "a misspelt key", "a unit that there is not")
    found = problems(written(tmp_path, broken(*whats)))
    assert len({problem.split(": ")[0] for problem in found}) == len(whats)


def test_a_key_that_is_missing_is_named_with_the_line_of_what_lacks_it(tmp_path: Path) -> None:
    text = changed(('    publisher: "Le Journal"\n', ""))
    path = written(tmp_path, text)
    (problem,) = problems(path)
    assert problem.startswith(f"{path}:{line_of(text, '  journal:')}: sources.journal.publisher: ")
    assert "add it" in problem


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
    found = problems(path)
    assert any(problem.startswith(f"{path}:{line}: ") and said in problem for problem in found), found


def test_a_path_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        (problem,) = problems(path)
        assert str(path) in problem
        assert "is the path right?" in problem


def test_the_schema_for_editors_is_the_one_that_the_code_gives() -> None:
    kept = KNOWLEDGE_FILE.with_suffix(".schema.json").read_text(encoding="utf-8")
    assert kept == json_schema(), "knowledge/niger.schema.json is out of date: run `python -m bot schema`"


def test_the_schema_for_editors_is_one_and_accepts_the_real_file() -> None:
    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(as_editors_read(KNOWLEDGE_FILE.read_text(encoding="utf-8")))


def test_the_real_file_names_its_schema_for_editors() -> None:
    first_line = KNOWLEDGE_FILE.read_text(encoding="utf-8").splitlines()[0]
    assert (KNOWLEDGE_FILE.parent / first_line.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize(
    "what",
    ["a misspelt key", "an address without http", "a confidence that there is not", "an aspect that there is not"],
)
def test_the_schema_for_editors_refuses_what_the_checks_refuse(what: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(json_schema()))
    assert list(validator.iter_errors(as_editors_read(broken(what))))
    assert not list(validator.iter_errors(as_editors_read(SMALL)))
