"""Answers that are worked out: intervals, shares, sums and what came first. All operands are fields of the file."""

from dataclasses import replace

from bot.knowledge import arithmetic, order
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.dates import PartialDate
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact, Figure, Language
from bot.replies.answers import answer, told
from bot.replies.reply import Reply
from bot.replies.typography import about, date, enumeration, number
from bot.replies.wording import say

_FRACTIONS = (
    (97, "all"),
    (70, "three_quarters"),
    (60, "two_thirds"),
    (42, "half"),
    (29, "third"),
    (22, "quarter"),
    (17, "fifth"),
    (0, "small"),
)
"""From how many per cent on a share is called what."""

_SHARE_BOUNDS = {
    "all": (97, 100),
    "most": (50, 100),
    "half": (45, 55),
    "third": (28, 38),
    "two_thirds": (60, 72),
    "quarter": (20, 29),
}
"""Between how many per cent a share that a visitor supposes is right."""


def interval(base: KnowledgeBase, question: Question, today: PartialDate, context: Fact | None) -> Reply:
    """How many years lie between two events, or between one and today."""
    language = question.language
    events = _events(base, question)
    if {"first", "last"} <= set(question.ordinals):
        events = base.timeline
    if len(events) == 1 and question.years and not question.facts:
        events = order.by_date([base.timeline[0], *events])
    if len(events) == 1 and "until" in question.marks:
        events = order.by_date(list(dict.fromkeys([base.timeline[0], *events])))
    if len(events) < 2 and context and context.date and context not in events and "now" not in question.marks:
        events = order.by_date([*events, context])
    events = events or base.timeline[:1]
    first, last = events[0], events[-1]
    if len(events) == 1:
        assert first.date
        target = next((PartialDate(year) for year in question.years if year != first.date.year), today)
        years = arithmetic.years_between(first.date, target)
        sentence = say(
            language,
            f"compute.{'since_one' if years == 1 else 'since'}",
            years=years,
            now=target.year,
            title=_title(first, language),
            date=date(first.date, language),
        )
        return told(base, [first], language, [sentence])
    assert first.date
    assert last.date
    years = arithmetic.years_between(first.date, last.date)
    days = arithmetic.days_between(first.date, last.date)
    key = {0: "interval_none", 1: "interval_one"}.get(years, "interval_many")
    if days and years <= 1:
        key = "interval_day" if days == 1 else "interval_days"
    sentence = say(
        language,
        f"compute.{key}",
        years=years,
        days=days,
        from_date=date(first.date, language),
        from_title=_title(first, language),
        to_date=date(last.date, language),
        to_title=_title(last, language),
    )
    return told(base, [first, last], language, [sentence])


def older(base: KnowledgeBase, question: Question, context: Fact | None) -> Reply:
    """Which of the named events came first; with one named, what came just before or after it."""
    language = question.language
    events = _events(base, question)
    if len(events) >= 2 and "between" in question.marks:
        return _between(base, events[0], events[1], language)
    if len(events) >= 2:
        first, second = events[0], events[1]
        assert first.date
        assert second.date
        years = arithmetic.years_between(first.date, second.date)
        key = {0: "same_year", 1: "older_one"}.get(years, "older_many")
        sentence = say(
            language,
            f"compute.{key}",
            title=_title(first, language),
            date=date(first.date, language),
            other=_title(second, language),
            other_date=date(second.date, language),
            years=years,
        )
        return told(base, [first, second], language, [sentence, text_in(first.short, language)])
    reference = events[0] if events else context
    if reference and question.marks & {"before", "after"}:
        return beside(base, reference, -1 if "before" in question.marks else 1, language)
    if question.ordinals:
        return nth(base, question.ordinals[0], language)
    return beside(base, reference, 1, language) if reference else nth(base, "first", language)


def _between(base: KnowledgeBase, first: Fact, last: Fact, language: Language) -> Reply:
    """The events of the page that lie between two; where there are none, the one just before the later."""
    inside = [
        fact for fact in base.timeline if fact.date and first.date and last.date and first.date < fact.date < last.date
    ]
    if not inside:
        return beside(base, last, -1, language)
    return told(base, inside, language, [text_in(fact.short, language) for fact in inside])


