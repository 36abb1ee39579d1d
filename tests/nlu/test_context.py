import pytest

from bot.knowledge.base import KnowledgeBase
from bot.nlu.context import Context

WEIGHTS = {"near": 1.5, "near_short": 4.0, "follow_up": 2.0, "alone": 0.3, "undated": 0.1}


@pytest.fixture(scope="module")
def context(base: KnowledgeBase) -> Context:
    return Context(base, "ask_", WEIGHTS, frozenset({"follow_up", "next"}), frozenset({"next"}))


def ranking(**confidences: float) -> list[dict]:
    return [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]


def names(ranked: list[dict]) -> list[str]:
    return [entry["name"] for entry in ranked]


def test_after_a_number_the_other_numbers_are_likelier(context: Context) -> None:
    asked = ranking(ask_public_debate=0.5, ask_strength_on_site=0.4)
    assert names(context.weigh(asked, "strength_total", short=True))[0] == "ask_strength_on_site"
    assert names(context.weigh(asked, None, short=True))[0] == "ask_public_debate"


def test_a_long_question_stands_more_by_itself_than_a_short_one(context: Context) -> None:
    asked = ranking(ask_public_debate=0.6, ask_strength_on_site=0.3)
    assert names(context.weigh(asked, "strength_total", short=True))[0] == "ask_strength_on_site"
    assert names(context.weigh(asked, "strength_total", short=False))[0] == "ask_public_debate"


def test_nothing_follows_where_nothing_was_said(context: Context) -> None:
    asked = ranking(follow_up=0.5, ask_mobile_team=0.4)
    assert names(context.weigh(asked, None, short=True))[0] == "ask_mobile_team"
    assert names(context.weigh(asked, "threats", short=True))[0] == "follow_up"


def test_confidences_still_add_up_to_what_they_did(context: Context) -> None:
    asked = ranking(ask_strength_on_site=0.5, follow_up=0.3, greet=0.1)
    for topic in (None, "strength_total", "cost"):
        total = sum(entry["confidence"] for entry in context.weigh(asked, topic, short=True))
        assert total == pytest.approx(0.9)


def test_a_question_without_an_answer_has_neighbours_too(context: Context) -> None:
    assert context.is_near("ask_eu_funding", "cost")
    assert not context.is_near("ask_piracy", "cost")
    assert not context.is_near("ask_piracy", None)
