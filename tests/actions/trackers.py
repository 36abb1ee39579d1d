"""Trackers made by hand: what Rasa would have understood, without Rasa."""

from typing import Any

from rasa_sdk import Tracker

Entities = dict[str, Any]


def asked(intent: str, text: str = "", ranking: tuple[str, ...] = (), **entities: Any) -> dict[str, Any]:
    """One question of a message; entities by kind, a list where there are several of a kind."""
    named = {kind: value if isinstance(value, list) else [value] for kind, value in entities.items()}
    return {
        "name": intent,
        "confidence": 0.9,
        "text": text,
        "intent_ranking": [{"name": name, "confidence": 0.5} for name in (ranking or (intent,))],
        "entities": [{"entity": kind, "value": value} for kind, values in named.items() for value in values],
    }


def tracker(*questions: dict[str, Any], topic: str | None = None, language: str | None = "fr") -> Tracker:
    """A conversation whose last message asks the questions."""
    return Tracker.from_dict(tracker_state(*questions, topic=topic, language=language))


def tracker_state(*questions: dict[str, Any], topic: str | None = None, language: str | None = "fr") -> dict[str, Any]:
    """The same in the form in which Rasa sends it to an action server."""
    first = questions[0]
    return {
        "sender_id": "test",
        "slots": {"topic": topic, "language": language},
        "latest_message": {
            "text": first["text"],
            "intent": {"name": first["name"], "confidence": first["confidence"]},
            "intent_ranking": first["intent_ranking"],
            "entities": first["entities"],
            "questions": list(questions),
        },
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
