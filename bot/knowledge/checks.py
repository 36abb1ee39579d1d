"""What must hold in the knowledge file beyond its shape: the rules that keep every answer sourced and true to its fields."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.base import names_in, text_in
from bot.knowledge.schema import LANGUAGES, Fact, Knowledge, Language, Text, Unknown
from bot.knowledge.yaml_lines import Place

SHORT_LIMIT = 300
"""Characters of a short answer: it is read aloud, and on a phone."""
WHOLE_LIMIT = 600
"""Characters of the short answer and its detail together: what one reply may hold."""

_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where in the file, what, and what to do about it."""

    place: Place
    message: str


@cache
def words(language: Language) -> dict[str, Any]:
    """What the checks look for in a language: `attribution` and `numbers` in words, and the marks inside numbers."""
    data: dict[str, Any] = yaml.safe_load((_WORDS / f"{language}.yml").read_text(encoding="utf-8"))
    return data


@cache
def _digits(language: Language) -> re.Pattern[str]:
    thousands = re.escape(words(language)["thousands"] + " \u00a0\u202f")
    decimals = rf"(?:{re.escape(words(language)['decimal'])}\d+)?"
    return re.compile(rf"(?<!\d)\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d){decimals}|\d+{decimals}")


def check(knowledge: Knowledge) -> list[Problem]:
    """All problems of a file whose shape is right; none means that the bot may speak from it."""
    return [problem for rule in _RULES for problem in rule(knowledge)]


def texts_of(fact: Fact) -> Iterator[tuple[Place, Text]]:
    """Every text of a fact that people read, with its place inside the fact."""
    yield ("title",), fact.title
    yield ("short",), fact.short
    if fact.detail is not None:
        yield ("detail",), fact.detail
    for aspect, text in fact.answers.items():
        yield ("answers", aspect), text


def _written(text: Text, languages: list[Language]) -> Iterator[tuple[Language, str]]:
    for language in languages:
        if isinstance(text, str):
            yield language, text
        elif language in text:
            yield language, text[language]


def _no_gap_between_languages(knowledge: Knowledge) -> Iterator[Problem]:
    for place, text in _all_texts(knowledge):
        if isinstance(text, dict):
            for language in knowledge.complete:
                if not text.get(language, "").strip():
                    yield Problem(place, f"has no text in “{language}”, which `complete` promises: write it")


def _all_texts(knowledge: Knowledge) -> Iterator[tuple[Place, Text]]:
    for index, fact in enumerate(knowledge.facts):
        for place, text in texts_of(fact):
            yield ("facts", index, *place), text
    for index, unknown in enumerate(knowledge.unknowns):
        yield ("unknowns", index, "title"), unknown.title
        yield ("unknowns", index, "short"), unknown.short
    for key, source in knowledge.sources.items():
        yield ("sources", key, "publisher"), source.publisher
        yield ("sources", key, "title"), source.title
    for key, actor in knowledge.actors.items():
        yield ("actors", key, "name"), actor.name
        if actor.role is not None:
            yield ("actors", key, "role"), actor.role
    for key, place_ in knowledge.places.items():
        yield ("places", key, "name"), place_.name
    for key, contact in knowledge.contacts.items():
        yield ("contacts", key, "name"), contact.name
        yield ("contacts", key, "text"), contact.text
    for key, figure in knowledge.figures.items():
        yield ("figures", key, "label"), figure.label
    for index, line in enumerate(knowledge.helplines):
        yield ("helplines", index, "name"), line.name


def _ids_are_unique(knowledge: Knowledge) -> Iterator[Problem]:
    seen: set[str] = set()
    entries: dict[str, Sequence[Fact | Unknown]] = {"facts": knowledge.facts, "unknowns": knowledge.unknowns}
    for key, group in entries.items():
        for index, entry in enumerate(group):
            if entry.id in seen:
                yield Problem((key, index, "id"), f"the id “{entry.id}” is taken by an earlier entry: choose another")
            seen.add(entry.id)


def _no_dangling_id(knowledge: Knowledge) -> Iterator[Problem]:
    facts = {fact.id for fact in knowledge.facts}
    named = knowledge.actors.keys() | knowledge.places.keys()
    for index, fact in enumerate(knowledge.facts):
        at: Place = ("facts", index)
        yield from _missing((*at, "sources"), fact.sources, knowledge.sources.keys(), "source")
        yield from _missing((*at, "follow_ups"), fact.follow_ups, facts - {fact.id}, "other fact")
        yield from _missing((*at, "superseded_by"), fact.superseded_by, facts, "fact")
        yield from _missing((*at, "part_of"), [fact.part_of] if fact.part_of else [], facts - {fact.id}, "other fact")
        yield from _missing((*at, "who"), fact.who, named, "actor or place")
        yield from _missing((*at, "with_whom"), fact.with_whom, named, "actor or place")
        yield from _missing((*at, "where"), fact.where, knowledge.places.keys(), "place")
    for index, unknown in enumerate(knowledge.unknowns):
        yield from _missing(("unknowns", index, "nearest"), unknown.nearest, facts, "fact")
        contact = [unknown.contact] if unknown.contact else []
        yield from _missing(("unknowns", index, "contact"), contact, knowledge.contacts.keys(), "contact")
    for key, figure in knowledge.figures.items():
        numbers = {number for fact in knowledge.facts if fact.id == figure.fact for number in fact.numbers}
        yield from _missing(("figures", key, "number"), [figure.number], numbers, "number in that fact")
        whole = [figure.part_of] if figure.part_of else []
        yield from _missing(("figures", key, "part_of"), whole, knowledge.figures.keys(), "figure")
    for key in ("timeline", "later", "last_known_state", "starters"):
        yield from _missing((key,), getattr(knowledge, key), facts, "fact")


