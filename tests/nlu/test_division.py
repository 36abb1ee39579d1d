from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.division import Division
from bot.nlu.intent_classifier import RANKING
from bot.nlu.intent_decision import IntentDecision
from bot.nlu.parts import PARTS

Ranked = dict[str, float]


@pytest.fixture
def division() -> Division:
    return Division(IntentDecision.get_default_config())


def said(ranked: Ranked, parts: list[Message] | None = None, **entity: Any) -> Message:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked.items()]
    entities = [{"entity": kind, "value": value} for kind, value in entity.items()]
    return Message({TEXT: "x", RANKING: ranking, ENTITIES: entities, PARTS: parts or []})


WHEN, WHO, THANKS = {"ask_cooperation_start": 0.9}, {"ask_mobile_team": 0.8}, {"thank": 0.9}
SCHOOL, MUMBLED = {"out_of_scope": 0.7}, {"ask_threats": 0.2}


def test_two_questions_are_two(division: Division) -> None:
    parts = [said(WHEN), said(WHO)]
    assert division.questions(said(WHEN, parts)) == parts


def test_thanks_and_reasons_stand_beside_no_question(division: Division) -> None:
    parts = [said(THANKS), said(WHEN), said(WHO), said(SCHOOL)]
    assert division.questions(said(WHEN, parts)) == parts[1:3]
    parts = [said(THANKS), said(WHEN)]
    assert division.questions(said(THANKS, parts)) == [parts[1]]


def test_the_same_question_twice_is_one_unless_it_names_something_else(division: Division) -> None:
    message = said(WHEN, [said(WHEN), said(WHEN)])
    assert division.questions(message) == [message]
    parts = [said({"ask_year": 0.9}, year=2003), said({"ask_year": 0.9}, year=2005)]
    assert division.questions(said({"ask_year": 0.9}, parts)) == parts


def test_of_two_parts_none_may_be_unclear_of_three_one_may(division: Division) -> None:
    message = said(WHEN, [said(WHEN), said(MUMBLED)])
    assert division.questions(message) == [message]
    parts = [said(WHEN), said(MUMBLED), said(WHO)]
    assert division.questions(said(WHEN, parts)) == [parts[0], parts[2]]


def test_a_calculation_is_not_cut(division: Division) -> None:
    message = said({"compute_interval": 0.9}, [said(WHEN), said(WHO)])
    assert division.questions(message) == [message]


def test_distress_comes_before_anything_else(division: Division) -> None:
    despair = said({"ask_resumption": 0.5, "distress": 0.4})
    assert division.questions(said(WHEN, [said(WHEN), despair])) == [despair]
    assert despair.get(RANKING)[0]["name"] == "distress"


def test_an_introduction_is_never_what_is_asked(division: Division) -> None:
    introduction, question = said({"ask_memorandum_text": 0.95}), said(WHO)
    introduction.set(TEXT, "Two things for my article:")
    assert division.questions(said(WHO, [introduction, question])) == [question]
