from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.division import Division
from bot.nlu.intent_classifier import RANKING
from bot.nlu.intent_decision import IntentDecision
from bot.nlu.parts import LANGUAGE, PARTS

Ranked = dict[str, float]


@pytest.fixture
def division() -> Division:
    return Division(IntentDecision.get_default_config())


def said(ranked: Ranked, text: str, parts: list[Message] | None = None, **entity: Any) -> Message:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked.items()]
    entities = [{"entity": kind, "value": value} for kind, value in entity.items()]
    return Message({TEXT: text, RANKING: ranking, ENTITIES: entities, PARTS: parts or []})


TORN = {"ask_cooperation_start": 0.5, "ask_mobile_team": 0.4}


def when(sure: float = 0.95) -> Message:
    return said({"ask_cooperation_start": sure}, "when did it begin?")


def where(sure: float = 0.9) -> Message:
    return said({"ask_mobile_team": sure}, "where did the team go?")


def thanks() -> Message:
    return said({"thank": 0.9}, "thank you.")


def reason() -> Message:
    return said({"out_of_scope": 0.7}, "I need it for school.")


def test_two_clear_questions_are_two(division: Division) -> None:
    parts = [when(), where()]
    assert division.questions(said(TORN, "when did it begin? where did the team go?", parts)) == parts


def test_a_message_that_is_clear_as_a_whole_is_one_question_whatever_its_clauses_look_like(division: Division) -> None:
    remark = said({"ask_last_known_state": 0.4}, "My neighbour says nothing came of it.")
    message = said({"ask_cooperation_start": 0.97}, "My neighbour … when did it begin?", [remark, when(0.7)])
    assert division.questions(message) == [message]


def test_what_leans_on_the_clause_before_it_is_no_question_of_its_own(division: Division) -> None:
    leaning = said({"follow_up": 0.7}, "is that the idea?")
    message = said({"ask_cooperation_start": 0.95}, "when did it begin? is that the idea?", [when(), leaning])
    assert division.questions(message) == [message]


def test_thanks_and_reasons_stand_beside_no_question(division: Division) -> None:
    parts = [thanks(), when(), where(), reason()]
    assert division.questions(said(TORN, "thank you. when …", parts)) == parts[1:3]
    question = when()
    assert division.questions(said({"thank": 0.9}, "thank you. when …", [thanks(), question])) == [question]


def test_the_same_question_twice_is_one_unless_it_names_something_else(division: Division) -> None:
    message = said({"ask_cooperation_start": 0.6}, "when did it begin? when did it begin?", [when(), when()])
    assert division.questions(message) == [message]
    years = [said({"ask_year": 0.95}, f"what happened in {year}?", year=year) for year in (2003, 2005)]
    assert division.questions(said({"ask_year": 0.5}, "what happened in 2003? in 2005?", years)) == years


def test_an_unclear_part_is_left_out(division: Division) -> None:
    mumbled = said({"ask_threats": 0.2}, "and those others there?")
    message = said(TORN, "when did it begin? and those others there?", [when(), mumbled])
    assert division.questions(message) == [message]
    parts = [when(), mumbled, where()]
    assert division.questions(said(TORN, "when …", parts)) == [parts[0], parts[2]]


def test_a_calculation_is_not_cut(division: Division) -> None:
    message = said({"compute_interval": 0.6}, "from the start to the team, how long?", [when(), where()])
    assert division.questions(message) == [message]


def test_distress_comes_before_anything_else(division: Division) -> None:
    despair = said({"ask_resumption": 0.4, "distress": 0.5}, "I cannot go on.")
    assert division.questions(said(TORN, "when … I cannot go on.", [when(), despair])) == [despair]
    assert despair.get(RANKING)[0]["name"] == "distress"


def test_an_introduction_is_never_what_is_asked(division: Division) -> None:
    introduction = said({"ask_memorandum_text": 0.95}, "Two things for my article:")
    question = where()
    message = said(
        {"ask_mobile_team": 0.9}, "Two things for my article: where did the team go?", [introduction, question]
    )
    assert division.questions(message) == [message]


def test_a_question_in_another_language_than_what_is_around_it_is_what_is_asked(division: Division) -> None:
    wish, question = said({"change_language": 0.9}, "pourriez-vous répondre en anglais ?"), when()
    for part, language in ((wish, "fr"), (question, "en")):
        part.set(LANGUAGE, language)
    message = said({"ask_mobile_team": 0.9}, "pourriez-vous répondre en anglais ? when did it begin?", [wish, question])
    assert division.questions(message) == [question]
