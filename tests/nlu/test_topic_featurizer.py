import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.base import KnowledgeBase
from bot.nlu.parts import PARTS
from bot.nlu.topic_featurizer import TopicFeaturizer


@pytest.fixture
def featurizer(tmp_path_factory: pytest.TempPathFactory) -> TopicFeaturizer:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    config = TopicFeaturizer.get_default_config()
    return TopicFeaturizer.create(config, storage, Resource("topic"), ExecutionContext(GraphSchema({})))


def example(after: str | None = None, text: str = "en in België?") -> Message:
    taught = {METADATA_INTENT: {"language": "nl", **({"after": after} if after else {})}}
    return Message({TEXT: text, INTENT: "ask_strength_support", METADATA: taught})


def row(message: Message) -> np.ndarray:
    return message.features[0].features[0]


def said_after(featurizer: TopicFeaturizer, topic: str | None) -> Message:
    message = Message({TEXT: "en in België?", METADATA: {"topic": topic}, PARTS: [Message({TEXT: "in België?"})]})
    featurizer.process([message])
    return message


def test_a_follow_up_is_taught_after_its_topic_and_asked_after_it(featurizer: TopicFeaturizer) -> None:
    taught = example("strength_total")
    featurizer.process_training_data(TrainingData([taught]))
    assert (row(taught) == row(said_after(featurizer, "strength_total"))).all()
    assert (row(taught) != row(said_after(featurizer, "threats"))).any()


def test_a_small_fact_stands_for_the_one_it_details(featurizer: TopicFeaturizer, base: KnowledgeBase) -> None:
    small = next(fact for fact in base.facts.values() if fact.part_of)
    main = base.main_fact(small)
    assert (row(said_after(featurizer, small.id)) == row(said_after(featurizer, main.id))).all()


def test_a_part_follows_what_its_message_follows(featurizer: TopicFeaturizer) -> None:
    message = said_after(featurizer, "threats")
    assert (row(message.get(PARTS)[0]) == row(message)).all()


def test_nothing_said_before_is_no_topic(featurizer: TopicFeaturizer) -> None:
    assert not row(said_after(featurizer, None)).any()
    assert not row(said_after(featurizer, "no such topic")).any()


def test_other_examples_are_taught_after_any_topic_or_none(featurizer: TopicFeaturizer) -> None:
    data = TrainingData([example(text=f"x{number}") for number in range(400)])
    featurizer.process_training_data(data)
    rows = np.stack([row(message) for message in data.training_examples])
    assert 120 < (rows.sum(axis=1) == 0).sum() < 280
    assert (rows.sum(axis=0) > 0).sum() > 40


def test_a_topic_that_there_is_not_is_named(featurizer: TopicFeaturizer) -> None:
    with pytest.raises(ValueError, match="no_such_topic"):
        featurizer.process_training_data(TrainingData([example("no_such_topic")]))
