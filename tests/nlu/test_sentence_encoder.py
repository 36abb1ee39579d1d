import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import sentence_encoder
from bot.nlu.parts import PARTS
from bot.nlu.sentence_encoder import DIMENSIONS, Encoder, SentenceEncoder

ENCODER = Encoder()

HOW_MANY = [
    "combien de soldats belges y a-t-il au Niger ?",
    "hoeveel Belgische soldaten zijn er in Niger?",
    "how many Belgian soldiers are there in Niger?",
    "wie viele belgische Soldaten gibt es in Niger?",
]
WHEN = [
    "quand la coopération a-t-elle commencé ?",
    "wanneer is de samenwerking begonnen?",
    "when did the cooperation begin?",
    "wann hat die Zusammenarbeit begonnen?",
]
UNRELATED = "une recette de gâteau au chocolat"


def test_sentences_are_unit_vectors_side_by_side() -> None:
    vectors = ENCODER.encode([*HOW_MANY, UNRELATED])
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("question", [HOW_MANY, WHEN])
def test_a_question_means_the_same_in_four_languages(question: list[str]) -> None:
    versions, (unrelated,) = ENCODER.encode(question), ENCODER.encode([UNRELATED])
    nearest_stranger = float((versions @ unrelated).max())
    assert float((versions @ versions.T).min()) > nearest_stranger + 0.3


def test_two_questions_are_told_apart_in_every_language() -> None:
    how_many, when = ENCODER.encode(HOW_MANY), ENCODER.encode(WHEN)
    assert float((how_many @ how_many.T).min()) > float((how_many @ when.T).max())


def test_the_same_text_gives_the_same_vector_alone_or_among_others() -> None:
    alone = Encoder().encode([HOW_MANY[0]])[0]
    among = Encoder().encode([UNRELATED, HOW_MANY[0], WHEN[0]])[1]
    assert alone == pytest.approx(among, abs=1e-4)
    assert (ENCODER.encode([HOW_MANY[0]]) == ENCODER.encode([HOW_MANY[0]])).all()


def test_a_text_that_is_asked_twice_at_once_is_one() -> None:
    first, second = Encoder().encode([UNRELATED, UNRELATED])
    assert (first == second).all()


def test_a_text_that_is_known_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder()
    known = encoder.encode(["déjà vu"])
    monkeypatch.setattr(sentence_encoder, "_model", lambda: pytest.fail("it was encoded again"))
    assert (encoder.encode(["déjà vu"]) == known).all()


def test_memory_does_not_grow_without_end_and_holds_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_encoder, "CACHE_SIZE", 5)
    encoder = Encoder()
    for number in range(12):
        assert encoder.encode([f"question {number}"]).shape == (1, DIMENSIONS)
        assert len(vars(encoder)["_known"]) <= 5
    assert encoder.encode([f"question {number}" for number in range(12)]).shape == (12, DIMENSIONS)
    assert "question" not in repr(list(vars(encoder)["_known"]))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=500))
def test_any_text_has_a_meaning(text: str) -> None:
    assert np.isfinite(ENCODER.encode([text])).all()


def test_messages_and_their_parts_get_one_feature_each() -> None:
    part = Message({TEXT: "et quand ?"})
    message = Message({TEXT: "C'est quoi New Nero ? et quand ?", PARTS: [part]})
    SentenceEncoder({}).process([message, Message({TEXT: ""}), Message({})])
    for one in (message, part):
        assert [feature.features.shape for feature in one.features] == [(1, DIMENSIONS)]
