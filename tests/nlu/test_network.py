import numpy as np
import pytest

from bot.nlu.network import Course, Network

CORNERS = np.repeat(np.eye(3, dtype=np.float32), 40, axis=0)
CLASSES = np.repeat(np.arange(3), 40)


def network(weight: float) -> Network:
    eye, none = np.eye(1, dtype=np.float32), np.zeros(1, np.float32)
    return Network([eye, none, np.array([[weight, -weight]], np.float32), np.zeros(2, np.float32)])


def noisy() -> np.ndarray:
    return CORNERS + np.random.default_rng(0).normal(0, 0.1, CORNERS.shape).astype(np.float32)


def test_it_learns_what_tells_classes_apart() -> None:
    learnt = Network.fit(noisy(), CLASSES, Course(units=32, epochs=60, batch=16))
    assert (learnt.probabilities(CORNERS).argmax(axis=1) == CLASSES).all()


def test_the_same_seed_learns_the_same() -> None:
    one, same, other = (Network.fit(noisy(), CLASSES, Course(units=8, epochs=3), seed) for seed in (1, 1, 2))
    assert all((left == right).all() for left, right in zip(one.layers, same.layers, strict=True))
    assert any((left != right).any() for left, right in zip(one.layers, other.layers, strict=True))


def test_smoothing_leaves_some_doubt() -> None:
    sure, doubting = (
        Network.fit(noisy(), CLASSES, Course(units=32, epochs=80, batch=16, smoothing=share))
        .probabilities(CORNERS)
        .max(axis=1)
        .mean()
        for share in (0.0, 0.3)
    )
    assert sure > doubting


def test_probabilities_add_up_to_one_however_large_the_scores() -> None:
    rows = network(1000).probabilities(np.array([[1.0], [-1.0], [0.0]], np.float32))
    assert np.isfinite(rows).all()
    assert rows.sum(axis=1) == pytest.approx(1)
    assert rows[2] == pytest.approx(0.5)


def test_a_higher_temperature_makes_less_sure() -> None:
    row = np.array([[1.0]], np.float32)
    cold, warm = (network(1).probabilities(row, heat)[0, 0] for heat in (1.0, 3.0))
    assert cold > warm > 0.5
