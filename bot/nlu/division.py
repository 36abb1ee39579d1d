"""Whether a message asks one thing or several."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intent_classifier import RANKING
from bot.nlu.parts import PARTS

_TELLING = ("fact:", "figure:", "year:", "place:")
"""The entities that tell one question of an intent from another."""

ENOUGH = 3
"""Of so many parts that ask, one may stay unclear."""


def best(message: Message) -> str:
    """The likeliest intent of a message or part."""
    name: str = message.get(RANKING)[0][INTENT_NAME_KEY]
    return name


def confidence(message: Message) -> float:
    """How likely that is, from 0 to 1."""
    return float(message.get(RANKING)[0][PREDICTED_CONFIDENCE_KEY])


class Division:
    """Divides a message into its questions where every part that may be one is understood.

    Small talk never stands beside a question, and what asks for nothing (“I need it for school”) is left out.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """`config` is that of `IntentDecision`."""
        self._small_talk = frozenset(config["small_talk"])
        self._dependent = frozenset(config["dependent"])
        self._whole = frozenset(config["whole"])
        self._known = (config["topic_prefix"], *config["whole_prefixes"])
        self._never_cut = tuple(config["whole_prefixes"])
        self._least, self._least_reckoned = config["part_confidence"], config["whole_confidence"]
        self._first, self._least_first = config["first"], config["least_first"]

    def questions(self, message: Message) -> list[Message]:
        """The message itself, or those of its parts that each ask something of their own."""
        parts: list[Message] = message.get(PARTS, [])
        for part in (message, *parts):
            if _probability(part, self._first) >= self._least_first:
                part.set(RANKING, _led_by(part, self._first))
                return [part]
        reckoned = best(message).startswith(self._never_cut) and confidence(message) >= self._least_reckoned
        if not parts or reckoned or best(message) in self._whole:
            return [message]
        substance = [part for part in parts if best(part) not in self._small_talk and not _introduces(part)]
        asking = [part for part in substance if self._asks(part)]
        sure = [part for part in asking if confidence(part) >= self._least]
        enough = len(asking) if len(asking) < ENOUGH else len(asking) - 1
        if len(sure) >= enough and len({_asked_of(part) for part in sure}) >= 2:
            return sure
        surest = max(substance, key=confidence, default=message)
        alone = len(substance) == 1 < len(parts)
        if confidence(surest) >= self._least and (alone or confidence(surest) > 2 * confidence(message)):
            return [surest]
        return [message]

    def _asks(self, part: Message) -> bool:
        return best(part).startswith(self._known) or best(part) in self._dependent


def _introduces(part: Message) -> bool:
    """Whether it only announces what follows: “Two questions for my article:”."""
    return bool(part.get(TEXT).endswith(":"))


def _probability(part: Message, intent: str) -> float:
    return float(
        sum(entry[PREDICTED_CONFIDENCE_KEY] for entry in part.get(RANKING) if entry[INTENT_NAME_KEY] == intent)
    )


def _led_by(part: Message, intent: str) -> list[dict[str, Any]]:
    return sorted(part.get(RANKING), key=lambda entry: entry[INTENT_NAME_KEY] != intent)


def _asked_of(part: Message) -> tuple[str, ...]:
    named = [f"{entity['entity']}:{entity['value']}" for entity in part.get(ENTITIES, [])]
    return (best(part), *sorted(name for name in named if name.startswith(_TELLING)))
