"""How near a message is, in meaning, to the examples of each intent."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Nearness:
    """The meanings of all examples, brought to the axes on which they differ most (principal components)."""

    def __init__(self, intents: list[str], starts: npt.NDArray[np.int64], axes: Vectors, points: Vectors) -> None:
        """`points` has shape `(examples, dimensions)`, those of `intents[i]` from row `starts[i]` on.

        `axes` has shape `(512, dimensions)`.
        """
        self.intents = intents
        self.starts = starts
        self.axes = axes
        self.points = points

    @classmethod
    def fit(cls, vectors: Mapping[str, Vectors], dimensions: int) -> "Nearness":
        """Keeps the examples of each intent; `vectors` are of length one, shape `(examples, 512)` for each intent."""
        stacked = np.concatenate(list(vectors.values()))
        _, components = np.linalg.eigh(stacked.T @ stacked)
        axes = np.ascontiguousarray(components[:, ::-1][:, :dimensions], dtype=np.float32)
        counts = [len(rows) for rows in vectors.values()]
        starts = np.cumsum([0, *counts[:-1]])
        return cls(list(vectors), starts, axes, np.ascontiguousarray(stacked @ axes, dtype=np.float32))

    def nearest(self, vector: Vectors) -> dict[str, float]:
        """For each intent, the cosine of the message and its nearest example, up to what the dropped axes held."""
        cosines = np.maximum.reduceat(self.points @ (vector @ self.axes), self.starts)
        return dict(zip(self.intents, cosines.tolist(), strict=True))
