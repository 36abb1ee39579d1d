import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.ngrams import NgramBayes, ngrams

EXAMPLES = {
    "when": ["quand la coopération a commencé", "quand a commencé la coopération", "en quelle année c'était la coopération"],
    "how_many": ["combien de soldats", "combien de soldats sur place", "combien de militaires au niger"],
    "what": ["c'est quoi new nero", "new nero c'est quoi", "l'opération new nero"],
}  # fmt: skip
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
CLASSES = sorted(EXAMPLES)
BAYES = NgramBayes.fit(TEXTS, LABELS, least_texts=2, smoothing=0.02)


def test_words_are_counted_letter_by_letter_with_their_borders() -> None:
    counts = ngrams("mou")
    assert {" m", "mo", "ou", "u ", " mo", "mou", "ou ", " mou", "mou ", "=mou"} <= counts.keys()


def test_neighbouring_words_are_counted_together() -> None:
    assert "=new nero" in ngrams("New Nero")


def test_accents_and_capitals_make_no_difference() -> None:
    assert ngrams("ÉTÉ") == ngrams("ete")


@pytest.mark.parametrize(
    ("text", "label"),
    [("conbien de soldat", "how_many"), ("c koi new nerro", "what"), ("kan a comencé la coopération", "when")],
)
def test_the_evidence_speaks_for_the_right_class_in_spite_of_slips(text: str, label: str) -> None:
    words, letters = BAYES.score(text).reshape(2, len(CLASSES))
    assert CLASSES[int((words + letters).argmax())] == label
    assert CLASSES[int(letters.argmax())] == label


def test_a_text_of_which_nothing_is_known_speaks_for_nothing() -> None:
    for text in ("", "😀", "这是什么"):
        assert not BAYES.score(text).any()


def test_a_fold_is_learnt_from_the_others_alone() -> None:
    text, what = "l'opération new nero", CLASSES.index("what")
    fold_of = np.array([0 if one == text else 1 for one in TEXTS])
    without = NgramBayes.cross_scores(TEXTS, LABELS, 1, 0.02, fold_of)[TEXTS.index(text)]
    whole = NgramBayes.fit(TEXTS, LABELS, least_texts=1, smoothing=0.02).score(text)
    for words_or_letters in (what, len(CLASSES) + what):
        assert without[words_or_letters] < whole[words_or_letters]


@given(st.text(max_size=500))
def test_any_text_has_finite_evidence(text: str) -> None:
    assert np.isfinite(BAYES.score(text)).all()
