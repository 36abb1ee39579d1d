"""Questions that only make sense after another: “and when was that?”, “the next one?”, “tell me more”."""

from actions.understanding import topic_of
from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.order import events
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact
from bot.replies import answers, chronology, talk
from bot.replies.reply import Reply

TIMELINE = "timeline"
"""The fact that lists the events: “and the last one?” after it is one of them."""
LEANING_WORDS = 4
LEANING_CONFIDENCE = 0.5


def follow(base: KnowledgeBase, question: Question, topic: str | None) -> Reply | None:
    """The reply to a follow-up in a conversation whose last topic was `topic`; None where the question is no follow-up."""
    if (fact := base.facts.get(topic or "")) and (year := _years_away(question, fact)):
        return answers.in_year(base, year, question)
    if others := _others(base, question, topic):
        return answers.answer(base, others, question)
    intent = "follow_up" if _leans_on(question, topic) or _other_figure(base, question, topic) else question.intent
    if intent == "choose":
        return chosen(base, question)
    if intent == "something_else" and not (question.facts or question.figures or question.years):
        return talk.small_talk(base, "help", question.language)
    if intent == "nth" or (intent == "follow_up" and topic == TIMELINE and question.ordinals):
        ordinal = next(iter(question.ordinals), "last")
        return chronology.nth(base, ordinal, question.language)
    if intent == "ask_year" and question.length <= LEANING_WORDS and (series := _series(base, topic)):
        return answers.answer(base, series.id, question)
    if intent not in ("follow_up", "more", "shorter", "repeat", "next", "previous"):
        return None
    named = _named(base, question, topic)
    if intent in ("next", "previous") and named not in events(base):
        named = None
    fact = named or base.facts.get(topic or "")
    if fact is None:
        return answers.not_known(base, topic, question.language) if topic in base.unknowns else _nothing(base, question)
    if intent == "more" and named and named.id != topic:
        return answers.answer(base, named.id, question)
    match intent:
        case "next" | "previous":
            return _stepped(base, fact, base.facts.get(topic or ""), 1 if intent == "next" else -1, question)
        case "more":
            return _more(base, fact, question)
        case "shorter":
            return answers.told(base, [fact], question.language, [text_in(fact.short, question.language)])
        case _:
            elsewhere = None if named else _other_year(base, question, fact)
            return answers.in_year(base, elsewhere, question) if elsewhere else answers.answer(base, fact.id, question)


def _stepped(base: KnowledgeBase, fact: Fact, topic: Fact | None, step: int, question: Question) -> Reply:
    """The event before (`step` −1) or after (1) another; “the agreement before that” names the event itself."""
    if fact.date and topic and topic.date and (fact.date.year - topic.date.year) * step > 0:
        return answers.answer(base, fact.id, question)
    return chronology.beside(base, fact, step, question.language)


def _years_away(question: Question, fact: Fact) -> int | None:
    """The year that a message counts from the last topic: “two years later?”."""
    if not (fact.date and question.spans and question.length <= LEANING_WORDS + 2) or question.facts:
        return None
    if question.intent == "previous" or "before" in question.marks:
        return fact.date.year - question.spans[0]
    return fact.date.year + question.spans[0] if question.intent == "next" or "after" in question.marks else None


def _other_year(base: KnowledgeBase, question: Question, fact: Fact) -> int | None:
    """The year that a follow-up moves on to: “and in 2005?”, where the last topic tells nothing of that year."""
    family = list(base.family(base.main_fact(fact)))
    own = {date.year for one in family for date in (one.date, one.until, *one.also) if date}
    others = {event.date.year for event in base.timeline if event.date and event not in family}
    return next((year for year in question.years if year in others or (year not in own and base.dated(year))), None)


def _named(base: KnowledgeBase, question: Question, topic: str | None) -> Fact | None:
    """The fact that a follow-up names itself, or by one of its figures.

    “There” names those on site beside a number or where one is asked; elsewhere it is only the place that was spoken of.
    """
    numbers = topic in base.counted or "how_many" in question.aspects
    named = [*question.facts, *(base.knowledge.figures[key].fact for key in question.figures if numbers)]
    return base.facts[named[0]] if named else None


def chosen(base: KnowledgeBase, question: Question) -> Reply:
    """The reply to a tapped choice; its value is the question's only `facts` or `unknowns` entry."""
    topic = next(iter((*question.facts, *question.unknowns)), None)
    if topic is None:
        return talk.small_talk(base, "help", question.language)
    return answers.answer(base, topic, Question(intent=question.intent, language=question.language))


def _series(base: KnowledgeBase, topic: str | None) -> Fact | None:
    """The series that the last topic belongs to, such as the strength of each year, in which a year asks for its fact."""
    fact = base.facts.get(topic or "")
    main = base.main_fact(fact) if fact else None
    return main if main and base.is_series(main) else None


def _leans_on(question: Question, topic: str | None) -> bool:
    """Whether a question is so short and unsure that it must be about the last topic: “until when?”, “and who?”."""
    names_something = question.facts or question.figures or question.actors or question.places or question.years
    short = question.length <= LEANING_WORDS and question.confidence < LEANING_CONFIDENCE
    return bool(topic and short and question.aspects and not names_something)


def _other_figure(base: KnowledgeBase, question: Question, topic: str | None) -> bool:
    """Whether a short message after a figure names another one: “and in support?”."""
    short = question.length <= LEANING_WORDS and question.confidence < LEANING_CONFIDENCE
    return bool(topic in base.counted and short and question.figures)


def _others(base: KnowledgeBase, question: Question, topic: str | None) -> str | None:
    """The fact of the others, where one part of a whole was told: after those on site, they are those in support."""
    figures = base.knowledge.figures
    leaning = question.intent == "follow_up" or topic_of(question.intent) in base.counted
    if "others" not in question.marks or not leaning:
        return None
    excluded = [figures[key] for key in question.figures] if "negated" in question.marks else []
    for part in excluded or [figure for figure in figures.values() if figure.fact == topic]:
        others = [other.fact for other in figures.values() if other.part_of == part.part_of and other is not part]
        if part.part_of and len(others) == 1:
            return others[0]
    return None


def _more(base: KnowledgeBase, fact: Fact, question: Question) -> Reply:
    """The detail of a fact, then what its small facts tell."""
    language = question.language
    parts = base.parts_of(fact.id)
    sentences = [text_in(fact.detail, language)] if fact.detail else []
    told = [fact]
    for part in parts:
        short = text_in(part.short, language)
        if sum(map(len, sentences)) + len(short) <= answers.LONGEST:
            sentences.append(short)
            told.append(part)
    if not sentences:
        main = base.main_fact(fact)
        return answers.answer(base, main.id, Question(intent="", language=language))
    return answers.told(base, told, language, sentences)


def _nothing(base: KnowledgeBase, question: Question) -> Reply:
    return talk.nothing_before(base, question.language)
