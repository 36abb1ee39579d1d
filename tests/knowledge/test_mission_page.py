import re

import pytest

from bot.knowledge.base import KnowledgeBase, text_in
from bot.knowledge.checks import texts_of
from bot.knowledge.schema import Fact

PAGE = "mil_page"

TOLD_BY_THE_PAGE = {
    "mission_aim": ["renforcer les capacités militaires", "lutte contre le terrorisme", "problèmes de sécurité"],
    "niger_insecurity": ["graves problèmes de sécurité", "situation géographique"],
    "threats": [
        "groupes extrémistes violents",
        "terrorisme",
        "piraterie",
        "drogue",
        "armes",
        "êtres humains",
        "contrebande",
        "immigration clandestine",
        "réfugiés",
        "criminalité internationale",
    ],
    "extremist_groups": ["groupes extrémistes violents", "région"],
    "smuggling_routes": ["carrefour", "anciennes routes de contrebande"],
    "trafficking": ["drogue", "armes", "êtres humains", "criminalité internationale"],
    "migration": ["immigration clandestine", "flux de réfugiés"],
    "refugees": ["réfugiés"],
    "piracy": ["piraterie"],
    "effect_on_europe": ["instabilité", "sécurité", "prospérité", "bien-être", "citoyens européens"],
    "cooperation_start": ["2000", "coopération militaire", "initiative", "ministre André Flahaut", "Belgique", "Niger"],
    "agreement_2003": ["2003", "accord général de coopération au développement", "Belgique", "Niger"],
    "memorandum_2005": [
        "2005",
        "ministres de la Défense",
        "deux pays",
        "Memorandum of Understanding",
        "protocole d'accord",
        "étend",
    ],
    "military_assistance_project": ["2017", "Assistance militaire", "Belgique", "Niger", "New Nero", "repose|base"],
    "new_nero": ["2017", "New Nero", "Assistance militaire"],
    "mobile_team": ["2019", "équipe mobile d'entraînement et de formation", "Maradi", "New Nero", "concrète"],
    "timeline": ["2000", "2003", "2005", "2017", "2019"],
    "strength_total": ["± 320", "± 100", "± 220"],
    "strength_on_site": ["± 100", "sur place"],
    "strength_support": ["± 220", "soutien", "depuis la Belgique"],
    "stakes": ["entraîn", "encadr", "armée nigérienne", "elle-même", "sécurité", "stabilité"],
    "worst_case": ["groupes criminels et extrémistes", "dessus", "Sahel", "déstabilis"],
    "contribution": ["form", "sout", "services de sécurité", "stabilis"],
    "units_trained": ["douze unités", "1 575 personnes"],
    "protect_future": ["jour", "protéger votre avenir"],
}


def told(fact: Fact) -> str:
    return " ".join(text_in(text, "fr") for _, text in texts_of(fact))


@pytest.mark.parametrize("topic", TOLD_BY_THE_PAGE)
def test_what_the_mission_page_says_is_told_with_the_page_as_a_source(topic: str, base: KnowledgeBase) -> None:
    fact = base.facts[topic]
    assert PAGE in fact.sources
    for words in TOLD_BY_THE_PAGE[topic]:
        assert re.search(words, told(fact), re.IGNORECASE), words


@pytest.mark.parametrize("topic", TOLD_BY_THE_PAGE)
def test_the_short_answer_tells_what_its_title_promises(topic: str, base: KnowledgeBase) -> None:
    fact = base.facts[topic]
    assert any(re.search(words, text_in(fact.short, "fr"), re.IGNORECASE) for words in TOLD_BY_THE_PAGE[topic])


def test_the_timeline_has_the_five_events_of_the_page(base: KnowledgeBase) -> None:
    assert [str(fact.date) for fact in base.timeline] == ["2000", "2003", "2005", "2017", "2019"]
    for fact, words in zip(
        base.timeline, ["coopération militaire", "accord", "protocole", "Assistance", "équipe mobile"], strict=True
    ):
        assert words.casefold() in text_in(fact.title, "fr").casefold()


def test_each_event_says_who_was_in_it(base: KnowledgeBase) -> None:
    start, agreement, memorandum, project, team = base.timeline
    assert "andre_flahaut" in start.who
    for event in (start, agreement, memorandum, project):
        assert {"belgium", "niger"} <= {*event.who, *event.with_whom}
    assert re.search("ministres de la Défense", text_in(memorandum.answers["who"], "fr"))
    assert "belgian_defence" in team.who


def test_the_mobile_team_went_to_maradi(base: KnowledgeBase) -> None:
    assert "maradi" in base.timeline[-1].where
    assert "Maradi" in text_in(base.timeline[-1].answers["where"], "fr")


def test_the_agreement_of_2003_is_about_development_and_not_about_arms(base: KnowledgeBase) -> None:
    assert "pas un accord militaire" in told(base.facts["agreement_2003"])


def test_the_numbers_of_the_page_can_be_calculated_with(base: KnowledgeBase) -> None:
    figures = {key: (base.figure(key).value, base.figure(key).approx) for key in base.knowledge.figures}
    assert figures == {
        "total": (320, True), "on_site": (100, True), "support": (220, True), "people": (1575, True), "units": (12, False),
    }  # fmt: skip
    parts = [base.figure(key).value for key, figure in base.knowledge.figures.items() if figure.part_of == "total"]
    assert sum(parts) == base.figure("total").value


def test_the_page_is_official_and_undated(base: KnowledgeBase) -> None:
    page = base.knowledge.sources[PAGE]
    assert (page.confidence, page.date, page.language) == ("official", "undated", "fr")
    assert "mil.be" in page.url


def test_what_came_later_is_not_passed_off_as_the_pages(base: KnowledgeBase) -> None:
    for fact in base.later:
        assert fact not in base.timeline
        assert fact.date
        assert fact.date.year > 2019
