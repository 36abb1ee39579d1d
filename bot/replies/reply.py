"""What the bot says: one typed value for every channel, whatever form it gives it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from bot.knowledge.schema import Language

Outcome = Literal["answered", "clarify", "out_of_scope", "stale", "sensitive", "smalltalk"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class SourceNote:
    """Where an answer comes from. `date` is ISO 8601 as exact as the source, or None where the source has none."""

    title: str
    publisher: str
    url: str
    date: str | None
    confidence: str


@dataclass(frozen=True)
class Choice:
    """Something to tap instead of typing: `label` for people, `value` for the server that issued it."""

    label: str
    value: str


@dataclass(frozen=True)
class Reply:
    """One message of the bot. `text` is plain and complete without the rest."""

    text: str
    language: Language
    outcome: Outcome
    topics: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    choices: tuple[Choice, ...] = ()
    card: dict[str, Any] | None = field(default=None)

    def as_dict(self) -> dict[str, Any]:
        """The reply in JSON's types."""
        return asdict(self) | {"topics": list(self.topics)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Reply":
        """A reply from `as_dict`'s form. Raises `TypeError` or `KeyError` for another."""
        return cls(
            text=data["text"],
            language=data["language"],
            outcome=data["outcome"],
            topics=tuple(data["topics"]),
            sources=tuple(SourceNote(**source) for source in data["sources"]),
            choices=tuple(Choice(**choice) for choice in data["choices"]),
            card=data["card"],
        )
