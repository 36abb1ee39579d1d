import re
from dataclasses import replace

import pytest

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.checks import words
from bot.knowledge.dates import PartialDate
from bot.knowledge.question import Question
from bot.knowledge.schema import ASPECTS
from bot.replies import answers
from bot.replies.choices import SOMETHING_ELSE
from bot.replies.reply import OUTCOMES, Reply
from bot.replies.typography import NARROW, NO_BREAK, typeset
from tests.replies.asking import about_topics, ask, figures_in, in_years, said, with_fact, worked_out

Spoken = list[tuple[str, Reply]]


@pytest.fixture(scope="module")
def about_facts(base: KnowledgeBase) -> Spoken:
    return [*about_topics(base), *worked_out(base)]


@pytest.fixture(scope="module")
def everything(base: KnowledgeBase, about_facts: Spoken) -> Spoken:
    return [*about_facts, *in_years(base), *said(base)]


def bad(spoken: Spoken, is_well: object) -> list[str]:
    return [f"{about}: {reply.text}" for about, reply in spoken if not is_well(reply)]  # type: ignore[operator] # it is a function


def test_no_answer_is_longer_than_a_message(base: KnowledgeBase, about_facts: Spoken) -> None:
    assert bad([*about_facts, *in_years(base)], lambda reply: 0 < len(reply.text) <= answers.LONGEST) == []


def test_every_answer_has_a_source_with_publisher_title_and_address(everything: Spoken) -> None:
    for about, reply in everything:
        if reply.outcome in ("answered", "stale"):
            assert reply.sources, about
            assert reply.topics, about
        for note in reply.sources:
            assert note.publisher, about
            assert note.title, about
            assert re.fullmatch(r"https?://\S+", note.url), about
            assert note.date is None or PartialDate.parse(note.date), about
            assert note.confidence in ("official", "press"), about


def test_every_answer_has_the_sources_of_what_it_tells(base: KnowledgeBase, everything: Spoken) -> None:
    for about, reply in everything:
        if reply.sources:
            urls = {source.url for topic in reply.topics for source in base.sources_of(base.facts[topic])}
            assert {note.url for note in reply.sources} == urls, about


def test_what_can_be_tapped_exists_and_is_not_much(base: KnowledgeBase, everything: Spoken) -> None:
    for about, reply in everything:
        values = [choice.value for choice in reply.choices]
        assert len(values) == len(set(values)), about
        assert len(values) <= (3 if reply.outcome in ("answered", "stale", "sensitive") else 6), about
        for choice in reply.choices:
            kind, _, topic = choice.value.partition(":")
            assert choice.label, about
            assert choice.value == SOMETHING_ELSE or (
                kind == "topic" and (topic in base.facts or topic in base.unknowns)
            ), about


def test_nobody_is_offered_what_was_just_told(everything: Spoken) -> None:
    for about, reply in everything:
        assert not {f"topic:{topic}" for topic in reply.topics} & {choice.value for choice in reply.choices}, about


def test_every_answer_leads_on(everything: Spoken) -> None:
    assert bad(everything, lambda reply: reply.choices or reply.outcome in ("smalltalk", "sensitive")) == []


def test_every_reply_has_an_outcome_and_is_french(everything: Spoken) -> None:
    assert bad(everything, lambda reply: reply.outcome in OUTCOMES and reply.language == "fr") == []


def test_no_reply_shows_what_only_programs_read(everything: Spoken) -> None:
    assert bad(everything, lambda reply: not re.search(r"[{}_]|None|\bapprox\b|PartialDate", reply.text)) == []


def test_every_reply_ends_as_a_sentence_does(everything: Spoken) -> None:
    assert bad(everything, lambda reply: re.search(r"([.!?:»)]|https?://\S+)$", reply.text)) == []


def test_no_reply_breaks_where_it_must_not(everything: Spoken) -> None:
    assert bad(everything, lambda reply: typeset(reply.text, "fr") == reply.text) == []
    assert bad(everything, lambda reply: not re.search(r"  | [;!?»:]|± |\d \d{3}\b(?<!20\d\d)", reply.text)) == []


