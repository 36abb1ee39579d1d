"""What tests of replies share: everything the bot can be made to say, and files in which a fact is another."""

import re
from collections.abc import Iterator
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.dates import PartialDate
from bot.knowledge.question import Question
from bot.knowledge.schema import ASPECTS, Quantity
from bot.replies import answers, calculations, chronology, talk
from bot.replies.reply import Reply
from bot.replies.talk import WITH_STARTERS

TODAY = PartialDate(2026, 7, 1)

SMALL_TALK = ("greet", "goodbye", "thank", "praise", "how_are_you", "affirm", "change_language", *WITH_STARTERS)
BORDERS = ("general", "nonsense", "injection", "trouble")
SENSITIVE = ("opsec", "insult", "accusation", "distress", "worried_relative")
CALCULATIONS = ("share", "difference", "ratio", "total", "average")


def ask(intent: str = "", **entities: Any) -> Question:
    """A question in French."""
    return Question(intent, "fr", **entities)


def first_number(reply: Reply) -> float:
    """The first number that a reply states."""
    return figures_in(reply.text)[0]


def with_fact(base: KnowledgeBase, id_: str, **changes: Any) -> KnowledgeBase:
    """The same file with another date, number or text in one of its facts."""
    facts = [fact.model_copy(update=changes) if fact.id == id_ else fact for fact in base.knowledge.facts]
    return KnowledgeBase(base.knowledge.model_copy(update={"facts": facts}))


def with_number(base: KnowledgeBase, figure: str, value: float, approx: bool = True) -> KnowledgeBase:
    """The same file with another number behind one of its figures."""
    named = base.knowledge.figures[figure]
    numbers = base.facts[named.fact].numbers
    changed = Quantity(value=value, unit=numbers[named.number].unit, approx=approx)
    return with_fact(base, named.fact, numbers={**numbers, named.number: changed})


def with_date(base: KnowledgeBase, id_: str, date: str) -> KnowledgeBase:
    """The same file with another date for one of its facts."""
    return with_fact(base, id_, date=PartialDate.parse(date))


def figures_in(text: str) -> list[float]:
    """The numbers of a text, in order."""
    joined = re.sub(r"(?<=\d)\u202f(?=\d{3})", "", text)
    return [float(found.replace(",", ".")) for found in re.findall(r"\d+(?:,\d+)?", joined)]


def about_topics(base: KnowledgeBase) -> Iterator[tuple[str, Reply]]:
    """What is answered on every fact and unknown, for every aspect, and for now."""
    for topic in (*base.facts, *base.unknowns):
        yield topic, answers.answer(base, topic, ask())
        yield f"{topic} now", answers.answer(base, topic, ask(marks=frozenset({"now"})))
        yield f"{topic} in 2040", answers.answer(base, topic, ask(years=(2040,)))
        yield (
            f"{topic} on which day",
            answers.answer(base, topic, ask(aspects=("when",), marks=frozenset({"exact_day"}))),
        )
        yield f"{topic} in 1950?", answers.answer(base, topic, ask(years=(1950,), claimed_years=(1950,), polar=True))
        for aspect in ASPECTS:
            yield f"{topic} {aspect}", answers.answer(base, topic, ask(aspects=(aspect,)))
        yield f"{topic} in every way", answers.answer(base, topic, ask(aspects=ASPECTS))


def worked_out(base: KnowledgeBase) -> Iterator[tuple[str, Reply]]:
    """What is calculated, and what comes before and after."""
    for name in CALCULATIONS:
        yield name, getattr(calculations, name)(base, ask())
        for one in base.knowledge.figures:
            for other in base.knowledge.figures:
                if one != other:
                    yield f"{name} of {one} and {other}", getattr(calculations, name)(base, ask(figures=(one, other)))
    yield "count", chronology.count(base, ask())
    for ordinal in ("first", "second", "third", "fourth", "fifth", "last"):
        yield ordinal, chronology.nth(base, ordinal, "fr")
    yield "interval of nothing", chronology.interval(base, ask(), TODAY, None)
    for fact in base.facts.values():
        yield f"before {fact.id}", chronology.beside(base, fact, -1, "fr")
        yield f"after {fact.id}", chronology.beside(base, fact, 1, "fr")
        yield f"since {fact.id}", chronology.interval(base, ask(facts=(fact.id,)), TODAY, None)
        yield (
            f"{fact.id} and the last",
            chronology.interval(base, ask(facts=(fact.id, base.timeline[-1].id)), TODAY, None),
        )
        yield f"{fact.id} or the first", chronology.older(base, ask(facts=(fact.id, base.timeline[0].id)), None)
        yield f"{fact.id} in the order", chronology.older(base, ask(facts=(fact.id,)), None)


def in_years(base: KnowledgeBase) -> Iterator[tuple[str, Reply]]:
    """What is answered on every year."""
    for year in range(1900, 2041):
        yield str(year), answers.in_year(base, year, ask("ask_year", years=(year,)))


def said(base: KnowledgeBase) -> Iterator[tuple[str, Reply]]:
    """What is said that is no fact."""
    yield "greeting", talk.greeting(base, "fr")
    yield "nothing before", talk.nothing_before(base, "fr")
    yield "clarify", talk.clarify(base, ["new_nero", "mobile_team"], "fr")
    yield "clarify nothing", talk.clarify(base, [], "fr")
    yield from ((kind, talk.small_talk(base, kind, "fr")) for kind in SMALL_TALK)
    yield from ((kind, talk.out_of_scope(base, kind, "fr")) for kind in BORDERS)
    yield from ((kind, talk.sensitive(base, kind, "fr")) for kind in SENSITIVE)
