"""Answers from facts: what was asked first, then what puts it in context, never more than fits one message."""

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.claims import agrees
from bot.knowledge.lookup import asks_beyond, fact_asked, nearest_years
from bot.knowledge.question import Question
from bot.knowledge.schema import Fact, Language
from bot.replies import choices
from bot.replies.reply import Outcome, Reply
from bot.replies.sources import notes
from bot.replies.typography import date, typeset
from bot.replies.wording import say

LONGEST = 600
"""Characters of one answer."""


def answer(base: KnowledgeBase, topic: str, question: Question) -> Reply:
    """The answer to a question about a topic: a fact of the file, or a question that it cannot answer."""
    if topic in base.unknowns:
        return not_known(base, topic, question.language)
    fact = fact_asked(base, topic, question)
    if asks_beyond(base, question) and fact.superseded_by:
        return last_known(base, fact, question)
    others = _other_figures(base, fact, question)
    sentences = [_verdict(base, fact, question), *_direct_answer(fact, question)]
    sentences += [text_in(other.short, question.language) for other in others]
    return told(base, [fact, *others], question.language, sentences)


def told(
    base: KnowledgeBase, facts: list[Fact], language: Language, sentences: list[str], outcome: Outcome = "answered"
) -> Reply:
    """A reply that tells facts: as many of the sentences as fit, their sources, and where to go on."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) <= LONGEST or not text:
            text = longer
    main = base.main_fact(facts[0])
    onward = [topic for fact in facts for topic in fact.follow_ups] + main.follow_ups
    told_topics = {fact.id for fact in facts}
    return Reply(
        text=typeset(text, language),
        language=language,
        outcome=outcome,
        topics=tuple(fact.id for fact in facts),
        sources=notes(base, facts, language),
        choices=choices.for_topics(base, [topic for topic in onward if topic not in told_topics], language),
    )


def not_known(base: KnowledgeBase, topic: str, language: Language) -> Reply:
    """Says plainly that no source answers, offers the nearest facts, and says where an answer may be had."""
    unknown = base.unknowns[topic]
    sentences = [text_in(unknown.short, language)]
    if unknown.contact:
        contact = base.knowledge.contacts[unknown.contact]
        sentences.append(text_in(contact.text, language))
    return Reply(
        text=typeset(" ".join(sentences), language),
        language=language,
        outcome="out_of_scope",
        topics=(topic,),
        choices=choices.for_topics(base, unknown.nearest, language),
    )


def last_known(base: KnowledgeBase, fact: Fact, question: Question) -> Reply:
    """The last known state, with its date, for a question about now or later; then what was true before."""
    language = question.language
    later = [base.facts[id_] for id_ in fact.superseded_by]
    state = " ".join(text_in(known.short, language) for known in later)
    sentences = [
        say(language, "stale.lead", state=state),
        say(language, "stale.before", answer=text_in(fact.short, language)),
    ]
    return told(base, [*later, fact], language, sentences, outcome="stale")


def in_year(base: KnowledgeBase, year: int, question: Question) -> Reply:
    """What the file knows of a year: the page's event first; for a year after the last known state, that state."""
    language = question.language
    found = next((facts for month in question.months if (facts := base.dated(year, month))), base.dated(year))
    main = [fact for fact in found if fact.part_of is None] or found
    if not main:
        if asks_beyond(base, question):
            return last_known_only(base, language)
        return _nothing_in(base, year, language)
    if len(main) == 1:
        return told(base, main, language, _direct_answer(main[0], question))
    items = [say(language, "year.item", text=text_in(fact.short, language)) for fact in main[:3]]
    reply = told(base, main[:3], language, [say(language, "year.several", year=year)])
    return Reply(**{**vars(reply), "text": typeset("\n".join([reply.text, *items]), language)})


def last_known_only(base: KnowledgeBase, language: Language) -> Reply:
    """The last known state by itself."""
    facts = base.last_known_state
    state = " ".join(text_in(fact.short, language) for fact in facts)
    return told(base, facts, language, [say(language, "stale.lead", state=state)], outcome="stale")


def _other_figures(base: KnowledgeBase, fact: Fact, question: Question) -> list[Fact]:
    """The facts of the other numbers that a question about one number names: “on site, in Belgium, in all?”."""
    figures = base.knowledge.figures
    if fact.id not in base.counted:
        return []
    named = dict.fromkeys(figures[key].fact for key in question.figures)
    return [base.facts[id_] for id_ in named if id_ != fact.id]


def _nothing_in(base: KnowledgeBase, year: int, language: Language) -> Reply:
    near = [fact.id for known in nearest_years(base, year) for fact in base.dated(known)[:1]]
    return Reply(
        text=say(language, "out_of_scope.no_year", year=year),
        language=language,
        outcome="out_of_scope",
        choices=choices.for_topics(base, near, language),
    )


def _verdict(base: KnowledgeBase, fact: Fact, question: Question) -> str:
    """Yes or no, where the question expects one and the fact's own fields decide it."""
    if not question.polar:
        return ""
    if fact.id in question.denied:
        return "" if question.marks & {"none_of", "negated"} else say(question.language, "verdict.no")
    figures = base.knowledge.figures
    named = [figures[key].number for key in question.figures if figures[key].fact == fact.id]
    agreed = agrees(fact, named or base.main_numbers(fact), question.claimed_years, question.numbers, question.bounds)
    if agreed is None and "existence" in question.marks and not question.marks & {"none_of", "now"}:
        agreed = True
    return "" if agreed is None else say(question.language, "verdict.yes" if agreed else "verdict.no")


def _direct_answer(fact: Fact, question: Question) -> list[str]:
    """The sentences that answer each aspect asked; then the short answer and, where no aspect was asked, the detail."""
    language = question.language
    direct = [text_in(fact.answers[aspect], language) for aspect in question.aspects if aspect in fact.answers]
    if "exact_day" in question.marks and fact.date and fact.date.precision != "day":
        direct = [say(language, "out_of_scope.no_day", date=date(fact.date, language))]
    context = [text_in(fact.short, language)]
    if not direct and fact.detail:
        context.append(text_in(fact.detail, language))
    return direct + context
