from pathlib import Path

import pytest

from bot.knowledge.base import KnowledgeBase, names_in, text_in
from bot.knowledge.dates import PartialDate
from bot.knowledge.schema import Actor, Place
from tests.knowledge.small import small_base


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    return small_base(tmp_path)


def test_a_name_that_is_the_same_everywhere_needs_no_translation() -> None:
    assert text_in("Maradi", "de") == "Maradi"
    assert text_in({"fr": "Bruxelles", "nl": "Brussel"}, "nl") == "Brussel"


def test_a_text_that_a_language_lacks_is_no_text_of_another() -> None:
    with pytest.raises(KeyError):
        text_in({"fr": "Bruxelles"}, "nl")


def test_a_language_without_names_has_none() -> None:
    assert names_in({"fr": ["bxl"]}, "nl") == []
    assert names_in(["METT"], "nl") == ["METT"]


def test_a_small_fact_belongs_to_its_bigger_one(small: KnowledgeBase) -> None:
    team, length = small.facts["team"], small.facts["team_length"]
    assert small.parts_of("team") == [length]
    assert small.main_fact(length) == team
    assert small.main_fact(team) == team
    assert list(small.family(team)) == [team, length]


def test_a_figure_is_the_number_of_its_fact(small: KnowledgeBase) -> None:
    assert small.figure("total").value == 320
    assert sorted(small.main_numbers(small.facts["team"])) == ["on_site", "total"]
    assert small.main_numbers(small.facts["start"]) == []


def test_an_id_is_an_actors_or_a_places(small: KnowledgeBase) -> None:
    assert isinstance(small.named("minister"), Actor)
    assert isinstance(small.named("maradi"), Place)
    with pytest.raises(KeyError):
        small.named("nobody")


def test_only_what_no_official_source_tells_is_the_presss(small: KnowledgeBase) -> None:
    assert [fact.id for fact in small.facts.values() if small.is_press_only(fact)] == ["stop"]
    assert [source.publisher for source in small.sources_of(small.facts["stop"])] == ["Le Journal"]


def test_the_lists_hold_the_facts_that_they_name(small: KnowledgeBase) -> None:
    assert [fact.id for fact in small.timeline] == ["start", "team"]
    assert [fact.id for fact in small.later] == [fact.id for fact in small.last_known_state] == ["stop"]
    assert small.languages == ["fr"]


def test_a_year_begins_with_the_pages_event_and_ends_with_small_facts(base: KnowledgeBase) -> None:
    for year in range(1960, 2030):
        found = base.dated(year)
        assert all(fact.date and fact.date.year == year for fact in found)
        ranks = [(fact not in base.timeline, fact.part_of is not None) for fact in found]
        assert ranks == sorted(ranks)


def test_the_pages_event_comes_before_an_older_one_of_its_year(small: KnowledgeBase) -> None:
    earlier = small.facts["stop"].model_copy(update={"date": PartialDate(2019, 1)})
    facts = [earlier, *(fact for fact in small.knowledge.facts if fact.id != "stop")]
    both = KnowledgeBase(small.knowledge.model_copy(update={"facts": facts}))
    assert [fact.id for fact in both.dated(2019)] == ["team", "stop"]


def test_every_small_fact_leads_to_a_main_one(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        main = base.main_fact(fact)
        assert main.part_of is None
        assert fact in list(base.family(main))


def test_every_figure_is_a_number_that_can_be_calculated_with(base: KnowledgeBase) -> None:
    for key in base.knowledge.figures:
        assert base.figure(key).value > 0


def test_every_id_of_an_actor_or_place_has_a_name(base: KnowledgeBase) -> None:
    for fact in base.facts.values():
        for id_ in (*fact.who, *fact.with_whom, *fact.where):
            assert text_in(base.named(id_).name, "fr")
