"""Whether a message asks one thing or several."""

import math
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intent_classifier import RANKING
from bot.nlu.parts import PARTS, language_of

_TELLING = ("fact", "figure", "year", "place")
"""The entities that tell one question of an intent from another."""


def best(message: Message) -> str:
    """The likeliest intent of a message or part."""
    name: str = message.get(RANKING)[0][INTENT_NAME_KEY]
    return name


def confidence(message: Message) -> float:
    """How likely that is, from 0 to 1."""
    return float(message.get(RANKING)[0][PREDICTED_CONFIDENCE_KEY])


class Division:
    """Divides a message into its questions where it is likelier to ask several things than one.

    Most messages of several clauses ask one thing: a reason, a remark or an image comes with it. So the message as a whole is
    what is asked, unless its parts are clear where the whole is not: the log-odds are a weighed sum (logistic regression).
    A lone question in another language than the rest is what is asked: the whole is a muddle of both. Small talk never stands
    beside a question, and what asks for nothing (“I need it for school”) is left out.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """`config` is that of `IntentDecision`."""
        self._small_talk = frozenset(config["small_talk"])
        self._dependent = frozenset(config["dependent"])
        self._whole = frozenset(config["whole"])
        self._known = (config["topic_prefix"], *config["whole_prefixes"])
        self._reckoned, self._least_reckoned = tuple(config["whole_prefixes"]), config["whole_confidence"]
        self._least, self._least_instead = config["part_confidence"], config["instead_confidence"]
        self._first, self._least_first = config["first"], config["least_first"]
        self._several: dict[str, float] = config["several"]

    def questions(self, message: Message) -> list[Message]:
        """The message itself, or those of its parts that each ask something of their own."""
        parts: list[Message] = message.get(PARTS, [])
        for part in (message, *parts):
            if _probability(part, self._first) >= self._least_first:
                part.set(RANKING, _led_by(part, self._first))
                return [part]
        reckoned = best(message).startswith(self._reckoned) and confidence(message) >= self._least_reckoned
        if reckoned or best(message) in self._whole:
            return [message]
        asking = [part for part in parts if self._asks(part)]
        clear = [part for part in asking if confidence(part) >= self._least]
        if _differ(clear) and self._asks_several(message, asking):
            return clear
        if len(clear) == 1 and language_of(clear[0]) != language_of(message):
            return clear
        surest = max(asking, key=confidence, default=message)
        instead = best(message) in self._small_talk and confidence(surest) >= self._least_instead
        return [surest] if instead else [message]

    def _asks(self, part: Message) -> bool:
        introduces = part.get(TEXT).endswith(":")  # “Two questions for my article:”
        return not introduces and (best(part).startswith(self._known) or best(part) in self._dependent)

    def _asks_several(self, message: Message, asking: list[Message]) -> bool:
        """Whether the log-odds speak for several questions; `asking` are the parts that may be one, two or more."""
        weights = self._several
        second = sorted(map(confidence, asking))[-2]
        shortest = min(len(part.get(TEXT).split()) for part in asking)
        odds: float = (
            weights["bias"]
            + weights["whole"] * confidence(message)
            + weights["second"] * second
            + weights["dependent"] * _share(best(part) in self._dependent for part in asking)
            + weights["interrogative"] * _share(map(_interrogative, asking))
            + weights["shortest"] * math.log(shortest)
        )
        return odds >= 0


def _share(which: Iterable[bool]) -> float:
    found = list(which)
    return sum(found) / len(found)


def _interrogative(part: Message) -> bool:
    """Whether it has the form of a question: a question word, or the mark."""
    asked = any(entity["entity"] == "aspect" for entity in part.get(ENTITIES, []))
    return bool(asked or part.get(TEXT).rstrip().endswith("?"))


def _differ(parts: list[Message]) -> bool:
    """Whether two parts ask different things: other intents, or the same of other things that both name."""
    return any(
        best(one) != best(other) or bool(_named(one) and _named(other) and not _named(one) & _named(other))
        for one, other in combinations(parts, 2)
    )


def _named(part: Message) -> set[tuple[str, Any]]:
    return {(entity["entity"], entity["value"]) for entity in part.get(ENTITIES, []) if entity["entity"] in _TELLING}


def _probability(part: Message, intent: str) -> float:
    return float(
        sum(entry[PREDICTED_CONFIDENCE_KEY] for entry in part.get(RANKING) if entry[INTENT_NAME_KEY] == intent)
    )


def _led_by(part: Message, intent: str) -> list[dict[str, Any]]:
    return sorted(part.get(RANKING), key=lambda entry: entry[INTENT_NAME_KEY] != intent)
