import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.base import KnowledgeBase
from bot.nlu.lexicon import Lexicon, lexicon
from bot.nlu.text import plain

ROOT = Path(__file__).parents[2]
UNTAUGHT = {"choose", "unclear"}
WITHOUT_TOPIC = {"ask_year"}

Taught = dict[str, dict[str, list[str]]]
"""What people type, by language and intent."""


@cache
def blocks(language: str) -> list[dict[str, Any]]:
    """The blocks of examples of one intent, as the files of a language have them."""
    paths = sorted((ROOT / "data" / "nlu" / language).glob("*.yml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [entry for path in paths for entry in yaml.load(path.read_text(encoding="utf-8"), loader)["nlu"]]


def examples(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in blocks(language):
        found[entry["intent"]] += [line.removeprefix("- ") for line in entry["examples"].splitlines()]
    return found


@pytest.fixture(scope="module")
def taught(base: KnowledgeBase) -> Taught:
    return {language: examples(language) for language in base.languages}


@pytest.fixture(scope="module")
def domain() -> set[str]:
    return set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])


def test_every_intent_is_taught_in_every_language_and_no_other(taught: Taught, domain: set[str]) -> None:
    for language, intents in taught.items():
        assert intents.keys() == domain - UNTAUGHT, language


def test_every_intent_has_a_rule(domain: set[str]) -> None:
    rules = yaml.safe_load((ROOT / "data" / "stories" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = [step for rule in rules for step in rule["steps"]]
    named = {option["intent"] for step in steps for option in step.get("or", [step]) if "intent" in option}
    assert named == domain


def test_every_intent_that_asks_for_a_topic_names_one(domain: set[str], base: KnowledgeBase) -> None:
    topics = {intent.removeprefix("ask_") for intent in domain - WITHOUT_TOPIC if intent.startswith("ask_")}
    assert topics <= base.facts.keys() | base.unknowns.keys()


def test_every_topic_of_the_file_can_be_asked_for(domain: set[str], base: KnowledgeBase) -> None:
    topics = [fact.id for fact in base.facts.values() if not fact.part_of] + list(base.unknowns)
    assert [topic for topic in topics if f"ask_{topic}" not in domain] == []


def test_every_small_fact_can_be_named_or_told_by_its_year(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if fact.part_of:
            assert fact.names or fact.date, fact.id


def test_every_intent_has_many_voices(taught: Taught) -> None:
    assert {
        intent: len(lines) for intents in taught.values() for intent, lines in intents.items() if len(lines) < 15
    } == {}


def test_no_line_teaches_two_things_or_one_thing_twice_after_the_same_topic(base: KnowledgeBase) -> None:
    for language in base.languages:
        owners: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for entry in blocks(language):
            for line in entry["examples"].splitlines():
                owners[plain(line.removeprefix("- ")), entry["metadata"].get("after")].append(entry["intent"])
        assert {line: owner for line, owner in owners.items() if len(owner) > 1} == {}


def test_what_is_taught_after_a_topic_is_taught_after_one_of_the_file(base: KnowledgeBase) -> None:
    topics = {fact.id for fact in base.facts.values() if not fact.part_of} | base.unknowns.keys()
    for language in base.languages:
        after = {entry["metadata"]["after"] for entry in blocks(language) if "after" in entry["metadata"]}
        assert after <= topics
        assert len(after) > 40


def test_no_line_is_empty_or_longer_than_a_message(taught: Taught) -> None:
    for intents in taught.values():
        assert all(0 < len(line.strip()) <= 500 for lines in intents.values() for line in lines)


def test_every_test_conversation_has_an_id_of_its_own() -> None:
    ids = [case["id"] for case in cases()]
    assert len(ids) == len(set(ids))


def test_the_small_words_are_there_for_every_language(base: KnowledgeBase) -> None:
    first, *others = [lexicon(language) for language in base.languages]
    for other in others:
        assert kinds(other) == kinds(first)


def kinds(words: Lexicon) -> list[set[str]]:
    return [set(words.aspects), set(words.marks), set(words.ordinals), set(words.shares)]


def cases() -> list[dict]:
    files = (ROOT / "tests" / "conversations").glob("*.jsonl")
    return [
        json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
