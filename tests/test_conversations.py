"""Nobody may be measured on what was learnt: test conversations stay apart from the examples, alike in all languages."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.knowledge.schema import LANGUAGES
from bot.nlu.example_importer import examples
from bot.nlu.text import plain

ROOT = Path(__file__).parents[1]
LEAST_WORDS = 4
"""Shorter messages are alike by chance: there are not many ways to say “how many in all?”."""
NEAR = 0.9
"""Two lines that share so many of their letter trigrams say the same in the same words."""


def tokens(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain(text)))


def trigrams(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 3] for start in range(len(text) - 2))


def taught(language: str) -> list[str]:
    files = sorted((ROOT / "data" / "nlu" / language).glob("*.yml"))
    return [tokens(example.get("text")) for file in files for example in examples(file)]


def asked(language: str) -> list[str]:
    folder = ROOT / "tests" / "conversations"
    files = (
        folder / f"{language}.jsonl",
        folder / "second" / f"{language}.jsonl",
        folder / "third" / f"{language}.jsonl",
    )
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    unrelated = (folder / "unrelated" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [tokens(text) for text in [*(json.loads(line)["turns"][-1] for line in lines), *unrelated]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_test_line_is_nearly_one_that_was_taught(language: str) -> None:
    index: dict[str, list[int]] = {}
    lines = [trigrams(text) for text in taught(language)]
    for number, line in enumerate(lines):
        for trigram in line:
            index.setdefault(trigram, []).append(number)
    near = []
    for text in asked(language):
        own = trigrams(text)
        if len(text.split()) < LEAST_WORDS:
            continue
        shared = Counter(number for trigram in own for number in index.get(trigram, ()))
        near += [text for number, count in shared.most_common(3) if count / len(own | lines[number]) > NEAR]
    assert near == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_asked_the_same_kinds_in_the_same_shares(language: str) -> None:
    def shares(of: str) -> dict[str, float]:
        file = ROOT / "tests" / "conversations" / f"{of}.jsonl"
        kinds = Counter(json.loads(line)["kind"] for line in file.read_text(encoding="utf-8").splitlines())
        return {kind: count / kinds.total() for kind, count in kinds.items()}

    assert shares(language) == pytest.approx(shares("nl"), abs=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_five_hundred_unrelated_utterances(language: str) -> None:
    file = ROOT / "tests" / "conversations" / "unrelated" / f"{language}.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) == len(lines) == 500
