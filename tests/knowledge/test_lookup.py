from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loading import load
from bot.knowledge.lookup import asks_beyond, fact_asked, nearest_years
from bot.knowledge.question import Question
from tests.knowledge.small import changed, small_base, written

REAL = load()


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    return small_base(tmp_path)


def test_a_question_about_a_topic_is_about_its_main_fact(small: KnowledgeBase) -> None:
    assert fact_asked(small, "team", Question("ask_team", "fr")).id == "team"


def test_a_small_fact_that_is_named_is_the_one_meant(small: KnowledgeBase) -> None:
    for facts in (("team_length",), ("team", "team_length"), ("team_length", "team")):
        assert fact_asked(small, "team", Question("ask_team", "fr", facts=facts)).id == "team_length"


def test_a_fact_of_another_topic_that_is_named_too_does_not_take_over(small: KnowledgeBase) -> None:
    assert fact_asked(small, "team", Question("ask_team", "fr", facts=("start",))).id == "team"


def test_in_a_series_a_year_leads_to_the_fact_of_that_year(tmp_path: Path) -> None:
    undated = changed(("timeline: [start, team]", "timeline: [start]"), ("    date: 2019-09\n    also:", "    also:"))
    series = load(written(tmp_path, undated))
    assert fact_asked(series, "team", Question("ask_team", "fr", years=(2020,))).id == "team_length"
    assert fact_asked(series, "team", Question("ask_team", "fr", years=(2021,))).id == "team"


def test_a_year_of_the_main_fact_keeps_to_it(small: KnowledgeBase) -> None:
    assert fact_asked(small, "team", Question("ask_team", "fr", years=(2019,))).id == "team"
    assert fact_asked(small, "team", Question("ask_team", "fr", years=(2019, 2020))).id == "team"


def test_a_year_of_nothing_keeps_to_the_main_fact(small: KnowledgeBase) -> None:
    assert fact_asked(small, "team", Question("ask_team", "fr", years=(1999,))).id == "team"


def test_now_and_later_years_lie_beyond_what_is_known(small: KnowledgeBase) -> None:
    assert asks_beyond(small, Question("", "fr", marks=frozenset({"now"})))
    assert asks_beyond(small, Question("", "fr", years=(2030,)))
    assert asks_beyond(small, Question("", "fr", years=(2000, 2024)))
    assert not asks_beyond(small, Question("", "fr", years=(2023,)))
    assert not asks_beyond(small, Question("", "fr"))


@given(
    st.sampled_from(sorted(REAL.facts)),
    st.lists(st.sampled_from(sorted(REAL.facts)), max_size=3),
    st.lists(st.integers(1960, 2030)),
)
def test_a_question_never_leaves_its_topic(topic: str, named: list[str], years: list[int]) -> None:
    asked = fact_asked(REAL, topic, Question("", "fr", facts=tuple(named), years=tuple(years)))
    assert asked in list(REAL.family(REAL.facts[topic]))


@given(st.integers(1900, 2099), st.integers(1, 5))
def test_the_nearest_years_come_first(year: int, how_many: int) -> None:
    near = nearest_years(REAL, year, how_many)
    distances = [abs(known - year) for known in near]
    assert len(near) == how_many
    assert distances == sorted(distances)
    assert all(any(fact.part_of is None for fact in REAL.dated(known)) for known in near)


def test_a_year_that_only_a_small_fact_has_is_not_offered(small: KnowledgeBase) -> None:
    assert 2020 not in nearest_years(small, 2020, 10)
    assert nearest_years(small, 2020, 1) == [2019]


def test_a_year_that_something_lies_before_or_after_is_not_its_own() -> None:
    asked = Question("ask_agreement_2003", "fr", years=(2005,))
    assert fact_asked(REAL, "agreement_2003", asked).id == "agreement_2003_approval"
    before = Question("ask_agreement_2003", "fr", years=(2005,), marks=frozenset({"before"}))
    assert fact_asked(REAL, "agreement_2003", before).id == "agreement_2003"
