from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import order
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import load
from tests.knowledge.small import small_base

REAL = load()


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    return small_base(tmp_path)


def test_events_are_told_from_the_oldest_to_the_newest(base: KnowledgeBase) -> None:
    dates = [event.date for event in order.events(base)]
    assert dates == sorted(date for date in dates if date)
    assert order.events(base)[:5] == base.timeline


def test_after_the_last_event_of_the_page_comes_what_came_later(small: KnowledgeBase) -> None:
    start, team, stop = order.events(small)
    assert order.neighbour(small, start, 1) == team
    assert order.neighbour(small, team, 1) == stop
    assert order.neighbour(small, stop, -1) == team


def test_there_is_nothing_before_the_first_and_after_the_last(small: KnowledgeBase) -> None:
    start, _, stop = order.events(small)
    assert order.neighbour(small, start, -1) is None
    assert order.neighbour(small, stop, 1) is None


def test_a_fact_beside_the_events_has_its_place_by_its_date(small: KnowledgeBase) -> None:
    beside = small.facts["team_length"]
    before, after = order.neighbour(small, beside, -1), order.neighbour(small, beside, 1)
    assert before
    assert after
    assert (before.id, after.id) == ("team", "stop")


def test_a_fact_without_a_date_is_nowhere_in_the_order(base: KnowledgeBase) -> None:
    undated = next(fact for fact in base.facts.values() if not fact.date)
    assert order.neighbour(base, undated, 1) is None
    assert order.neighbour(base, undated, -1) is None


def test_going_on_and_back_leads_to_where_one_was(base: KnowledgeBase) -> None:
    for event in order.events(base)[:-1]:
        following = order.neighbour(base, event, 1)
        assert following
        assert order.neighbour(base, following, -1) == event


@given(st.sampled_from([fact for fact in REAL.facts.values() if fact.date]))
def test_what_comes_before_is_never_younger_than_what_comes_after(fact: object) -> None:
    before, after = order.neighbour(REAL, fact, -1), order.neighbour(REAL, fact, 1)  # type: ignore[arg-type] # facts are sampled
    if before and after:
        assert before.date <= after.date  # type: ignore[operator] # events have dates


def test_the_events_of_the_page_can_be_counted_off(base: KnowledgeBase) -> None:
    assert [order.nth(base, ordinal) for ordinal in ("first", "second", "third", "fourth", "fifth")] == base.timeline
    assert order.nth(base, "last") == base.timeline[-1]


def test_a_short_timeline_has_no_fifth_event(small: KnowledgeBase) -> None:
    assert order.nth(small, "fifth") is None
    assert order.nth(small, "last") == small.facts["team"]


@given(st.lists(st.sampled_from(list(REAL.facts.values()))))
def test_sorting_by_date_keeps_what_has_a_date(facts: list) -> None:
    ordered = order.by_date(facts)
    assert len(ordered) == sum(1 for fact in facts if fact.date)
    assert [fact.date for fact in ordered] == sorted(fact.date for fact in ordered)
