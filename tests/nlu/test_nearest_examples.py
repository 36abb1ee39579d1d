from pathlib import Path

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import RANKING
from bot.nlu.nearest_examples import NEARNESS, NearestExamples
from bot.nlu.sentence_encoder import DIMENSIONS, SentenceEncoder

STAKES, THREATS = np.eye(2, DIMENSIONS, dtype=np.float32)


def meaning(vector: np.ndarray, **data: object) -> Message:
    feature = Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, SentenceEncoder.__name__)
    return Message({TEXT: "x", **data}, features=[feature])


def ranked(stakes: float, threats: float) -> list[dict[str, object]]:
    return [{"name": "ask_stakes", "confidence": stakes}, {"name": "ask_threats", "confidence": threats}]


@pytest.fixture
def nearest(tmp_path: Path) -> NearestExamples:
    config = NearestExamples.get_default_config() | {"dimensions": 2}
    storage, resource = LocalModelStorage.create(tmp_path), Resource("nearest")
    component = NearestExamples(config, storage, resource)
    aside = {"metadata": {"intent": {"after": "timeline"}}}
    component.train(
        TrainingData([
            meaning(STAKES, **{INTENT: "ask_stakes"}),
            meaning(THREATS, **{INTENT: "ask_threats"}),
            meaning(STAKES, **{INTENT: "ask_threats"}, **aside),
        ])
    )  # fmt: skip
    component.read(next(folder for folder in tmp_path.iterdir() if folder.is_dir()))
    return component


def test_the_intent_of_a_near_example_overtakes_one_that_was_a_little_likelier(nearest: NearestExamples) -> None:
    message = meaning(THREATS, **{RANKING: ranked(0.5, 0.3)})
    nearest.process([message])
    assert [entry["name"] for entry in message.get(RANKING)] == ["ask_threats", "ask_stakes"]


def test_what_is_said_after_a_topic_does_not_count_where_it_is_said_alone(nearest: NearestExamples) -> None:
    message = meaning(STAKES, **{RANKING: ranked(0.5, 0.3)})
    nearest.process([message])
    assert message.get(NEARNESS) == pytest.approx({"ask_stakes": 1, "ask_threats": 0})


def test_what_the_classifier_is_sure_of_is_not_measured(nearest: NearestExamples) -> None:
    message = meaning(THREATS, **{RANKING: ranked(0.95, 0.05)})
    nearest.process([message])
    assert message.get(NEARNESS) is None
    assert message.get(RANKING) == ranked(0.95, 0.05)
