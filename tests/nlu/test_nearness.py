import numpy as np
import pytest

from bot.nlu.nearness import Nearness


def unit(*row: float) -> np.ndarray:
    return np.array(row, np.float32) / np.linalg.norm(row)


@pytest.fixture
def nearness() -> Nearness:
    return Nearness.fit(
        {"who": np.stack([unit(1, 0, 0), unit(1, 1, 0)]), "when": np.stack([unit(0, 0, 1)])}, dimensions=3
    )


def test_a_message_is_as_near_to_an_intent_as_to_its_nearest_example(nearness: Nearness) -> None:
    near = nearness.nearest(unit(1, 1, 0))
    assert near["who"] == pytest.approx(1, abs=1e-5)
    assert near["when"] == pytest.approx(0, abs=1e-5)


def test_an_example_between_two_intents_is_near_to_both(nearness: Nearness) -> None:
    near = nearness.nearest(unit(1, 0, 1))
    assert near["who"] == pytest.approx(near["when"], abs=1e-5)


def test_fewer_axes_keep_what_examples_differ_in_most() -> None:
    rows = np.stack([unit(1, 0.01, 0), unit(-1, 0.01, 0), unit(0, 0.01, 1)])
    near = Nearness.fit({"a": rows[:1], "b": rows[1:2], "c": rows[2:]}, dimensions=2).nearest(unit(1, 0, 0))
    assert max(near, key=lambda intent: near[intent]) == "a"
