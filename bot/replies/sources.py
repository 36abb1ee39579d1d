"""Where an answer comes from and of when it dates, as people read it."""

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.dates import PartialDate
from bot.knowledge.schema import Fact, Language
from bot.replies.reply import Reply, SourceNote
from bot.replies.typography import date, typeset
from bot.replies.wording import say


def notes(base: KnowledgeBase, facts: list[Fact], language: Language) -> tuple[SourceNote, ...]:
    """The sources of facts, each once, in order, as the language calls them."""
    found = {
        source.url: SourceNote(
            title=text_in(source.title, language),
            publisher=text_in(source.publisher, language),
            url=source.url,
            date=None if source.date == "undated" else str(source.date),
            confidence=source.confidence,
        )
        for fact in facts
        for source in base.sources_of(fact)
    }
    return tuple(found.values())


def source_line(note: SourceNote, language: Language) -> str:
    """A source in one line, with its date or that it has none."""
    written = date(PartialDate.parse(note.date), language) if note.date else say(language, "undated")
    line = say(language, "source", publisher=note.publisher, title=note.title, date=written)
    return typeset(line, language)


def as_plain_text(reply: Reply) -> str:
    """The whole reply for a channel that shows text only: the text, its sources, and the choices as a list."""
    parts = [reply.text]
    parts += [source_line(note, reply.language) for note in reply.sources[:3]]
    if reply.choices:
        parts.append("\n".join(f"• {choice.label}" for choice in reply.choices))
    return "\n\n".join(parts)
