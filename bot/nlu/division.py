"""Whether a message asks one thing or several."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intent_classifier import RANKING
from bot.nlu.parts import PARTS

_TELLING = ("fact:", "figure:", "year:", "place:")
"""The entities that tell one question of an intent from another."""


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
        self._least = config["part_confidence"]

    def questions(self, message: Message) -> list[Message]:
        """The message itself, or those of its parts that each ask something of their own."""
        parts: list[Message] = message.get(PARTS, [])
        if not parts or best(message) in self._whole or best(message).startswith(self._never_cut):
            return [message]
        substance = [part for part in parts if best(part) not in self._small_talk]
        asking = [part for part in substance if self._asks(part)]
        sure = [part for part in asking if confidence(part) >= self._least]
        if len(sure) == len(asking) and len({_asked_of(part) for part in sure}) >= 2:
            return sure
        surest = max(substance, key=confidence, default=message)
        alone = len(substance) == 1 < len(parts)
        if confidence(surest) >= self._least and (alone or confidence(surest) > 2 * confidence(message)):
            return [surest]
        return [message]

    def _asks(self, part: Message) -> bool:
        return best(part).startswith(self._known) or best(part) in self._dependent


def _asked_of(part: Message) -> tuple[str, ...]:
    named = [f"{entity['entity']}:{entity['value']}" for entity in part.get(ENTITIES, [])]
    return (best(part), *sorted(name for name in named if name.startswith(_TELLING)))
