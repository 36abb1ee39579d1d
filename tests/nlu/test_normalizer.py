import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lexicon import lexicon
from bot.nlu.normalizer import NORMALIZED, Normalizer, normalize
from bot.nlu.parts import LANGUAGE, PARTS


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("c koi new nero", "c'est quoi new nero"),
        ("C KAN ?", "c'est quand ?"),
        ("cb de soldats mtn", "combien de soldats maintenant"),
        ("pk slt svp", "pourquoi salut s'il vous plaît"),
        ("c’est où", "c'est où"),
        ("trooooop", "troop"),
        ("l'op NN", "l'op new nero"),
        ("  des   espaces \n partout ", "des espaces partout"),
        ("Maradi", "maradi"),
        ("", ""),
    ],
)
def test_what_people_type_is_written_with_care(typed: str, written: str) -> None:
    assert normalize(typed, "fr") == written


def test_only_whole_words_are_put_right() -> None:
    assert normalize("accord sacre blanc", "fr") == "accord sacre blanc"
    assert "c'est'" not in normalize("c'est", "fr")


@given(st.sampled_from(sorted(lexicon("fr").spelling)))
def test_every_known_spelling_is_put_right(typed: str) -> None:
    assert normalize(f"{typed} ?", "fr") == f"{lexicon('fr').spelling[typed]} ?"


@given(st.text(max_size=500))
def test_any_text_can_be_written_with_care(text: str) -> None:
    assert normalize(text, "fr") == normalize(text, "fr").strip()


def test_a_message_keeps_its_text_and_so_do_its_parts() -> None:
    message = Message({TEXT: "C koi New Nero ? Et c kan ?", PARTS: [Message({TEXT: "C koi New Nero ?"})]})
    Normalizer({}).process([message])
    assert message.get(TEXT) == "C koi New Nero ? Et c kan ?"
    assert message.get(NORMALIZED) == "c'est quoi new nero ? et c'est quand ?"
    assert [part.get(NORMALIZED) for part in message.get(PARTS)] == ["c'est quoi new nero ?"]


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [("nl", "wnr aub", "wanneer alstublieft"), ("fr", "wnr", "wnr"), ("de", "wnr aub", "wnr aub")],
)
def test_each_message_is_read_in_its_own_language(language: str, typed: str, written: str) -> None:
    message = Message({TEXT: typed, LANGUAGE: language})
    Normalizer({}).process([message])
    assert message.get(NORMALIZED) == written


def test_examples_are_written_with_care() -> None:
    message = Message({TEXT: "C koi New Nero ?"})
    Normalizer({}).process_training_data(TrainingData([message]))
    assert message.get(NORMALIZED) == "c'est quoi new nero ?"
