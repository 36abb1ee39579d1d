"""Which reply a question gets: the one place where intents meet the knowledge file."""

from dataclasses import replace
from datetime import date

from actions.following import follow
from actions.understanding import topic_of
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.dates import PartialDate
from bot.knowledge.lookup import asks_later_year
from bot.knowledge.question import Question
from bot.replies import answers, calculations, chronology, talk
from bot.replies.reply import Reply

SURE = 0.5
"""Below this confidence, a year after the last known state counts more than the intent."""


def reply_to(base: KnowledgeBase, question: Question, topic: str | None) -> Reply:
    """The reply to one question of a message, in a conversation whose last topic was `topic`."""
    intent = question.intent
    if "how_long" in question.aspects and _spans_two_dates(base, question):
        return calculated(base, replace(question, intent="compute_interval"), topic)
    followed = follow(base, question, topic)
    if followed:
        return followed
    if intent == "ask_year":
        return _year(base, question)
    unsure = topic_of(intent) and question.confidence < SURE
    if intent == "ask_last_known_state" or (unsure and asks_later_year(base, question)):
        return answers.last_known_only(base, question.language)
    asked = topic_of(intent)
    if asked in base.facts or asked in base.unknowns:
        return answers.answer(base, str(asked), question)
    if intent.startswith("compute_"):
        return calculated(base, question, topic)
    if intent in _CORRECTIONS and (meant := _meant(base, question)):
        return meant
    if intent in _TALK:
        return talk.small_talk(base, intent, question.language)
    if intent in _SENSITIVE:
        return talk.sensitive(base, intent, question.language)
    return talk.out_of_scope(base, _BORDERS.get(intent, "general"), question.language)


def calculated(base: KnowledgeBase, question: Question, topic: str | None) -> Reply:
    """The reply to a question that is worked out."""
    context = base.facts.get(topic or "")
    now = date.today()
    today = PartialDate(now.year, now.month, now.day)
    match question.intent.removeprefix("compute_"):
        case "interval":
            return chronology.interval(base, question, today, context)
        case "order":
            return chronology.older(base, question, context)
        case "event_count":
            return chronology.count(base, question)
        case "share":
            return calculations.share(base, question)
        case "difference":
            return calculations.difference(base, question)
        case "ratio":
            return calculations.ratio(base, question)
        case "sum":
            return calculations.total(base, question, context)
        case _:
            return calculations.average(base, question)


def _spans_two_dates(base: KnowledgeBase, question: Question) -> bool:
    """Whether a question names two events of different dates, or the first and the last."""
    dates = {fact.date for id_ in question.facts if (fact := base.main_fact(base.facts[id_])).date}
    return len(dates) >= 2 or {"first", "last"} <= set(question.ordinals)


def _meant(base: KnowledgeBase, question: Question) -> Reply | None:
    """The answer to a correction that names what was meant: “no, those in support”, “sorry, 2003”."""
    named = [*question.facts, *(base.knowledge.figures[key].fact for key in question.figures)]
    if named:
        return answers.answer(base, named[0], question)
    return answers.in_year(base, question.years[0], question) if question.years else None


def _year(base: KnowledgeBase, question: Question) -> Reply:
    event = next((fact for fact in base.timeline if fact.date and fact.date.year in question.years), None)
    if event and question.marks & {"before", "after"}:
        return chronology.beside(base, event, -1 if "before" in question.marks else 1, question.language)
    if question.years:
        return answers.in_year(base, question.years[0], question)
    return talk.nothing_before(base, question.language)


_TALK = {
    "greet",
    "goodbye",
    "thank",
    "praise",
    "complain",
    "how_are_you",
    "who_are_you",
    "help",
    "affirm",
    "deny",
    "change_language",
}
_CORRECTIONS = {"deny", "affirm", "complain", "something_else"}
_SENSITIVE = {"opsec", "insult", "accusation", "distress", "worried_relative"}
_BORDERS = {"nonsense": "nonsense", "prompt_injection": "injection"}