def beside(base: KnowledgeBase, reference: Fact, step: int, language: Language) -> Reply:
    """The event just before (`step` −1) or just after (1) another."""
    if reference.date is None:
        return count(base, Question(intent="", language=language))
    found = order.neighbour(base, reference, step)
    if found is None or found.date is None:
        key = "no_next" if step > 0 else "no_previous"
        return told(
            base, [reference], language, [say(language, f"out_of_scope.{key}"), text_in(reference.short, language)]
        )
    return _event_told(base, found, "after" if step > 0 else "before", language, reference=_title(reference, language))


def nth(base: KnowledgeBase, ordinal: str, language: Language) -> Reply:
    """The first, second … or last event of the page."""
    found = order.nth(base, ordinal)
    if found is None:
        return count(base, Question(intent="", language=language))
    key = ordinal if ordinal in ("first", "last") else "nth"
    return _event_told(base, found, key, language, position=order.POSITIONS[ordinal] + 1)


def count(base: KnowledgeBase, question: Question) -> Reply:
    """How many events the page has, or lie within the years that the question names."""
    language = question.language
    counted = base.timeline
    if len(question.years) >= 2:
        counted = [
            fact for fact in counted if fact.date and min(question.years) <= fact.date.year <= max(question.years)
        ]
    counted = counted or base.timeline
    items = [
        say(language, "compute.count_item", title=_title(fact, language), date=date(fact.date, language))
        for fact in counted
        if fact.date
    ]
    sentence = say(
        language,
        f"compute.{'count_one' if len(items) == 1 else 'count'}",
        count=len(items),
        events=enumeration(items, language),
    )
    return told(base, counted or base.timeline, language, [sentence])


def share(base: KnowledgeBase, question: Question) -> Reply:
    """A part in per cent and in plain words; a share that the visitor supposes is confirmed or corrected."""
    language = question.language
    part, whole = _part_and_whole(base, question)
    result = arithmetic.share(base.figure(part), base.figure(whole))
    fraction = next(name for least, name in _FRACTIONS if result.value >= least)
    verdict = ""
    if question.shares:
        low, high = _SHARE_BOUNDS[question.shares[0]]
        verdict = say(language, "verdict.yes" if low <= result.value <= high else "verdict.no")
    sentence = say(
        language,
        "compute.share" if result.approx else "compute.share_exact",
        percent=number(round(result.value), language),
        fraction=say(language, f"fractions.{fraction}"),
        part=_figure(base, part, language),
        whole=_figure(base, whole, language),
    )
    context = text_in(base.facts[base.knowledge.figures[whole].fact].short, language)
    return _told_of(base, [part, whole], language, [verdict, sentence, context])


def difference(base: KnowledgeBase, question: Question) -> Reply:
    """By how much one figure exceeds another."""
    language = question.language
    smaller, larger = _two_figures(base, question)
    result = arithmetic.difference(base.figure(larger), base.figure(smaller))
    return _compared(base, "difference", larger, smaller, language, result=about(result, language))


def ratio(base: KnowledgeBase, question: Question) -> Reply:
    """How many times one figure goes into another; of a part and its whole, the share."""
    language = question.language
    smaller, larger = _two_figures(base, question)
    if base.knowledge.figures[smaller].part_of == larger:
        return share(base, question)
    result = arithmetic.ratio(base.figure(larger), base.figure(smaller))
    return _compared(base, "ratio", larger, smaller, language, ratio=number(result.value, language))


def total(base: KnowledgeBase, question: Question, context: Fact | None = None) -> Reply:
    """The sum of figures that are parts of one whole; figures of different wholes are never added.

    Where a question names another figure, or follows one and names none, that is told: it is a sum already.
    """
    language = question.language
    parted = {key for key, figure in base.knowledge.figures.items() if figure.part_of}
    told_before = [key for key, figure in base.knowledge.figures.items() if context and figure.fact == context.id]
    summed = next((key for key in (*question.figures, *told_before) if not parted & {key, *_parts(base, key)}), None)
    if summed and (summed in question.figures or not parted & set(question.figures)):
        return answer(base, base.knowledge.figures[summed].fact, replace(question, intent=""))
    whole = next(figure.part_of for figure in base.knowledge.figures.values() if figure.part_of)
    parts = [key for key, figure in base.knowledge.figures.items() if figure.part_of == whole]
    result = arithmetic.total([base.figure(part) for part in parts])
    listed = enumeration([_figure(base, part, language) for part in parts], language)
    return _told_of(
        base, parts, language, [say(language, "compute.total", result=about(result, language), parts=listed)]
    )


