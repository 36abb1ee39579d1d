"""The shape of `knowledge/niger.yaml`: what a fact is, and what every fact must say.

These models refuse a misspelt key, a wrong type and a text without a language. What needs the whole file (dangling
ids, unsourced numbers, missing translations) is in `bot.knowledge.checks`.
"""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from bot.knowledge.dates import PartialDate

Language = Literal["fr", "nl", "en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Aspect = Literal["when", "who", "where", "how_many", "why", "how", "with_whom", "how_long"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

Unit = Literal[
    "soldiers",
    "people",
    "units",
    "companies",
    "instructors",
    "trainees",
    "weeks",
    "months",
    "years",
    "million_euros",
    "countries",
    "flights",
    "kilometres",
    "square_kilometres",
    "other",
]

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

Date = Annotated[
    PartialDate,
    BeforeValidator(PartialDate.parse),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "description": "2017, 2017-02 or 2017-02-20"}),
]

Text = str | dict[Language, str]
"""A text for people: one string where it is the same in every language (a name), else one for each language."""

Names = list[str] | dict[Language, list[str]]
"""What people call a thing, in their own words and spellings."""


class Model(BaseModel):
    """Refuses keys that the schema does not know, so that a typing slip is never silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Source(Model):
    """A publication that facts rest on."""

    publisher: Text
    title: Text
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    date: Date | Literal["undated"]
    confidence: Literal["official", "press"]
    language: str = "fr"


class Actor(Model):
    """A person, organisation, unit or country that facts name."""

    kind: Literal["person", "organisation", "unit", "country"]
    name: Text
    names: Names = []
    role: Text | None = None


class Place(Model):
    """A place that facts name, no more exact than its source."""

    name: Text
    names: Names = []


class Quantity(Model):
    """A number with its unit. `to` makes it a range; `approx` marks what its source gives as about so many."""

    value: float
    to: float | None = None
    unit: Unit
    approx: bool = False


class Fact(Model):
    """One thing that the bot can tell, with all that is known of it.

    `denies` are words for what it is not, so that who supposes it hears no: “military” of a civilian agreement.
    """

    id: Id
    title: Text
    names: Names = []
    denies: Names = []
    short: Text
    detail: Text | None = None
    answers: dict[Aspect, Text] = {}
    date: Date | None = None
    until: Date | None = None
    also: list[Date] = []
    numbers: dict[Id, Quantity] = {}
    who: list[Id] = []
    with_whom: list[Id] = []
    where: list[Id] = []
    sources: Annotated[list[Id], Field(min_length=1)]
    part_of: Id | None = None
    superseded_by: list[Id] = []
    follow_ups: list[Id] = []

    def __hash__(self) -> int:
        """Facts are told apart by their ids."""
        return hash(self.id)


class Figure(Model):
    """A number of a fact that people calculate with; `part_of` names the figure that it is a share of."""

    fact: Id
    number: Id
    label: Text
    names: Names = []
    part_of: Id | None = None


class Unknown(Model):
    """A question about the mission that no source answers; the bot says so and offers the nearest facts."""

    id: Id
    title: Text
    names: Names = []
    short: Text
    nearest: list[Id] = []
    contact: Id | None = None


class Contact(Model):
    """Where an answer may be had that this file does not hold."""

    name: Text
    text: Text
    url: str | None = None


class Helpline(Model):
    """A telephone line for people in distress, and the languages it speaks."""

    name: Text
    number: str
    languages: list[Language]


class Knowledge(Model):
    """The whole knowledge file."""

    version: Literal[1]
    complete: Annotated[list[Language], Field(min_length=1)]
    reviewed: Date
    timeline: Annotated[list[Id], Field(min_length=1)]
    later: list[Id]
    last_known_state: Annotated[list[Id], Field(min_length=1)]
    starters: list[Id]
    figures: dict[Id, Figure]
    sources: dict[Id, Source]
    actors: dict[Id, Actor]
    places: dict[Id, Place]
    facts: list[Fact]
    unknowns: list[Unknown]
    contacts: dict[Id, Contact]
    helplines: list[Helpline]