def test_a_reply_survives_being_sent(everything: Spoken) -> None:
    assert bad(everything, lambda reply: Reply.from_dict(reply.as_dict()) == reply) == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_was_asked_comes_first(aspect: str, base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if aspect in fact.answers:
            reply = answers.answer(base, fact.id, ask(aspects=(aspect,)))
            assert reply.text.startswith(typeset(text_in(fact.answers[aspect], "fr"), "fr"))


def test_two_aspects_asked_are_both_answered(base: KnowledgeBase) -> None:
    text = answers.answer(base, "cooperation_start", ask(aspects=("when", "who"))).text
    assert "2000" in text
    assert "Flahaut" in text


def test_a_fact_is_told_short_first_and_then_in_detail(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        whole = answers.answer(base, fact.id, ask()).text
        assert whole.startswith(typeset(text_in(fact.short, "fr"), "fr"))
        if fact.detail:
            assert whole.endswith(typeset(text_in(fact.detail, "fr"), "fr"))


def test_what_only_the_press_tells_is_told_as_the_presss(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if base.is_press_only(fact):
            text = answers.answer(base, fact.id, ask()).text.casefold()
            publishers = [
                name.strip().casefold()
                for source in base.sources_of(fact)
                for name in re.split("[/,(]", text_in(source.publisher, "fr"))
            ]
            assert any(mark in text for mark in (*words("fr")["attribution"], *publishers)), fact.id


def test_nothing_is_told_that_no_field_states(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        stated = {
            float(part)
            for date in (fact.date, fact.until, *fact.also)
            if date
            for part in (date.year, date.month, date.day)
            if part
        }
        stated |= {end for number in fact.numbers.values() for end in (number.value, number.to) if end is not None}
        assert set(figures_in(answers.answer(base, fact.id, ask()).text)) <= stated, fact.id


def test_an_unknown_is_said_to_be_unknown_with_the_nearest_facts(base: KnowledgeBase) -> None:
    for unknown in base.unknowns.values():
        reply = answers.answer(base, unknown.id, ask())
        assert reply.outcome == "out_of_scope"
        assert [choice.value for choice in reply.choices] == [f"topic:{id_}" for id_ in unknown.nearest][:3]
        if unknown.contact:
            assert typeset(text_in(base.knowledge.contacts[unknown.contact].text, "fr"), "fr") in reply.text


@pytest.mark.parametrize("marks", [{"now"}, {"now", "yes_no"}])
def test_who_asks_for_now_gets_the_last_known_state_with_its_date(marks: set[str], base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if fact.superseded_by:
            reply = answers.answer(base, fact.id, ask(marks=frozenset(marks), polar="yes_no" in marks))
            assert reply.outcome == "stale"
            for id_ in fact.superseded_by:
                later = base.facts[id_]
                assert typeset(text_in(later.short, "fr"), "fr") in reply.text
                assert {source.url for source in base.sources_of(later)} <= {note.url for note in reply.sources}
            assert re.search(r"\b(19|20)\d\d\b", reply.text)


def test_nobody_is_told_that_yes_it_is_still_so(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if fact.superseded_by:
            reply = answers.answer(base, fact.id, ask(marks=frozenset({"now", "yes_no", "existence"}), polar=True))
            assert not reply.text.startswith("Oui")


def test_a_year_to_come_gets_the_last_known_state(base: KnowledgeBase) -> None:
    for reply in (answers.in_year(base, 2040, ask(years=(2040,))), answers.last_known_only(base, "fr")):
        assert reply.outcome == "stale"
        assert list(reply.topics) == [fact.id for fact in base.last_known_state]
        assert "2023" in reply.text


def test_the_last_known_state_is_the_files(base: KnowledgeBase) -> None:
    changed = with_fact(base, base.last_known_state[0].id, short={"fr": "En 2031, il ne restait personne."})
    assert "il ne restait personne" in answers.last_known_only(changed, "fr").text
    assert "il ne restait personne" in answers.answer(changed, "strength_on_site", ask(marks=frozenset({"now"}))).text


@pytest.mark.parametrize(
    ("topic", "supposed", "verdict"),
    [
        ("new_nero", {"claimed_years": (2017,), "years": (2017,)}, "Oui."),
        ("new_nero", {"claimed_years": (2015,), "years": (2015,)}, "Non."),
        ("strength_total", {"numbers": (320,)}, "Oui."),
        ("strength_total", {"numbers": (500,)}, "Non."),
        ("units_trained", {"numbers": (12, 1575)}, "Oui."),
        ("units_trained", {"numbers": (20,)}, "Non."),
        ("memorandum_2005", {"claimed_years": (2006,), "years": (2006,)}, "Non."),
    ],
)
def test_what_is_supposed_is_confirmed_or_corrected_first(
    topic: str, supposed: dict, verdict: str, base: KnowledgeBase
) -> None:
    reply = answers.answer(base, topic, ask(polar=True, **supposed))
    assert reply.text.startswith(verdict)
    assert answers.answer(base, topic, ask(polar=False, **supposed)).text.startswith(("Oui", "Non")) is False


def test_who_asks_whether_there_was_something_is_told_yes_only_where_that_is_certain(base: KnowledgeBase) -> None:
    def first_word(*marks: str) -> str:
        return answers.answer(base, "agreement_2003", ask(marks=frozenset(marks), polar=True)).text.split()[0]

    assert first_word("existence") == "Oui."
    assert first_word("existence", "none_of") != "Oui."
    assert first_word("existence", "now") != "Oui."


def test_a_verdict_follows_the_file(base: KnowledgeBase) -> None:
    later = with_fact(base, "new_nero", date=PartialDate(2018))
    question = ask(polar=True, years=(2017,), claimed_years=(2017,))
    assert answers.answer(base, "new_nero", question).text.startswith("Oui.")
    assert answers.answer(later, "new_nero", question).text.startswith("Non.")


def test_where_nothing_can_be_judged_there_is_no_verdict(base: KnowledgeBase) -> None:
    assert not re.match(
        "Oui|Non", answers.answer(base, "threats", ask(polar=True, years=(2017,), claimed_years=(2017,))).text
    )


def test_who_wants_the_exact_day_is_told_that_the_source_has_none(base: KnowledgeBase) -> None:
    day = frozenset({"exact_day"})
    assert "2005" in answers.answer(base, "memorandum_2005", ask(marks=day)).text
    assert "plus précise" in answers.answer(base, "memorandum_2005", ask(marks=day)).text
    assert "plus précise" not in answers.answer(base, "coup_2023", ask(marks=day)).text


def test_a_year_of_the_page_is_told_with_its_event(base: KnowledgeBase) -> None:
    for event in base.timeline:
        assert event.date
        reply = answers.in_year(base, event.date.year, ask(years=(event.date.year,)))
        assert reply.outcome == "answered"
        assert typeset(text_in(event.short, "fr"), "fr") in reply.text


def test_a_year_of_nothing_is_said_to_be_so_with_the_nearest_years(base: KnowledgeBase) -> None:
    reply = answers.in_year(base, 1985, ask(years=(1985,)))
    assert reply.outcome == "out_of_scope"
    assert "1985" in reply.text
    assert reply.choices


def test_a_small_fact_is_told_where_it_is_named(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        if fact.part_of and not base.parts_of(fact.id):
            reply = answers.answer(base, base.main_fact(fact).id, ask(facts=(fact.id,)))
            assert reply.topics == (fact.id,)


def test_the_spaces_of_french_are_kept_in_answers(base: KnowledgeBase) -> None:
    text = answers.answer(base, "units_trained", ask()).text
    assert f"±{NO_BREAK}1{NARROW}575" in text


def test_who_supposes_what_a_fact_denies_is_told_no(base: KnowledgeBase) -> None:
    supposed = Question(
        "ask_agreement_2003", "en", denied=("agreement_2003",), years=(2003,), claimed_years=(2003,), polar=True
    )
    assert answers.answer(base, "agreement_2003", supposed).text.startswith("No.")
    negated = replace(supposed, marks=frozenset({"negated"}))
    assert not answers.answer(base, "agreement_2003", negated).text.startswith(("No.", "Yes."))


def test_more_than_a_number_is_yes_or_no(base: KnowledgeBase) -> None:
    supposed = Question("ask_units_trained", "en", figures=("people",), numbers=(1000,), bounds=("above",), polar=True)
    assert answers.answer(base, "units_trained", supposed).text.startswith("Yes.")
    units = replace(supposed, figures=("units",), numbers=(20,))
    assert answers.answer(base, "units_trained", units).text.startswith("No.")