def average(base: KnowledgeBase, question: Question) -> Reply:
    """How much of one figure comes to each of another: of those that the question names, else people for each unit."""
    language = question.language
    named = [key for key in question.figures if not base.knowledge.figures[key].part_of or len(question.figures) == 2]
    if len(named) == 2:
        among, amount = sorted(named, key=lambda key: base.figure(key).value)
    else:
        amount, among = _counted_people_and_units(base)
    result = arithmetic.average(base.figure(amount), base.figure(among))
    sentence = say(
        language,
        "compute.average",
        result=about(result, language),
        amount=_figure(base, amount, language),
        among=_figure(base, among, language),
    )
    return _told_of(base, [amount, among], language, [sentence])


def _events(base: KnowledgeBase, question: Question) -> list[Fact]:
    """The dated events that a question names, by name or by year, oldest first."""
    people = {key for key, actor in base.knowledge.actors.items() if actor.kind == "person"}
    named = [fact for id_ in question.facts if (fact := base.main_fact(base.facts[id_])).date]
    named += [fact for fact in base.timeline if set(fact.who) & set(question.actors) & people]
    named += [fact for fact in base.timeline if set(fact.where) & set(question.places)]
    named += base.timeline[:1] if "first" in question.ordinals else []
    years = {fact.date.year for fact in named if fact.date}
    for year in question.years:
        if year not in years:
            named += [fact for fact in base.timeline if fact.date and fact.date.year == year][:1]
    return order.by_date(list(dict.fromkeys(named)))


def _part_and_whole(base: KnowledgeBase, question: Question) -> tuple[str, str]:
    """The part that a question names and its whole; of a supposed share in no particular part, the largest."""
    parts = [key for key, figure in base.knowledge.figures.items() if figure.part_of]
    if question.shares:
        parts.sort(key=lambda key: -base.figure(key).value)
    part = next((key for key in question.figures if key in parts), parts[0])
    whole = base.knowledge.figures[part].part_of
    assert whole
    return part, whole


def _two_figures(base: KnowledgeBase, question: Question) -> tuple[str, str]:
    """The two figures that a question compares, the smaller first: those it names, else the parts of the whole."""
    figures = base.knowledge.figures
    named = list(dict.fromkeys(question.figures))[:2]
    if len(named) < 2:
        others = [key for key, figure in figures.items() if figure.part_of and key not in named]
        named = [*named, *others][:2]
    smaller, larger = sorted(named, key=lambda key: base.figure(key).value)
    return smaller, larger


def _parts(base: KnowledgeBase, whole: str) -> set[str]:
    return {key for key, figure in base.knowledge.figures.items() if figure.part_of == whole}


def _counted_people_and_units(base: KnowledgeBase) -> tuple[str, str]:
    by_unit = {base.figure(key).unit: key for key in base.knowledge.figures}
    return by_unit["people"], by_unit["units"]


def _compared(base: KnowledgeBase, key: str, larger: str, smaller: str, language: Language, **values: str) -> Reply:
    sentence = say(
        language,
        f"compute.{key}",
        larger=_figure(base, larger, language),
        smaller=_figure(base, smaller, language),
        **values,
    )
    return _told_of(base, [larger, smaller], language, [sentence])


def _figure(base: KnowledgeBase, key: str, language: Language) -> str:
    figure: Figure = base.knowledge.figures[key]
    quantity = base.figure(key)
    return f"{about(arithmetic.Result(quantity.value, quantity.approx), language)} {text_in(figure.label, language)}"


def _told_of(base: KnowledgeBase, figures: list[str], language: Language, sentences: list[str]) -> Reply:
    facts = list(dict.fromkeys(base.facts[base.knowledge.figures[key].fact] for key in figures))
    wholes = {whole for key in figures if (whole := base.knowledge.figures[key].part_of)} - set(figures)
    context = [text_in(base.facts[base.knowledge.figures[whole].fact].short, language) for whole in wholes]
    return told(base, facts, language, [*sentences, *context])


def _event_told(base: KnowledgeBase, fact: Fact, key: str, language: Language, **values: object) -> Reply:
    assert fact.date
    sentence = say(
        language,
        f"compute.{key}",
        title=_title(fact, language),
        date=date(fact.date, language),
        short=text_in(fact.short, language),
        **values,
    )
    return told(base, [fact], language, [sentence])


def _title(fact: Fact, language: Language) -> str:
    return text_in(fact.title, language)
