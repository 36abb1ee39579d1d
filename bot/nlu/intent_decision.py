"""The last word on what a message asks: one question or several, something known, something close, or something else."""

from typing import Any, cast

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.loading import knowledge_base
from bot.knowledge.schema import Language
from bot.nlu.component import Component
from bot.nlu.context import Context
from bot.nlu.division import Division, best, confidence
from bot.nlu.intent_classifier import RANKING
from bot.nlu.nearest_examples import NEARNESS
from bot.nlu.parts import LANGUAGE, PARTS, each, language_of

QUESTIONS = "questions"
"""The output attribute that lists what a message asks, in order: `name`, `confidence`, `entities`, `text` of each, and
the `language` to answer in."""

UNCLEAR = "unclear"
OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentDecision(Component):
    """Decides, from the ranking of a message and of its parts, what the policies shall see.

    A message far from every example that a topic has is out of scope, unless the classifier is `sure`; two topics that are
    close are unclear. The thresholds are similarities and probabilities between 0 and 1.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds and kinds of intents.

        `first` comes before anything else, from a probability of `least_first` on. `small_talk` never stands beside a
        question, `whole` ones are never cut, `dependent` ones lean on the part before. Beside `switching` ones the name of
        a language asks for an answer in it, and a topic of `least_beside` or more is what is to be answered.
        """
        return {
            "sure": 0.9,
            "least_relatedness": 0.0,
            "outside_weight": 0.55,
            "outside_probability": 1.67,
            "bonus": {"fact": 0.06, "unknown": 0.06, "actor": 0.12, "place": 0.12, "figure": 0.04},
            "near_bonus": 0.2,
            "context": {"near": 1.5, "near_short": 4.0, "follow_up": 2.0, "alone": 0.3, "undated": 0.1},
            "short": 6,
            "least_confidence": 0.12,
            "least_margin": 0.02,
            "part_confidence": 0.3,
            "whole_confidence": 0.5,
            "instead_confidence": 0.5,
            "several": {
                "bias": -1.4,
                "whole": -5.97,
                "second": 7.01,
                "dependent": -6.02,
                "interrogative": 2.33,
                "shortest": 1.2,
            },
            "about_now": "ask_last_known_state",
            "first": "distress",
            "least_first": 0.3,
            "least_beside": 0.15,
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
            "stepping": ["next", "previous"],
            "leaning": ["follow_up", "more", "shorter", "repeat", "next", "previous"],
            "outside": ["out_of_scope", "nonsense"],
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

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._division = Division(config)
        self.threshold: float = config["least_relatedness"]
        """The least relatedness of what is not out of scope."""
        leaning, stepping = frozenset(config["leaning"]), frozenset(config["stepping"])
        self._context = Context(knowledge_base(), config["topic_prefix"], config["context"], leaning, stepping)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent that the policies see and the list of questions."""
        for message in messages:
            if message.get(TEXT):
                self._weigh(message)
                parts = self._division.questions(message)
                language = self._language_wanted(message) or language_of(parts[-1])
                decided = self._each_decided(parts, language, self._topic(message))
                asked = decided if best(message) in self._config["outside"] else _in_scope(decided)
                message.set(QUESTIONS, asked, add_to_output=True)
                intent = {key: asked[0][key] for key in (INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY)}
                message.set(INTENT, intent, add_to_output=True)
                message.set(PARTS, [])
        return messages

    def _language_wanted(self, message: Message) -> Language | None:
        """The language that a message asks to be answered in, in so many words."""
        for part in each([message]):
            if best(part) in self._config["switching"]:
                for entity in part.get(ENTITIES, []):
                    if entity["entity"] == "language":
                        return cast(Language, entity["value"])
        return None

    def _each_decided(self, parts: list[Message], language: Language, topic: str | None) -> list[dict[str, Any]]:
        """What is made of each question; each is read in the light of the one before."""
        decided = []
        for part in parts:
            decided.append(self._decided(part, language, topic))
            if self._is_topic(name := decided[-1][INTENT_NAME_KEY]):
                topic = name.removeprefix(self._config["topic_prefix"])
        return decided

    def _decided(self, message: Message, language: Language, topic: str | None) -> dict[str, Any]:
        name = best(message)
        if name in self._config["switching"] and (beside := self._topic_beside(message)):
            name = beside
        sure = confidence(message) >= self._config["sure"]
        if self._is_known(name) and not sure and not self._is_related(message, name, topic):
            name = OUT_OF_SCOPE
        elif self._is_topic(name) and self._is_close(message):
            now = any((entity["entity"], entity["value"]) == ("mark", "now") for entity in message.get(ENTITIES, []))
            name = self._config["about_now"] if now else UNCLEAR
        return {
            INTENT_NAME_KEY: name,
            PREDICTED_CONFIDENCE_KEY: confidence(message),
            RANKING: message.get(RANKING),
            ENTITIES: message.get(ENTITIES, []),
            TEXT: message.get(TEXT),
            LANGUAGE: language,
        }

    def _topic_beside(self, message: Message) -> str | None:
        """The topic that a message asks for beside another language: “Can you tell me in Dutch who began it?”."""
        if not any(entity["entity"] == "language" for entity in message.get(ENTITIES, [])):
            return None
        likely = [entry for entry in message.get(RANKING)[1:] if self._is_topic(entry[INTENT_NAME_KEY])]
        sure = likely and likely[0][PREDICTED_CONFIDENCE_KEY] >= self._config["least_beside"]
        return str(likely[0][INTENT_NAME_KEY]) if sure else None

    def _is_close(self, message: Message) -> bool:
        """Whether the likeliest topic is hardly likelier than another, or hardly likely at all."""
        second = message.get(RANKING)[1]
        lead = confidence(message) - second[PREDICTED_CONFIDENCE_KEY]
        close = lead < self._config["least_margin"] and self._is_topic(second[INTENT_NAME_KEY])
        return bool(close or confidence(message) < self._config["least_confidence"])

    def _weigh(self, message: Message) -> None:
        """Reads the message and its parts in the light of what the conversation was about."""
        topic = self._topic(message)
        for part in each([message]):
            short = len(part.get(TEXT).split()) <= self._config["short"]
            part.set(RANKING, self._context.weigh(part.get(RANKING), topic, short), add_to_output=True)

    def _topic(self, message: Message) -> str | None:
        """What the conversation was about before the message."""
        topic: str | None = (message.get("metadata") or {}).get("topic")
        return topic

    def _is_related(self, message: Message, name: str, topic: str | None) -> bool:
        """Whether a message is nearer to what the bot knows than to what it does not, in meaning, words and context."""
        near: dict[str, float] | None = message.get(NEARNESS)
        if near is None:
            return True
        outside = max((near[intent] for intent in self._config["outside"] if intent in near), default=0.0)
        known = [nearness for intent, nearness in near.items() if self._is_known(intent)]
        ranking = message.get(RANKING)
        doubt = sum(
            entry[PREDICTED_CONFIDENCE_KEY] for entry in ranking if entry[INTENT_NAME_KEY] in self._config["outside"]
        )
        kinds = {entity["entity"] for entity in message.get(ENTITIES, [])}
        relatedness = (
            (near.get(name, 0.0) + max(known, default=0.0)) / 2
            - self._config["outside_weight"] * outside
            - self._config["outside_probability"] * doubt
            + sum(bonus for kind, bonus in self._config["bonus"].items() if kind in kinds)
            + self._config["near_bonus"] * self._context.is_near(name, topic)
        )
        return bool(relatedness >= self.threshold)

    def _is_known(self, intent: str) -> bool:
        return self._is_topic(intent) or intent.startswith(tuple(self._config["whole_prefixes"]))

    def _is_topic(self, intent: str) -> bool:
        return intent.startswith(self._config["topic_prefix"])


def _in_scope(decided: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What can be answered; where nothing can, the first of what was said."""
    return [question for question in decided if question[INTENT_NAME_KEY] != OUT_OF_SCOPE] or decided[:1]
