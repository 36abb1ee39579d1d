"""Everything the bot says that is no fact: small talk, borders, care."""

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.schema import Language
from bot.replies import choices
from bot.replies.reply import Choice, Outcome, Reply
from bot.replies.typography import enumeration, typeset
from bot.replies.wording import say

WITH_STARTERS = ("complain", "help", "who_are_you", "deny")
"""Small talk after which people want to be shown what there is."""


def greeting(base: KnowledgeBase, language: Language) -> Reply:
    """The first message: says that it is a bot, and what it can tell."""
    return _reply(say(language, "greeting"), language, "smalltalk", choices.starters(base, language))


def small_talk(base: KnowledgeBase, kind: str, language: Language) -> Reply:
    """An answer to a greeting, a thank-you and the like."""
    offered = choices.starters(base, language) if kind in WITH_STARTERS else ()
    return _reply(say(language, f"smalltalk.{kind}"), language, "smalltalk", offered)


def out_of_scope(base: KnowledgeBase, kind: str, language: Language) -> Reply:
    """Says what the bot cannot do, and what can be asked."""
    return _reply(say(language, f"out_of_scope.{kind}"), language, "out_of_scope", choices.starters(base, language, 3))


def sensitive(base: KnowledgeBase, kind: str, language: Language) -> Reply:
    """A courteous no to what could endanger people, calm before hostility, and care before all else."""
    if kind == "distress":
        return _reply(say(language, "sensitive.distress", lines=_helplines(base, language)), language, "sensitive")
    values = {}
    if kind == "worried_relative":
        values = {"contact": text_in(base.knowledge.contacts["defence"].text, language)}
    offered = () if kind == "worried_relative" else choices.starters(base, language, 3)
    return _reply(say(language, f"sensitive.{kind}", **values), language, "sensitive", offered)


def clarify(base: KnowledgeBase, topics: list[str], language: Language) -> Reply:
    """Asks which of two topics is meant, with a way out."""
    offered = (*choices.for_topics(base, topics, language, 2), choices.something_else(language))
    return _reply(say(language, "clarify.question"), language, "clarify", offered)


def nothing_before(base: KnowledgeBase, language: Language) -> Reply:
    """Asks what a follow-up refers to that follows nothing."""
    return _reply(say(language, "out_of_scope.nothing_before"), language, "clarify", choices.starters(base, language))


def _helplines(base: KnowledgeBase, language: Language) -> str:
    lines = base.knowledge.helplines
    own = [line for line in lines if language in line.languages] if language != "en" else lines
    return enumeration(
        [say(language, "sensitive.helpline", name=text_in(line.name, language), number=line.number) for line in own],
        language,
    )


def _reply(text: str, language: Language, outcome: Outcome, offered: tuple[Choice, ...] = ()) -> Reply:
    return Reply(text=typeset(text, language), language=language, outcome=outcome, choices=offered)
