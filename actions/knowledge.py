"""The knowledge file that the actions speak from: read once, when the first action is made."""

from functools import cache

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import load


@cache
def knowledge_base() -> KnowledgeBase:
    """The checked knowledge file. Raises `KnowledgeError` with every fault where it does not pass."""
    return load()