def _no_fact_is_part_of_itself(knowledge: Knowledge) -> Iterator[Problem]:
    whole = {fact.id: fact.part_of for fact in knowledge.facts}
    for index, fact in enumerate(knowledge.facts):
        seen, id_ = {fact.id}, fact.part_of
        while id_ and id_ not in seen:
            seen.add(id_)
            id_ = whole.get(id_)
        if id_:
            yield Problem(("facts", index, "part_of"), "comes back to the fact itself: name a bigger fact, or none")


def _missing(place: Place, ids: list[str], known: Any, kind: str) -> Iterator[Problem]:
    for id_ in ids:
        if id_ not in known:
            yield Problem(place, f"names “{id_}”, but the file has no {kind} of that id: mend the spelling or add it")


def _no_unused_source(knowledge: Knowledge) -> Iterator[Problem]:
    used = {id_ for fact in knowledge.facts for id_ in fact.sources}
    for id_ in knowledge.sources.keys() - used:
        yield Problem(("sources", id_), f"no fact rests on the source “{id_}”: use it or take it out")


def _no_name_means_two_things(knowledge: Knowledge) -> Iterator[Problem]:
    for language in LANGUAGES:
        owners: dict[str, str] = {}
        for index, fact in enumerate(knowledge.facts):
            for name in names_in(fact.names, language):
                owner = owners.setdefault(name.casefold(), fact.id)
                if owner != fact.id:
                    yield Problem(
                        ("facts", index, "names"),
                        f"“{name}” ({language}) also names “{owner}”: give it to one of them only",
                    )


def _press_is_attributed(knowledge: Knowledge) -> Iterator[Problem]:
    for index, fact in enumerate(knowledge.facts):
        sources = [knowledge.sources[id_] for id_ in fact.sources if id_ in knowledge.sources]
        if not sources or any(source.confidence == "official" for source in sources):
            continue
        for language, text in _written(fact.short, knowledge.complete):
            said = text.casefold()
            named = [text_in(source.publisher, language) for source in sources]
            publishers = [part.strip() for publisher in named for part in re.split("[/,(]", publisher)]
            marks = words(language)["attribution"] + [name.casefold() for name in publishers if len(name) > 1]
            if not any(mark in said for mark in marks):
                yield Problem(
                    ("facts", index, "short", language),
                    "tells what only the press says without saying so: name the source in the sentence",
                )


def _numbers_are_fields(knowledge: Knowledge) -> Iterator[Problem]:
    for index, fact in enumerate(knowledge.facts):
        stated = _stated_numbers(fact)
        for place, text in texts_of(fact):
            for language, written in _written(text, knowledge.complete):
                for said, value in numbers_in(written, language):
                    if value not in stated:
                        yield Problem(
                            ("facts", index, *place, language),
                            f"says “{said}”, which no date or number of the fact states: add the field or mend the text",
                        )


def _stated_numbers(fact: Fact) -> set[float]:
    stated: set[float] = set()
    for quantity in fact.numbers.values():
        stated |= {quantity.value} if quantity.to is None else {quantity.value, quantity.to}
    for date in (fact.date, fact.until, *fact.also):
        if date:
            stated |= {float(part) for part in (date.year, date.month, date.day) if part is not None}
    return stated


def numbers_in(text: str, language: Language) -> list[tuple[str, float]]:
    """The numbers that a text states, in digits or in the words of the language: (as written, value)."""
    found = []
    decimal = words(language)["decimal"]
    for match in _digits(language).finditer(text):
        digits = re.sub(rf"[^\d{re.escape(decimal)}]", "", match.group()).replace(decimal, ".")
        found.append((match.group(), float(digits)))
    known = words(language)["numbers"]
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        found += [(word, float(known[word]))] if word in known else []
    return found


def _answers_are_short(knowledge: Knowledge) -> Iterator[Problem]:
    for index, fact in enumerate(knowledge.facts):
        for language, short in _written(fact.short, knowledge.complete):
            if len(short) > SHORT_LIMIT:
                yield Problem(
                    ("facts", index, "short", language), f"has {len(short)} characters, {SHORT_LIMIT} at most"
                )
            detail = dict(_written(fact.detail, knowledge.complete)).get(language, "") if fact.detail else ""
            if len(short) + len(detail) >= WHOLE_LIMIT:
                yield Problem(
                    ("facts", index, "detail", language),
                    f"makes {len(short) + len(detail)} characters with the short answer, {WHOLE_LIMIT} at most",
                )


def _dates_are_in_order(knowledge: Knowledge) -> Iterator[Problem]:
    facts = {fact.id: fact for fact in knowledge.facts}
    for index, fact in enumerate(knowledge.facts):
        if fact.until and (not fact.date or fact.until < fact.date):
            yield Problem(("facts", index, "until"), "lies before `date`, or there is no `date`: mend the dates")
    for key in ("timeline", "later"):
        last = None
        for position, id_ in enumerate(getattr(knowledge, key)):
            event = facts.get(id_)
            if event is None:
                continue
            if event.date is None:
                yield Problem((key, position), f"“{id_}” has no date (`date`), so it cannot stand here")
            elif last is not None and event.date < last:
                yield Problem((key, position), f"“{id_}” is older than the one above it: put them in order")
            last = event.date or last


_RULES: tuple[Callable[[Knowledge], Iterator[Problem]], ...] = (
    _no_gap_between_languages,
    _ids_are_unique,
    _no_dangling_id,
    _no_fact_is_part_of_itself,
    _no_unused_source,
    _no_name_means_two_things,
    _press_is_attributed,
    _numbers_are_fields,
    _answers_are_short,
    _dates_are_in_order,
)
