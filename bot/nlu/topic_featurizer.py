"""The component that tells the classifier what the conversation was about before the message."""

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.loading import knowledge_base
from bot.nlu.component import Component
from bot.nlu.parts import PARTS, in_full

AFTER = "after"
"""The key in the metadata of an intent that names the topic after which its examples are said."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TopicFeaturizer(Component):
    """Gives each message, and each part of it, a dense sentence feature with a one in the column of the last topic.

    An example of a follow-up says what it follows in the metadata of its intent (`metadata: {after: strength_total}`). The
    others mean the same wherever they are said: each is taught after a topic drawn by lot, or after none.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`alone` is the share of the other examples that are taught after no topic."""
        return {"alone": 0.5}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._base = knowledge_base()
        mains = [id_ for id_, fact in self._base.facts.items() if fact.part_of is None]
        self._topics = [*sorted(mains), *sorted(self._base.unknowns)]
        self._column = {topic: index for index, topic in enumerate(self._topics)}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the feature to every example. Raises `ValueError` for an example after a topic that there is not."""
        chance = np.random.default_rng(0)
        for message in in_full(training_data.training_examples):
            after = message.get(METADATA, {}).get(METADATA_INTENT, {}).get(AFTER)
            if after and after not in self._column:
                raise ValueError(f"{message.get(TEXT)!r} is said after {after}, which the knowledge file does not have")
            if not after and chance.random() >= self._config["alone"]:
                after = self._topics[chance.integers(len(self._topics))]
            self._add(message, after)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the feature to every message and part: what a message follows, its parts follow, too."""
        for message in messages:
            topic = (message.get(METADATA) or {}).get("topic")
            for part in (message, *message.get(PARTS, [])):
                self._add(part, topic)
        return messages

    def _add(self, message: Message, topic: str | None) -> None:
        row = np.zeros((1, len(self._column)), dtype=np.float32)
        main = self._base.main_fact(self._base.facts[topic]).id if topic in self._base.facts else topic
        if main in self._column:
            row[0, self._column[main]] = 1
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
