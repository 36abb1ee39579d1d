import copy
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.nlu.example_importer import Example, examples

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str) -> Path:
    file = folder / "nlu.yml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_it_reads_what_rasas_own_reader_reads(language: str) -> None:
    file = ROOT / "data" / "nlu" / language / "smalltalk.yml"
    ours = [(e.get(TEXT), e.get(INTENT), e.get(METADATA)) for e in examples(file)]
    theirs = [(e.get(TEXT), e.get(INTENT), e.get(METADATA)) for e in RasaYAMLReader().read(file).training_examples]
    assert set(map(repr, ours)) == set(map(repr, theirs))


def test_what_it_does_not_know_is_refused_with_file_and_intent(tmp_path: Path) -> None:
    file = written(tmp_path, "nlu:\n- intent: greet\n  exampels: |\n    - hi\n")
    with pytest.raises(ValueError, match=r"nlu\.yml: greet"):
        examples(file)


def test_a_copy_can_be_changed_without_the_example() -> None:
    example = Example({TEXT: "hi", INTENT: "greet"})
    twin = copy.deepcopy(example)
    twin.set(TEXT, "bye")
    twin.add_features(Features(np.ones((1, 2)), FEATURE_TYPE_SENTENCE, TEXT, "A"))
    assert example.get(TEXT) == "hi"
    assert example.features == []


def test_the_fingerprint_changes_with_text_and_features() -> None:
    example = Example({TEXT: "hi", INTENT: "greet"})
    before = example.fingerprint()
    assert before == Example({TEXT: "hi", INTENT: "greet"}).fingerprint()
    assert before != Example({TEXT: "hi", INTENT: "goodbye"}).fingerprint()
    example.add_features(Features(np.ones((1, 2)), FEATURE_TYPE_SENTENCE, TEXT, "A"))
    assert example.fingerprint() != before
