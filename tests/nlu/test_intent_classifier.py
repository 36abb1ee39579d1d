from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import RANKED, RANKING, IntentClassifier
from bot.nlu.parts import PARTS

CORNERS = {"when": [1, 0, 0], "who": [0, 1, 0], "where": [0, 0, 1]}
CONTEXT = ExecutionContext(GraphSchema({}))


def message(row: list[float], intent: str | None = None) -> Message:
    made = Message({TEXT: "x", **({INTENT: intent} if intent else {})})
    made.add_features(Features(np.array([row], np.float32), FEATURE_TYPE_SENTENCE, TEXT, "A"))
    return made


@pytest.fixture
def trained(tmp_path: Path) -> tuple[IntentClassifier, IntentClassifier]:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("classifier")
    config = IntentClassifier.get_default_config() | {"course": {"epochs": 200, "batch": 10}}
    classifier = IntentClassifier.create(config, storage, resource, CONTEXT)
    noise = np.random.default_rng(0).normal(0, 0.05, (10, 3))
    examples = [message([*(np.array(row) + shift)], intent) for intent, row in CORNERS.items() for shift in noise]
    classifier.train(TrainingData(examples))
    return classifier, IntentClassifier.load(config, storage, resource, CONTEXT)


def test_a_message_gets_the_intent_of_the_examples_near_it(trained: tuple[IntentClassifier, IntentClassifier]) -> None:
    for intent, row in CORNERS.items():
        asked = message(row)
        trained[0].process([asked])
        assert asked.get(INTENT)["name"] == intent
        assert asked.get(INTENT)["confidence"] > 0.8


def test_the_likeliest_intent_comes_first(trained: tuple[IntentClassifier, IntentClassifier]) -> None:
    asked = message([0.6, 0.4, 0])
    trained[0].process([asked])
    confidences = [entry["confidence"] for entry in asked.get(RANKING)]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-5)
    assert len(confidences) <= RANKED
    assert asked.get(INTENT) == asked.get(RANKING)[0]


def test_parts_are_classified_too(trained: tuple[IntentClassifier, IntentClassifier]) -> None:
    part, whole = message(CORNERS["who"]), message(CORNERS["when"])
    whole.set(PARTS, [part])
    trained[0].process([whole, Message({TEXT: ""}), Message({})])
    assert part.get(INTENT)["name"] == "who"
    assert whole.get(INTENT)["name"] == "when"


def test_a_message_is_understood_the_same_after_loading(trained: tuple[IntentClassifier, IntentClassifier]) -> None:
    one, other = message([0.5, 0.3, 0.2]), message([0.5, 0.3, 0.2])
    trained[0].process([one])
    trained[1].process([other])
    assert one.get(RANKING) == other.get(RANKING)
