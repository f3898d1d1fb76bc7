"""Rectangles and polylines in points, y downwards."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
"""Points of a polyline: shape (n, 2), or (k, n, 2) for k polylines."""


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> "Rect":
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def holds(self, points: Points) -> npt.NDArray[np.bool_]:
        """Which of the points lie inside."""
        x, y = points[..., 0], points[..., 1]
        return (x > self.x) & (x < self.x + self.width) & (y > self.y) & (y < self.y + self.height)


def crossings(curves: Points, other: Points) -> npt.NDArray[np.int64]:
    """How often each of k polylines (k, n, 2) crosses the other (m, 2)."""
    # where each point of the one lies beside each stretch of the other, and the other way round
    beside = _left_of(other[None, None, :-1], other[None, None, 1:], curves[:, :, None])
    beyond = _left_of(curves[:, :-1, None], curves[:, 1:, None], other[None, None])
    apart = (beside[:, :-1] != beside[:, 1:]) & (beyond[:, :, :-1] != beyond[:, :, 1:])
    counted: npt.NDArray[np.int64] = apart.sum(axis=(1, 2), dtype=np.int64)
    return counted


def closeness(curves: Points, other: Points, reach: float) -> npt.NDArray[np.float64]:
    """How much of each of k polylines runs within reach of the other: the sum over its points of 0 (far) to 1 (on it)."""
    across = curves[:, :, None, 0] - other[None, None, :, 0]
    down = curves[:, :, None, 1] - other[None, None, :, 1]
    gaps = np.sqrt((across * across + down * down).min(axis=2))
    summed: npt.NDArray[np.float64] = np.clip(1 - gaps / reach, 0, 1).sum(axis=1)
    return summed


def _left_of(a: Points, b: Points, c: Points) -> npt.NDArray[np.bool_]:
    left: npt.NDArray[np.bool_] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) > (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return left
