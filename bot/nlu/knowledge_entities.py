"""The component that marks in a message what the knowledge file names, and tells the classifier of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.loading import knowledge_base
from bot.knowledge.schema import Language
from bot.nlu.figures import figures
from bot.nlu.learning import LearningComponent
from bot.nlu.mentions import MentionFinder
from bot.nlu.parts import each, in_full, language_of
from bot.nlu.text import words

CLAIMED = "claimed"
"""The role of a year that something is said to have happened in."""

_FIGURES = ["year", "year_of_timeline", "year_after", "number", "span"]


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class KnowledgeEntities(LearningComponent):
    """Adds entities (fact, actor, place, aspect, mark, ordinal, share, year, number) and one feature for each kind of them.

    The knowledge file is read when the component starts, so that a new name counts without training anew.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @staticmethod
    def required_packages() -> list[str]:
        """The library that tokenizes and matches."""
        return ["spacy"]

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._base = knowledge_base()
        self._timeline_years = {fact.date.year for fact in self._base.timeline if fact.date}
        self._last_year = max(fact.date.year for fact in self._base.last_known_state if fact.date)
        self._known_words: frozenset[str] = frozenset()
        self._finders: dict[Language, MentionFinder] = {}
        self._column: dict[str, int] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which words people use, so that none of them is read as a slip of a name."""
        texts = [message.get(TEXT) for message in training_data.training_examples if message.get(TEXT)]
        self._take_up({word for text in texts for word in words(text)})
        labels = {label for finder in self._finders.values() for label in finder.labels}
        self._column = {label: index for index, label in enumerate(sorted(labels | set(_FIGURES)))}
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the words that people use, and the feature of each label."""
        learnt = {"known_words": sorted(self._known_words), "labels": list(self._column)}
        (folder / "learnt.json").write_text(json.dumps(learnt, ensure_ascii=False), encoding="utf-8")

    def read(self, folder: Path) -> None:
        """Reads them; what has a name is read from the knowledge file as it is now."""
        learnt = json.loads((folder / "learnt.json").read_text(encoding="utf-8"))
        self._column = {label: index for index, label in enumerate(learnt["labels"])}
        self._take_up(learnt["known_words"])

    def _take_up(self, known_words: Iterable[str]) -> None:
        self._known_words = frozenset(known_words)
        self._finders = {
            language: MentionFinder(self._base, language, self._known_words) for language in self._base.languages
        }

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to every example; the entities of examples are not learnt from and stay as they are."""
        for message in each(in_full(training_data.training_examples)):
            self._add_features(message, self._entities(message))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds entities and features to every message and part."""
        for message in each(messages):
            entities = self._entities(message)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            self._add_features(message, entities)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        language = language_of(message)
        name = type(self).__name__
        entities: list[dict[str, Any]] = [
            {
                "entity": mention.kind,
                "value": mention.value,
                "start": mention.start,
                "end": mention.end,
                "extractor": name,
            }
            for mention in self._finders[language].find(text)
        ]
        for figure in figures(text, language):
            kind = "span" if figure.is_span else "year" if figure.is_year else "number"
            role = {"role": CLAIMED} if figure.is_year and figure.claimed else {}
            entities.append(
                {"entity": kind, "value": figure.value, "start": figure.start, "end": figure.end, "extractor": name}
                | role
            )
        return entities

    def _add_features(self, message: Message, entities: list[dict[str, Any]]) -> None:
        row = np.zeros((1, len(self._column)), dtype=np.float32)
        for entity in entities:
            for label in self._labels_of(entity["entity"], entity["value"]):
                if label in self._column:
                    row[0, self._column[label]] = 1
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))

    def _labels_of(self, kind: str, value: str | int) -> list[str]:
        if kind == "year":
            assert isinstance(value, int)
            labels = ["year"]
            labels += ["year_of_timeline"] if value in self._timeline_years else []
            return labels + (["year_after"] if value > self._last_year else [])
        if kind in ("number", "span"):
            return [kind]
        if kind == "fact" and value in self._base.facts:
            main = self._base.main_fact(self._base.facts[str(value)])
            return [f"fact:{value}", f"fact:{main.id}"]
        return [f"{kind}:{value}"]
