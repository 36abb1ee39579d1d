from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.ngram_evidence import NgramEvidence
from tests.nlu.test_ngrams import CLASSES, LABELS, TEXTS


def taught() -> TrainingData:
    return TrainingData([Message({TEXT: text, INTENT: label}) for text, label in zip(TEXTS, LABELS, strict=True)])


def evidence(component: NgramEvidence, text: str) -> np.ndarray:
    message = Message({TEXT: text})
    component.process([message])
    return message.features[0].features


@pytest.fixture
def components(tmp_path: Path) -> tuple[NgramEvidence, NgramEvidence]:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("evidence")
    context, config = ExecutionContext(GraphSchema({})), NgramEvidence.get_default_config() | {"least_texts": 1}
    trained = NgramEvidence.create(config, storage, resource, context)
    trained.train(taught())
    return trained, NgramEvidence.load(config, storage, resource, context)


def test_the_evidence_is_the_same_after_loading(components: tuple[NgramEvidence, NgramEvidence]) -> None:
    for text in ("combien de soldats", "cb de soldat", "où ça"):
        before, after = (evidence(component, text) for component in components)
        assert before.shape == (1, 2 * len(CLASSES))
        assert (before == after).all()


def test_an_example_is_not_judged_by_itself(components: tuple[NgramEvidence, NgramEvidence]) -> None:
    data = components[1].process_training_data(taught())
    own = [message.features[0].features[0] for message in data.training_examples]
    learnt = [evidence(components[0], message.get(TEXT))[0] for message in data.training_examples]
    right = [CLASSES.index(message.get(INTENT)) for message in data.training_examples]
    pairs = zip(own, learnt, right, strict=True)
    assert all(judged[label] < known[label] for judged, known, label in pairs)
