import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.loading import load
from bot.replies import chronology
from bot.replies.typography import typeset
from tests.replies.asking import TODAY, ask, figures_in, first_number, with_date

REAL = load()


def title(base: KnowledgeBase, id_: str) -> str:
    return typeset(text_in(base.facts[id_].title, "fr"), "fr")


@pytest.mark.parametrize(
    ("one", "other", "years"),
    [
        ("cooperation_start", "new_nero", 17),
        ("cooperation_start", "memorandum_2005", 5),
        ("agreement_2003", "memorandum_2005", 2),
        ("memorandum_2005", "new_nero", 12),
        ("new_nero", "mobile_team", 2),
        ("cooperation_start", "mobile_team", 19),
        ("mobile_team", "suspension_2023", 4),
    ],
)
def test_years_between_two_events_are_counted_in_either_order(
    one: str, other: str, years: int, base: KnowledgeBase
) -> None:
    for facts in ((one, other), (other, one)):
        reply = chronology.interval(base, ask(facts=facts), TODAY, None)
        assert first_number(reply) == years
        assert title(base, one) in reply.text
        assert title(base, other) in reply.text
        assert set(reply.topics) == {one, other}


def test_years_stand_for_the_events_of_the_page(base: KnowledgeBase) -> None:
    assert first_number(chronology.interval(base, ask(years=(2000, 2017)), TODAY, None)) == 17
    assert first_number(chronology.interval(base, ask(facts=("new_nero",), years=(2000,)), TODAY, None)) == 17


def test_the_last_topic_is_the_other_event(base: KnowledgeBase) -> None:
    reply = chronology.interval(base, ask(facts=("new_nero",)), TODAY, base.facts["mobile_team"])
    assert first_number(reply) == 2


def test_since_an_event_counts_to_today(base: KnowledgeBase) -> None:
    reply = chronology.interval(
        base, ask(facts=("cooperation_start",), marks=frozenset({"now"})), TODAY, base.facts["new_nero"]
    )
    assert first_number(reply) == TODAY.year - 2000
    assert str(TODAY.year) in reply.text


def test_without_events_the_years_count_from_the_beginning_to_today(base: KnowledgeBase) -> None:
    reply = chronology.interval(base, ask(), TODAY, None)
    assert first_number(reply) == TODAY.year - 2000


@given(st.integers(2001, 2016))
def test_an_interval_follows_the_dates_of_the_file(year: int) -> None:
    changed = with_date(REAL, "memorandum_2005", str(year))
    reply = chronology.interval(changed, ask(facts=("memorandum_2005", "new_nero")), TODAY, None)
    assert figures_in(reply.text)[:2] == [2017 - year, year]


def test_events_are_counted_within_the_years_that_are_named(base: KnowledgeBase) -> None:
    assert first_number(chronology.count(base, ask(years=(2000, 2005)))) == 3
    assert first_number(chronology.count(base, ask(years=(2017, 2000)))) == 4
    for event in base.timeline:
        assert title(base, event.id) in chronology.count(base, ask()).text


def test_the_count_follows_the_dates_of_the_file(base: KnowledgeBase) -> None:
    earlier = with_date(base, "mobile_team", "2004")
    assert first_number(chronology.count(earlier, ask(years=(2000, 2005)))) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [("cooperation_start", "agreement_2003"), ("agreement_2003", "memorandum_2005"), ("memorandum_2005", "new_nero")],
)
def test_the_older_of_two_comes_first(one: str, other: str, base: KnowledgeBase) -> None:
    for facts in ((one, other), (other, one)):
        text = chronology.older(base, ask(facts=facts), None).text
        assert 0 <= text.index(title(base, one)) < text.index(title(base, other))


def test_which_is_older_follows_the_dates_of_the_file(base: KnowledgeBase) -> None:
    swapped = with_date(base, "agreement_2003", "2006")
    text = chronology.older(swapped, ask(facts=("agreement_2003", "memorandum_2005")), None).text
    assert text.index(title(base, "memorandum_2005")) < text.index(title(base, "agreement_2003"))


def test_two_events_of_one_year_are_said_to_be_so(base: KnowledgeBase) -> None:
    text = chronology.older(base, ask(facts=("new_nero", "military_assistance_project")), None).text
    assert "2017" in text
    assert "Le plus ancien" not in text


def test_before_and_after_are_told_of_the_event_that_is_named(base: KnowledgeBase) -> None:
    before = chronology.older(base, ask(facts=("memorandum_2005",), marks=frozenset({"before"})), None)
    after = chronology.older(
        base, ask(facts=("memorandum_2005",), marks=frozenset({"after"})), base.facts["mobile_team"]
    )
    assert before.topics == ("agreement_2003",)
    assert after.topics == ("military_assistance_project",)
    assert title(base, "memorandum_2005") in before.text


def test_what_comes_beside_an_event_is_told_with_its_date(base: KnowledgeBase) -> None:
    for one, other in zip(base.timeline, base.timeline[1:], strict=False):
        after = chronology.beside(base, one, 1, "fr")
        before = chronology.beside(base, other, -1, "fr")
        assert (after.topics, before.topics) == ((other.id,), (one.id,))
        assert str(other.date) in after.text
        assert str(one.date) in before.text


def test_after_the_pages_last_event_comes_what_followed(base: KnowledgeBase) -> None:
    assert chronology.beside(base, base.timeline[-1], 1, "fr").topics == (base.later[0].id,)


def test_there_is_nothing_before_the_first_and_after_the_last(base: KnowledgeBase) -> None:
    assert "première étape" in chronology.beside(base, base.timeline[0], -1, "fr").text
    assert "dernière étape" in chronology.beside(base, base.later[-1], 1, "fr").text


@pytest.mark.parametrize(
    ("ordinal", "place"), [("first", 0), ("second", 1), ("third", 2), ("fourth", 3), ("fifth", 4), ("last", 4)]
)
def test_the_events_of_the_page_can_be_asked_for_by_their_place(ordinal: str, place: int, base: KnowledgeBase) -> None:
    reply = chronology.nth(base, ordinal, "fr")
    assert reply.topics == (base.timeline[place].id,)
    assert title(base, base.timeline[place].id) in reply.text


def test_a_place_follows_the_timeline_of_the_file(base: KnowledgeBase) -> None:
    shorter = KnowledgeBase(base.knowledge.model_copy(update={"timeline": base.knowledge.timeline[:3]}))
    assert chronology.nth(shorter, "last", "fr").topics == ("memorandum_2005",)
    assert first_number(chronology.count(shorter, ask())) == 3
    assert first_number(chronology.nth(shorter, "fifth", "fr")) == 3


def test_every_result_has_the_sources_of_its_operands(base: KnowledgeBase) -> None:
    reply = chronology.interval(base, ask(facts=("cooperation_start", "suspension_2023")), TODAY, None)
    expected = {
        source.url for id_ in ("cooperation_start", "suspension_2023") for source in base.sources_of(base.facts[id_])
    }
    assert {note.url for note in reply.sources} == expected


def test_what_lies_between_two_events_is_told(base: KnowledgeBase) -> None:
    asked = ask(facts=("memorandum_2005", "mobile_team"), marks=frozenset({"between"}))
    assert chronology.older(base, asked, None).topics == ("military_assistance_project",)


def test_until_an_event_counts_from_the_first(base: KnowledgeBase) -> None:
    asked = ask(facts=("mobile_team",), marks=frozenset({"until"}))
    assert first_number(chronology.interval(base, asked, TODAY, None)) == 19


def test_the_page_has_five_events(base: KnowledgeBase) -> None:
    assert first_number(chronology.count(base, ask())) == 5
