"""A ranking of intents: each with its name and its confidence, the likeliest first."""

from collections.abc import Callable
from typing import Any

from rasa.shared.nlu.constants import INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY

Ranking = list[dict[str, Any]]


def weighed(ranking: Ranking, weight: Callable[[str], float]) -> Ranking:
    """The ranking with each confidence times the weight of its intent; together they still are what they were."""
    confidences = [entry[PREDICTED_CONFIDENCE_KEY] * weight(entry[INTENT_NAME_KEY]) for entry in ranking]
    scale = sum(entry[PREDICTED_CONFIDENCE_KEY] for entry in ranking) / (sum(confidences) or 1)
    renewed = [
        {**entry, PREDICTED_CONFIDENCE_KEY: confidence * scale}
        for entry, confidence in zip(ranking, confidences, strict=True)
    ]
    return sorted(renewed, key=lambda entry: -entry[PREDICTED_CONFIDENCE_KEY])
