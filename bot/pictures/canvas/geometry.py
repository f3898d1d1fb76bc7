"""Rectangles and polylines. Units are points; y grows downwards."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
"""Points of a polyline: shape (n, 2), or (k, n, 2) for k polylines."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def expanded(self, by: float) -> "Rect":
        """The rectangle with `by` points more on every side; a negative number shrinks it."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def contains(self, points: Points) -> npt.NDArray[np.bool_]:
        """Which of the points lie inside, as booleans of the points' shape without its last axis."""
        x, y = points[..., 0], points[..., 1]
        return (x > self.x) & (x < self.x + self.width) & (y > self.y) & (y < self.y + self.height)


def crossings(curves: Points, other: Points) -> npt.NDArray[np.int64]:
    """How often each of k polylines, shape (k, n, 2), crosses the polyline `other`, shape (m, 2)."""
    # Two segments cross when the ends of each lie on different sides of the other.
    curve_sides = _left_of(other[None, None, :-1], other[None, None, 1:], curves[:, :, None])
    other_sides = _left_of(curves[:, :-1, None], curves[:, 1:, None], other[None, None])
    cross = (curve_sides[:, :-1] != curve_sides[:, 1:]) & (other_sides[:, :, :-1] != other_sides[:, :, 1:])
    counts: npt.NDArray[np.int64] = cross.sum(axis=(1, 2), dtype=np.int64)
    return counts


def proximity(curves: Points, other: Points, reach: float) -> npt.NDArray[np.float64]:
    """How closely each of k polylines follows `other`: the sum over its points of 0 (`reach` or farther) to 1 (on it)."""
    across = curves[:, :, None, 0] - other[None, None, :, 0]
    down = curves[:, :, None, 1] - other[None, None, :, 1]
    distances = np.sqrt((across * across + down * down).min(axis=2))
    total: npt.NDArray[np.float64] = np.clip(1 - distances / reach, 0, 1).sum(axis=1)
    return total


def _left_of(a: Points, b: Points, c: Points) -> npt.NDArray[np.bool_]:
    """Whether the points c lie to the left of the lines from a to b."""
    left: npt.NDArray[np.bool_] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) > (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return left
