"""Answers on the order of events, from their dates in the file: how long between, which first, what beside, how many."""

from bot.knowledge import arithmetic, order
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.dates import PartialDate
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact, Language
from bot.replies.answers import told
from bot.replies.reply import Reply
from bot.replies.typography import date, enumeration
from bot.replies.wording import say


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
