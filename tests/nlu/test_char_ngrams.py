from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.char_ngrams import CharNgrams, NgramSpace, ngrams

EXAMPLES = [
    "quand la coopération a commencé", "quand a commencé la coopération", "en quelle année la coopération a commencé",
    "combien de soldats", "combien de soldats sur place", "combien de militaires au niger", "les soldats au niger",
    "c'est quoi new nero", "new nero c'est quoi", "l'opération new nero",
]  # fmt: skip
SPACE = NgramSpace.fit(EXAMPLES, dimensions=8, least_texts=2)


def test_words_are_counted_letter_by_letter_with_their_borders() -> None:
    counts = ngrams("mou")
    assert {" m", "mo", "ou", "u ", " mo", "mou", "ou ", " mou", "mou ", "=mou"} <= counts.keys()


def test_neighbouring_words_are_counted_together() -> None:
    assert "=new nero" in ngrams("New Nero")


def test_accents_and_capitals_make_no_difference() -> None:
    assert ngrams("ÉTÉ") == ngrams("ete")


def test_a_text_has_a_place_of_length_one() -> None:
    point = SPACE.place("combien de soldats")
    assert point.shape == (8,)
    assert np.linalg.norm(point) == pytest.approx(1, abs=1e-5)


def test_a_text_of_which_nothing_is_known_is_at_the_origin() -> None:
    for text in ("", "😀", "这是什么"):
        assert not SPACE.place(text).any()


def test_a_slip_changes_little() -> None:
    meant, typed, other = (
        SPACE.place(text) for text in ("combien de soldats", "conbien de soldat", "c'est quoi new nero")
    )
    assert meant @ typed > 0.7
    assert meant @ typed > meant @ other + 0.3


def test_there_are_no_more_dimensions_than_examples_can_fill() -> None:
    assert NgramSpace.fit(["quand ?", "quand"], dimensions=50, least_texts=2).place("quand").shape[0] <= 2


@given(st.text(max_size=500))
def test_any_text_has_a_place(text: str) -> None:
    assert np.isfinite(SPACE.place(text)).all()


def test_what_was_learnt_is_the_same_after_loading(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("ngrams")
    context, config = ExecutionContext(GraphSchema({})), CharNgrams.get_default_config() | {"dimensions": 8}
    trained = CharNgrams.create(config, storage, resource, context)
    trained.train(TrainingData([Message({TEXT: text, "intent": "x"}) for text in EXAMPLES]))
    loaded = CharNgrams.load(config, storage, resource, context)
    for text in ("combien de soldats", "cb de soldat", "", "où ça"):
        before, after = (feature_of(component, text) for component in (trained, loaded))
        assert (before == after).all()


def feature_of(component: CharNgrams, text: str) -> np.ndarray:
    message = Message({TEXT: text or "?"})
    component.process([message])
    return message.features[0].features
