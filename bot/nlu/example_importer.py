"""Reads the examples of `data/nlu` for Rasa: tens of thousands, in a second or two.

Rasa's own reader parses every file three times in pure Python, and copies and hashes each example, deep down, after every
step of training. That took longer than learning.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Example(Message):
    """An example of an intent. The fingerprint is one hash of text and features, and copies keep it.

    Rasa merges the examples with those of other sources several times before training begins, and copies all of them each
    time: copies share what is never changed.
    """

    _cached_fingerprint: str | None

    def __deepcopy__(self, memo: dict[int, Any]) -> "Example":
        twin = Example.__new__(Example)
        twin.__dict__ |= self.__dict__
        twin.data, twin.features = dict(self.data), list(self.features)
        twin.output_properties = set(self.output_properties)
        return twin

    def __hash__(self) -> int:
        return hash(self.fingerprint())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and other.fingerprint() == self.fingerprint()

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Sets a property; where it has that value already, the fingerprint stays."""
        if add_to_output or self.data.get(prop) is not info:
            super().set(prop, info, add_to_output)

    def fingerprint(self) -> str:
        """What tells the example from others, and from itself before it had its features."""
        if self._cached_fingerprint is None:
            said = (self.get(TEXT), self.get(INTENT), self.get(METADATA), sorted(map(str, self.data)))
            digest = hashlib.blake2b(repr(said).encode(), digest_size=16)
            for feature in self.features:
                digest.update(feature.features.tobytes())
            self._cached_fingerprint = digest.hexdigest()
        return self._cached_fingerprint


class Examples(TrainingData):
    """Training data that only holds examples. Rasa asks for the fingerprint after every step: it is one hash of theirs."""

    def fingerprint(self) -> str:
        """What tells the examples from others, and from themselves before a step."""
        digest = hashlib.blake2b(digest_size=16)
        for example in self.training_examples:
            digest.update(example.fingerprint().encode())
        return digest.hexdigest()


class ExampleImporter(RasaFileImporter):
    """Rasa's importer of a project's files, which reads examples of intents faster."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All examples, in the order of files and lines."""
        return self._examples

    @cached_property
    def _examples(self) -> TrainingData:
        return TrainingData([example for file in self._nlu_files for example in examples(Path(file))])


def examples(file: Path) -> list[Example]:
    """The examples of a file in Rasa's format, one intent's below the other's, one example a line.

    Raises `ValueError` with file and intent where the file holds anything else.
    """
    found = []
    for item in yaml.load(file.read_text(encoding="utf-8"), _Loader)["nlu"]:  # noqa: S506 - a safe loader, in C
        if not {INTENT, "examples"} <= item.keys() <= {INTENT, "examples", METADATA}:
            raise ValueError(
                f"{file}: {item.get(INTENT)}: an intent has `examples` and perhaps `metadata`, nothing else"
            )
        metadata = {METADATA_INTENT: item[METADATA]} if METADATA in item else {}
        for line in item["examples"].splitlines():
            if line.strip():
                text = line.strip().removeprefix("-").strip()
                found.append(Example({TEXT: text, INTENT: item[INTENT], METADATA: metadata}))
    return found
