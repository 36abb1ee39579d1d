"""What the bot offers to tap. The value of a choice is `kind:id`; only values that were issued are taken back."""

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.schema import Language
from bot.replies.reply import Choice
from bot.replies.typography import typeset
from bot.replies.wording import say

MOST = 3
SOMETHING_ELSE = "talk:something_else"


def for_topic(base: KnowledgeBase, topic: str, language: Language) -> Choice:
    """The choice that asks for a fact, or for a question that the file cannot answer."""
    entry = base.facts.get(topic) or base.unknowns[topic]
    return Choice(typeset(text_in(entry.title, language), language), f"topic:{topic}")


def for_topics(base: KnowledgeBase, topics: list[str], language: Language, most: int = MOST) -> tuple[Choice, ...]:
    """Choices for the first few of the topics."""
    return tuple(for_topic(base, topic, language) for topic in list(dict.fromkeys(topics))[:most])


def something_else(language: Language) -> Choice:
    """The way out of a question that the bot asks."""
    return Choice(say(language, "clarify.something_else"), SOMETHING_ELSE)


def starters(base: KnowledgeBase, language: Language, most: int = 6) -> tuple[Choice, ...]:
    """The topics to begin with."""
    return for_topics(base, base.knowledge.starters, language, most)
