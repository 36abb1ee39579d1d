"""The last word on what a message asks: one question or several, something known, something close, or something else."""

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.schema import Language
from bot.nlu.intent_classifier import RANKING
from bot.nlu.learning import LearningComponent
from bot.nlu.parts import LANGUAGE, PARTS, language_of
from bot.nlu.sentence_encoder import SentenceEncoder

QUESTIONS = "questions"
"""The output attribute that lists what a message asks, in order: `name`, `confidence`, `entities`, `text` of each, and
the `language` to answer in."""

UNCLEAR = "unclear"
OUT_OF_SCOPE = "out_of_scope"

Vectors = npt.NDArray[np.float32]
Half = npt.NDArray[np.float16]
"""Vectors as they are kept: 16 bits tell meanings apart as well as 32."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentDecision(LearningComponent):
    """Decides, from the ranking of a message and of its parts, what the policies shall see.

    A message far from every example that a topic has is out of scope, however sure the classifier is; two topics that are
    close are unclear. The thresholds are similarities and probabilities between 0 and 1.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds and kinds of intents.

        `small_talk` never stands beside a question, `whole` ones are never cut, `dependent` ones lean on the part before,
        and beside `switching` ones the name of a language asks for an answer in it.
        """
        return {
            "least_similarity": 0.35,
            "sure": 0.9,
            "least_confidence": 0.12,
            "least_margin": 0.02,
            "part_confidence": 0.4,
            "topic_prefix": "ask_",
            "small_talk": [
                "greet",
                "thank",
                "praise",
                "goodbye",
                "affirm",
                "deny",
                "how_are_you",
                "complain",
                "change_language",
            ],
            "dependent": ["follow_up"],
            "switching": ["change_language", "repeat", "shorter", "more"],
            "whole_prefixes": ["compute_"],
            "whole": [
                "ask_timeline",
                "distress",
                "worried_relative",
                "opsec",
                "insult",
                "accusation",
                "prompt_injection",
            ],
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._examples: dict[str, Half] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the meaning of every example of a topic, to measure how far a message is from all of them."""
        by_intent: dict[str, list[Vectors]] = {}
        for message in training_data.intent_examples:
            if self._is_topic(message.get(INTENT)):
                by_intent.setdefault(message.get(INTENT), []).append(_vector(message))
        self._examples = {intent: np.stack(vectors).astype(np.float16) for intent, vectors in by_intent.items()}
        return self.keep()

    def write(self, folder: Path) -> None:
        """Writes the intents and the meanings of their examples."""
        (folder / "intents.json").write_text(json.dumps(list(self._examples)), encoding="utf-8")
        arrays = {str(index): vectors for index, vectors in enumerate(self._examples.values())}
        np.savez(folder / "examples.npz", allow_pickle=False, **arrays)

    def read(self, folder: Path) -> None:
        """Reads the intents and the meanings of their examples."""
        intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "examples.npz", allow_pickle=False)
        self._examples = {intent: arrays[str(index)] for index, intent in enumerate(intents)}

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent that the policies see and the list of questions."""
        for message in messages:
            if message.get(TEXT):
                parts = self._asked(message)
                language = self._language_wanted(message) or language_of(parts[-1])
                asked = [self._decided(part, language) for part in parts]
                message.set(QUESTIONS, asked, add_to_output=True)
                intent = {key: asked[0][key] for key in (INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY)}
                message.set(INTENT, intent, add_to_output=True)
                message.set(PARTS, [])
        return messages

    def _asked(self, message: Message) -> list[Message]:
        """The message itself, or those of its parts that each ask something of their own."""
        parts: list[Message] = message.get(PARTS, [])
        name = _best(message)
        if not parts or name in self._config["whole"] or name.startswith(tuple(self._config["whole_prefixes"])):
            return [message]
        substance = [part for part in parts if _best(part) not in self._config["small_talk"]]
        sure = [part for part in substance if _confidence(part) >= self._config["part_confidence"]]
        if (
            len(sure) == len(substance)
            and len({_asked_of(part) for part in sure}) >= 2
            and all(map(self._is_question, sure))
        ):
            return sure
        surest = max(substance, key=_confidence, default=message)
        alone = len(substance) == 1 < len(parts)
        if _confidence(surest) >= self._config["part_confidence"] and (
            alone or _confidence(surest) > 2 * _confidence(message)
        ):
            return [surest]
        return [message]

    def _is_question(self, part: Message) -> bool:
        return self._is_topic(_best(part)) or _best(part) in self._config["dependent"]

    def _language_wanted(self, message: Message) -> Language | None:
        """The language that a message asks to be answered in, in so many words."""
        for part in (message, *message.get(PARTS, [])):
            if _best(part) in self._config["switching"]:
                for entity in part.get(ENTITIES, []):
                    if entity["entity"] == "language":
                        return cast(Language, entity["value"])
        return None

    def _decided(self, message: Message, language: Language) -> dict[str, Any]:
        name, confidence = _best(message), _confidence(message)
        second = message.get(RANKING)[1]
        if self._is_topic(name):
            if confidence < self._config["sure"] and self._similarity(message, name) < self._config["least_similarity"]:
                name = OUT_OF_SCOPE
            elif confidence < self._config["least_confidence"] or (
                confidence - second[PREDICTED_CONFIDENCE_KEY] < self._config["least_margin"]
                and self._is_topic(second[INTENT_NAME_KEY])
            ):
                name = UNCLEAR
        return {
            INTENT_NAME_KEY: name,
            PREDICTED_CONFIDENCE_KEY: confidence,
            RANKING: message.get(RANKING),
            ENTITIES: message.get(ENTITIES, []),
            TEXT: message.get(TEXT),
            LANGUAGE: language,
        }

    def _similarity(self, message: Message, intent: str) -> float:
        """The cosine of the message and the nearest example of an intent."""
        examples = self._examples.get(intent)
        return float((examples.astype(np.float32) @ _vector(message)).max()) if examples is not None else 0.0

    def _is_topic(self, intent: str) -> bool:
        return intent.startswith(self._config["topic_prefix"])


def _best(message: Message) -> str:
    name: str = message.get(RANKING)[0][INTENT_NAME_KEY]
    return name


def _asked_of(message: Message) -> tuple[str, ...]:
    """What tells one question from another: its intent, and the facts, figures and years that it names."""
    named = [f"{entity['entity']}:{entity['value']}" for entity in message.get(ENTITIES, [])]
    return (_best(message), *sorted(name for name in named if name.startswith(("fact:", "figure:", "year:", "place:"))))


def _confidence(message: Message) -> float:
    return float(message.get(RANKING)[0][PREDICTED_CONFIDENCE_KEY])


def _vector(message: Message) -> Vectors:
    vector: Vectors = next(part.features[0] for part in message.features if part.origin == SentenceEncoder.__name__)
    return vector
