"""Stand-ins for Rasa's TensorFlow components: known by name, and clear about why they cannot be used."""

from typing import Any, NoReturn

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException

_TYPES = DefaultV1Recipe.ComponentType

KINDS = {
    "DIETClassifier": _TYPES.INTENT_CLASSIFIER,
    "ConveRTFeaturizer": _TYPES.MESSAGE_FEATURIZER,
    "LanguageModelFeaturizer": _TYPES.MESSAGE_FEATURIZER,
    "ResponseSelector": _TYPES.INTENT_CLASSIFIER,
    "TEDPolicy": _TYPES.POLICY_WITHOUT_END_TO_END_SUPPORT,
    "UnexpecTEDIntentPolicy": _TYPES.POLICY_WITHOUT_END_TO_END_SUPPORT,
}
"""Component -> its kind in Rasa's recipe, so that a config that asks for it gets as far as the sentence below."""

INSTEAD = {
    "DIETClassifier": "LogisticRegressionClassifier classifies intents without it",
    "ConveRTFeaturizer": "bot.nlu.sentence_encoder.SentenceEncoder gives dense features without it",
    "LanguageModelFeaturizer": "bot.nlu.sentence_encoder.SentenceEncoder gives dense features without it",
    "ResponseSelector": "one intent for each topic and a custom action do its work here",
    "TEDPolicy": "RulePolicy and MemoizationPolicy choose actions without it",
    "UnexpecTEDIntentPolicy": "RulePolicy and MemoizationPolicy choose actions without it",
}


def stand_in_component(name: str, module: str) -> type[GraphComponent]:
    """Makes a class that takes the place of Rasa's component `name`.

    Every attempt to configure, create or load it raises `InvalidConfigException` with a sentence for the person who
    wrote `config.yml`. A policy named here is refused like an NLU component.
    """
    message = (
        f"config.yml asks for {name}, which needs TensorFlow, and this project runs without TensorFlow: "
        f"take {name} out of config.yml ({INSTEAD[name]})."
    )

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise InvalidConfigException(message)

    members = {
        "__module__": module,
        "__doc__": f"Stand-in for Rasa's {name}, which needs TensorFlow.",
        "get_default_config": staticmethod(refuse),
        "required_packages": staticmethod(refuse),
        "train": refuse,
        "process": refuse,
        "create": classmethod(refuse),
        "load": classmethod(refuse),
        "refusal": message,
    }
    component = type(name, (GraphComponent,), members)
    DefaultV1Recipe.register([KINDS[name]], is_trainable=True)(component)
    return component
