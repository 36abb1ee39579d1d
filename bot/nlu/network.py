"""A small neural network: features → rectified linear units → softmax over classes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Classes = npt.NDArray[np.int64]

LAYERS = 4
"""The arrays of a network: weights and bias of two layers."""

MEAN_DECAY, SQUARE_DECAY, TINY = 0.9, 0.999, 1e-8
"""The constants of Adam."""


@dataclass(frozen=True)
class Course:
    """How a network learns: `units` in its hidden layer, for `epochs` through all examples, `batch` of them at once.

    The step falls from `step` to nothing along half a cosine (Loshchilov and Hutter 2017, arXiv:1608.03983). Each time a
    share `dropout` of the units is silent (Srivastava et al., JMLR 15, 2014), and a share `smoothing` of each label is spread
    over all classes (Szegedy et al. 2016, arXiv:1512.00567). `decay` is the strength of the L2 penalty.
    """

    units: int = 384
    epochs: int = 6
    batch: int = 256
    step: float = 0.002
    dropout: float = 0.2
    smoothing: float = 0.05
    decay: float = 0.01


class Network:
    """A perceptron of one hidden layer.

    scikit-learn's learns without dropout and without a falling step: one point less right, in twice the time.
    """

    def __init__(self, layers: list[Matrix]) -> None:
        """Weights and bias of the hidden layer, `(features, units)` and `(units,)`, then of the output, a column a class."""
        self.layers = layers

    @classmethod
    def fit(cls, rows: Matrix, classes: Classes, course: Course, seed: int = 0) -> "Network":
        """Learns from examples: `rows` of shape `(examples, features)`, and the number of each one's class."""
        chance = np.random.default_rng(seed)
        count = int(classes.max()) + 1
        network = cls([
            *_beginning(chance, rows.shape[1], course.units),
            *_beginning(chance, course.units, count),
        ])  # fmt: skip
        batches = [batch for _ in range(course.epochs) for batch in _batches(chance, len(rows), course.batch)]
        adam = _Adam(network.layers)
        for turn, batch in enumerate(batches):
            step = course.step * (1 + np.cos(np.pi * turn / len(batches))) / 2
            adam.step(network._slopes(rows[batch], classes[batch], course, chance), step)
        return network

    def probabilities(self, rows: Matrix, temperature: float = 1.0) -> Matrix:
        """The probability of each class for each row, shape `(rows, classes)`; `temperature` divides the scores."""
        hidden, hidden_bias, output, output_bias = self.layers
        scores = np.maximum(rows @ hidden + hidden_bias, 0) @ output + output_bias
        return _softmax(scores / np.float32(temperature))

    def _slopes(self, rows: Matrix, classes: Classes, course: Course, chance: np.random.Generator) -> list[Matrix]:
        """How the loss changes with each number of each layer."""
        hidden, hidden_bias, output, output_bias = self.layers
        units = rows @ hidden + hidden_bias
        heard = (units > 0) & (chance.random(units.shape, dtype=np.float32) >= course.dropout)
        loud = heard * np.float32(1 / (1 - course.dropout))
        units *= loud
        wrong = _softmax(units @ output + output_bias) - np.float32(course.smoothing / output.shape[1])
        wrong[np.arange(len(rows)), classes] -= 1 - course.smoothing
        wrong /= len(rows)
        back = (wrong @ output.T) * loud
        decay = np.float32(course.decay / len(rows))
        return [
            rows.T @ back + decay * hidden,
            back.sum(axis=0),
            units.T @ wrong + decay * output,
            wrong.sum(axis=0),
        ]


class _Adam:
    """Kingma and Ba 2015, arXiv:1412.6980; it changes the layers where they are."""

    def __init__(self, layers: list[Matrix]) -> None:
        self._layers = layers
        self._means = [np.zeros_like(layer) for layer in layers]
        self._squares = [np.zeros_like(layer) for layer in layers]
        self._turns = 0

    def step(self, slopes: list[Matrix], size: float) -> None:
        """Goes one step down the slopes."""
        self._turns += 1
        size *= np.sqrt(1 - SQUARE_DECAY**self._turns) / (1 - MEAN_DECAY**self._turns)
        for layer, slope, mean, square in zip(self._layers, slopes, self._means, self._squares, strict=True):
            mean *= np.float32(MEAN_DECAY)
            mean += np.float32(1 - MEAN_DECAY) * slope
            square *= np.float32(SQUARE_DECAY)
            square += np.float32(1 - SQUARE_DECAY) * slope * slope
            layer -= np.float32(size) * mean / (np.sqrt(square) + np.float32(TINY))


def _beginning(chance: np.random.Generator, inputs: int, outputs: int) -> tuple[Matrix, Matrix]:
    """Weights and bias of a layer that has learnt nothing (Glorot and Bengio, AISTATS 2010)."""
    bound = np.sqrt(6 / (inputs + outputs))
    return chance.uniform(-bound, bound, (inputs, outputs)).astype(np.float32), np.zeros(outputs, np.float32)


def _batches(chance: np.random.Generator, examples: int, size: int) -> Iterator[Classes]:
    order = chance.permutation(examples)
    return (order[start : start + size] for start in range(0, examples, size))


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return result
