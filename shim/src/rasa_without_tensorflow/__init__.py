"""Lets Rasa 3.6 run where TensorFlow is not installed.

Rasa imports a handful of its own modules at start that define TensorFlow models (DIET, TED and the like). This package
puts a small stand-in in the place of each of those modules. TensorFlow itself is never imitated, so that a library
which looks for it in `sys.modules` finds the truth. Using a stand-in stops with one sentence that says what to do.

It is installed by a `.pth` file, and so is active for the plain `rasa` command, for workers and for tests alike. For the
same reach it switches Rasa's usage telemetry off.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType

COMPONENTS = {
    "rasa.nlu.classifiers.diet_classifier": "DIETClassifier",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": "ConveRTFeaturizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": "LanguageModelFeaturizer",
    "rasa.nlu.selectors.response_selector": "ResponseSelector",
    "rasa.core.policies.ted_policy": "TEDPolicy",
    "rasa.core.policies.unexpected_intent_policy": "UnexpecTEDIntentPolicy",
}
"""Rasa module -> the component that it defines and that cannot run without TensorFlow."""

HELPERS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}
"""Rasa module -> the names that other Rasa modules import from it at start."""


class _StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and makes the stand-in modules, each at the moment when Rasa first imports it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in COMPONENTS or fullname in HELPERS:
            return importlib.machinery.ModuleSpec(fullname, self)
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name in COMPONENTS:
            from rasa_without_tensorflow.components import stand_in_component

            component = COMPONENTS[name]
            setattr(module, component, stand_in_component(component, module=name))
        else:
            for helper in HELPERS[name]:
                setattr(module, helper, type(helper, (), {"__module__": name}))


def install() -> None:
    """Puts the stand-ins in front of Rasa's own modules; calling it again changes nothing."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    if not any(isinstance(finder, _StandIns) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandIns())
