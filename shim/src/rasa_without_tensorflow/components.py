"""Stand-ins for Rasa's TensorFlow components: known by name, and clear about why they cannot be used."""

from typing import Any, NoReturn

from rasa.engine.graph import GraphComponent
from rasa.shared.exceptions import InvalidConfigException

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
        "get_default_config": staticmethod(dict),
        "required_packages": staticmethod(list),
        "create": classmethod(refuse),
        "load": classmethod(refuse),
        "refusal": message,
    }
    return type(name, (GraphComponent,), members)
