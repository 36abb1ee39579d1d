"""From what Rasa understood of a message to questions in the terms of the knowledge file."""

from collections.abc import Mapping
from typing import Any, cast

from rasa_sdk import Tracker

from bot.knowledge.question import Question
from bot.knowledge.schema import Aspect, Language

CLAIMED = "claimed"
"""The role of a year that something is said to have happened in."""

SUBSTANCE_LIMIT = 3
"""More questions than these in one message are not all answered."""


def questions(tracker: Tracker) -> list[Question]:
    """What the last message asks, in order: at least one question, at most three."""
    message = tracker.latest_message
    asked = message.get("questions") or [
        {
            "name": (message.get("intent") or {}).get("name") or "",
            "entities": message.get("entities") or [],
            "text": message.get("text"),
        }
    ]
    return [_question(entry, entry.get("language") or language_of(tracker)) for entry in asked[:SUBSTANCE_LIMIT]]


def language_of(tracker: Tracker) -> Language:
    """The language to answer the last message in: its own, or that of the conversation."""
    asked = tracker.latest_message.get("questions") or [{}]
    return cast(Language, asked[0].get("language") or tracker.get_slot("language") or "fr")


def close_topics(tracker: Tracker) -> list[str]:
    """The topics that the last message may be about, likeliest first."""
    message = tracker.latest_message
    asked = message.get("questions") or [message]
    ranking = asked[0].get("intent_ranking") or []
    return [topic for entry in ranking if (topic := topic_of(entry["name"]))]


def topic_of(intent: str) -> str | None:
    """The id in the knowledge file that an intent asks for; None for intents that ask for none."""
    return intent.removeprefix("ask_") if intent.startswith("ask_") else None


def _question(entry: Mapping[str, Any], language: Language) -> Question:
    def values(kind: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(entity["value"] for entity in entry["entities"] if entity["entity"] == kind))

    marks = frozenset(str(mark) for mark in values("mark"))
    aspects = cast(tuple[Aspect, ...], values("aspect"))
    claimed = tuple(
        entity["value"] for entity in entry["entities"] if entity["entity"] == "year" and entity.get("role") == CLAIMED
    )
    ends_as_question = (entry.get("text") or "").rstrip().endswith("?")
    closed = bool(claimed) or not aspects
    return Question(
        intent=entry["name"],
        language=language,
        facts=values("fact"),
        unknowns=values("unknown"),
        figures=values("figure"),
        denied=values("denied"),
        actors=values("actor"),
        places=values("place"),
        years=values("year"),
        months=tuple(int(month) for month in values("month")),
        claimed_years=claimed,
        numbers=values("number"),
        bounds=values("bound"),
        spans=values("span"),
        aspects=aspects,
        marks=marks,
        ordinals=values("ordinal"),
        shares=values("share"),
        confidence=entry.get("confidence", 1.0),
        length=len((entry.get("text") or "").split()),
        polar="yes_no" in marks
        or (closed and "existence" in marks)
        or (closed and ends_as_question and "open" not in marks),
    )
