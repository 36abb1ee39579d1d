from bot.knowledge.base import KnowledgeBase
from bot.replies import answers, talk
from bot.replies.reply import SourceNote
from bot.replies.sources import as_plain_text, notes, source_line
from tests.replies.asking import ask


def note(date: str | None) -> SourceNote:
    return SourceNote("Titre", "La Défense", "https://example.org", date, "official")


def test_a_source_is_told_with_its_date_or_that_it_has_none() -> None:
    assert "30 juillet 2023" in source_line(note("2023-07-30"), "fr")
    assert "octobre 2021" in source_line(note("2021-10"), "fr")
    assert "non daté" in source_line(note(None), "fr")
    for part in ("Titre", "La Défense"):
        assert part in source_line(note(None), "fr")


def test_a_source_of_two_facts_is_told_once(base: KnowledgeBase) -> None:
    facts = [base.facts["new_nero"], base.facts["mobile_team"], base.facts["new_nero"]]
    urls = [found.url for found in notes(base, facts, "fr")]
    assert len(urls) == len(set(urls))
    assert set(urls) == {source.url for fact in facts for source in base.sources_of(fact)}


def test_an_undated_source_has_no_date(base: KnowledgeBase) -> None:
    (page,) = notes(base, [base.facts["piracy"]], "fr")
    assert page.date is None
    assert page.confidence == "official"


def test_plain_text_is_complete_for_who_sees_nothing_else(base: KnowledgeBase) -> None:
    reply = answers.answer(base, "new_nero", ask())
    text = as_plain_text(reply)
    assert text.startswith(reply.text)
    assert reply.sources[0].publisher in text
    for choice in reply.choices:
        assert f"• {choice.label}" in text


def test_plain_text_of_small_talk_is_its_text(base: KnowledgeBase) -> None:
    reply = talk.small_talk(base, "thank", "fr")
    assert as_plain_text(reply) == reply.text


def test_a_source_is_named_in_the_readers_language(base: KnowledgeBase) -> None:
    publishers = {language: notes(base, [base.facts["piracy"]], language)[0].publisher for language in base.languages}
    assert publishers["nl"].startswith("Belgische Defensie")
    assert publishers["de"].startswith("Belgische Verteidigung")
    assert len(set(publishers.values())) == 4
