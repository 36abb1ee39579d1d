import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.base import KnowledgeBase
from bot.replies.typography import typeset
from bot.replies.wording import WORDING_FOLDER, say, words_for

ROOT = Path(__file__).parents[2]
LANGUAGES = sorted(path.stem for path in WORDING_FOLDER.glob("*.yml"))


def sentences(language: str) -> dict[str, str]:
    def flat(data: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
        for key, value in data.items():
            if isinstance(value, dict):
                yield from flat(value, f"{before}{key}.")
            elif isinstance(value, str):
                yield f"{before}{key}", value

    return dict(flat(yaml.safe_load((WORDING_FOLDER / f"{language}.yml").read_text(encoding="utf-8")), ""))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@cache
def calls() -> list[tuple[re.Pattern[str], set[str], bool]]:
    """Each `say(…)` of the code: the keys that it may ask for, what it fills in, and whether it may fill in more."""
    found = []
    for folder in ("bot", "actions"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                    filled = {keyword.arg for keyword in node.keywords if keyword.arg}
                    more = any(keyword.arg is None for keyword in node.keywords)
                    found.append((re.compile(pattern(node.args[1])), filled, more))
    return found


def pattern(key: ast.expr) -> str:
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    if isinstance(key, ast.JoinedStr):
        return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in key.values)
    if isinstance(key, ast.IfExp):
        return f"(?:{pattern(key.body)}|{pattern(key.orelse)})"
    return ".+"


def test_there_is_a_file_for_every_language_that_is_served(base: KnowledgeBase) -> None:
    assert set(base.languages) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_the_code_asks_for_is_there(language: str) -> None:
    keys = sentences(language)
    for asked, _, _ in calls():
        assert any(asked.fullmatch(key) for key in keys), asked.pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_of_a_sentence_is_filled_by_the_code_that_asks_for_it(language: str) -> None:
    for key, sentence in sentences(language).items():
        for asked, filled, more in calls():
            if asked.fullmatch(key) and "+" not in asked.pattern:
                assert more or placeholders(sentence) <= filled, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    for key, sentence in sentences(language).items():
        spoken = say(language, key, **dict.fromkeys(placeholders(sentence), "x"))  # type: ignore[arg-type] # a language of the folder
        assert spoken
        assert "{" not in spoken
        assert spoken == spoken.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_sentences_with_the_same_gaps(language: str) -> None:
    french, other = sentences("fr"), sentences(language)
    assert french.keys() == other.keys()
    assert {key: placeholders(text) for key, text in french.items()} == {
        key: placeholders(text) for key, text in other.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(set(words_for(language, "months"))) == 12  # type: ignore[arg-type] # a language of the folder


def test_a_sentence_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        say("fr", "nowhere.to_be_found")


def test_the_bots_own_french_uses_its_own_marks() -> None:
    for key, sentence in sentences("fr").items():
        assert "'" not in sentence, key
        assert not re.search(r"[^\s\u202f\u00a0\d?!][?!;](?!\w)", typeset(sentence, "fr")), key


def test_no_fact_is_written_into_the_wording() -> None:
    for key, sentence in sentences("fr").items():
        assert not re.search(r"\b(19|20)\d\d\b|Flahaut|Maradi|\b320\b", sentence), key
