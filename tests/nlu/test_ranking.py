import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.ranking import weighed

RANKED = [{"name": "ask_stakes", "confidence": 0.4}, {"name": "ask_threats", "confidence": 0.3}]


def test_what_has_more_weight_overtakes() -> None:
    ranking = weighed(RANKED, {"ask_stakes": 1.0, "ask_threats": 3.0}.__getitem__)
    assert [entry["name"] for entry in ranking] == ["ask_threats", "ask_stakes"]


def test_where_all_have_the_same_weight_nothing_changes() -> None:
    assert [entry["confidence"] for entry in weighed(RANKED, lambda _: 7.0)] == pytest.approx([0.4, 0.3])


def test_the_ranking_that_was_given_is_left_as_it_was() -> None:
    weighed(RANKED, {"ask_stakes": 1.0, "ask_threats": 3.0}.__getitem__)
    assert [entry["confidence"] for entry in RANKED] == [0.4, 0.3]


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=10), st.lists(st.floats(0.02, 55), min_size=10, max_size=10))
def test_confidences_still_add_up_to_what_they_did(confidences: list[float], weights: list[float]) -> None:
    ranking = [{"name": str(place), "confidence": confidence} for place, confidence in enumerate(confidences)]
    found = weighed(ranking, lambda intent: weights[int(intent)])
    assert sum(entry["confidence"] for entry in found) == pytest.approx(sum(confidences))
