from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.assistant import Assistant

CONFIG = yaml.safe_load((Path(__file__).parents[2] / "config.yml").read_text(encoding="utf-8"))
NAMES = [entry["name"] for entry in CONFIG["pipeline"]]
POLICIES = [entry["name"] for entry in CONFIG["policies"]]

MESSAGES = {
    "nothing": "",
    "one letter": "a",
    "a question mark": "?",
    "five hundred letters": "a" * 500,
    "five hundred characters of words": ("combien de soldats et quand ? " * 20)[:500],
    "emoji": "😀🇳🇪👨‍👩‍👧‍👦 combien ? 👍🏽",
    "Cyrillic": "Что такое New Nero? И когда?",
    "Chinese": "新尼禄行动是什么？",
    "Arabic": "ما هي عملية نيو نيرو؟",
    "combining accents": "ou\u0300 est l'e\u0301quipe",
    "spaces of all kinds": "\u00a0\u202f\u2009 quand\t\n\u200b ?",
    "a null character": "quand\x00 ?",
    "markup": "<script>alert(1)</script> {{ x }} %s ${y}",
    "numbers": "1 575 2017 99999999999999999999 ٣٢٠ ½ ²",
}


@pytest.fixture(scope="module")
def components(assistant: Assistant) -> dict[str, Any]:
    nodes = assistant._processor.graph_runner._instantiated_nodes.values()  # type: ignore[attr-defined] # Rasa keeps them there
    made = {type(node._component).__name__: node._component for node in nodes}
    return {name: made[name.rpartition(".")[2]] for name in NAMES}


def read(components: dict[str, Any], text: str, until: str = NAMES[-1]) -> Message:
    message = Message({TEXT: text})
    for name in NAMES[: NAMES.index(until) + 1]:
        (message,) = components[name].process([message])
    return message


@pytest.mark.parametrize("name", [*NAMES, *POLICIES])
def test_every_component_says_what_it_is_and_what_can_be_set(name: str) -> None:
    component = DefaultV1Recipe._from_registry(name).clazz
    assert component.__doc__
    default: Callable[[], dict[str, Any]] = component.get_default_config
    assert isinstance(default(), dict)
    own = next(entry for entry in CONFIG["pipeline"] + CONFIG["policies"] if entry["name"] == name)
    if name.startswith("bot."):
        assert default.__doc__
        assert own.keys() - {"name"} <= default().keys()


@pytest.mark.parametrize("what", MESSAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_component_takes_any_message(name: str, what: str, components: dict[str, Any]) -> None:
    message = read(components, MESSAGES[what], until=name)
    assert message.get(TEXT) == MESSAGES[what]


@pytest.mark.parametrize("name", NAMES)
def test_every_component_takes_no_message_at_all(name: str, components: dict[str, Any]) -> None:
    assert components[name].process([]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_component_takes_a_message_without_a_text(name: str, components: dict[str, Any]) -> None:
    (message,) = components[name].process([Message({})])
    assert message.get(TEXT) is None


@pytest.mark.parametrize("what", [what for what, text in MESSAGES.items() if text])
def test_every_message_gets_an_intent_and_at_least_one_question(what: str, components: dict[str, Any]) -> None:
    message = read(components, MESSAGES[what])
    assert message.get(INTENT)["name"]
    assert 0 <= message.get(INTENT)["confidence"] <= 1
    for question in message.get("questions"):
        assert {"name", "confidence", "entities", "intent_ranking", "text", "language"} <= question.keys()


def test_a_message_is_understood_the_same_whoever_else_writes(components: dict[str, Any]) -> None:
    alone = read(components, "c koi new nero")
    together = [Message({TEXT: text}) for text in ("combien de soldats ?", "c koi new nero", "")]
    for name in NAMES:
        together = components[name].process(together)
    assert together[1].get(INTENT)["name"] == alone.get(INTENT)["name"]
    assert together[1].get(INTENT)["confidence"] == pytest.approx(alone.get(INTENT)["confidence"], abs=1e-3)
    assert together[1].get("entities") == alone.get("entities")


def test_two_questions_in_one_message_are_both_heard(components: dict[str, Any]) -> None:
    questions = read(components, "C'est quoi New Nero ? Et combien d'unités ont été formées ?").get("questions")
    assert [asked["name"] for asked in questions] == ["ask_new_nero", "ask_units_trained"]


def test_a_greeting_beside_a_question_is_no_question(components: dict[str, Any]) -> None:
    questions = read(components, "Bonjour ! C'est quoi New Nero ?").get("questions")
    assert [asked["name"] for asked in questions] == ["ask_new_nero"]


def test_an_unclear_question_about_now_is_about_the_last_known_state(components: dict[str, Any]) -> None:
    decision = components["bot.nlu.intent_decision.IntentDecision"]
    ranking = [{"name": "ask_stakes", "confidence": 0.3}, {"name": "ask_threats", "confidence": 0.29}]
    now = [{"entity": "mark", "value": "now"}]
    for entities, decided in (([], "unclear"), (now, "ask_last_known_state")):
        message = Message({TEXT: "still?", "intent_ranking": ranking, "entities": entities})
        decision.process([message])
        assert message.get("questions")[0]["name"] == decided


def test_what_the_mission_does_not_touch_is_out_of_scope(components: dict[str, Any]) -> None:
    for text in ("joue du Stromae", "allume la lumière du salon", "quel est le meilleur resto de Liège ?"):
        assert read(components, text).get(INTENT)["name"] in ("out_of_scope", "nonsense")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Combien d'unités la Belgique a-t-elle formées ?", "fr"),
        ("Hoeveel eenheden heeft België opgeleid?", "nl"),
        ("How many units did Belgium train?", "en"),
        ("Wie viele Einheiten hat Belgien ausgebildet?", "de"),
    ],
)
def test_the_same_question_is_understood_in_four_languages(
    text: str, language: str, components: dict[str, Any]
) -> None:
    (asked,) = read(components, text).get("questions")
    assert (asked["name"], asked["language"]) == ("ask_units_trained", language)
