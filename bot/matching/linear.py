"""A small linear model fitted at load: ridge regression from features to classes.

For examples with feature rows X, class targets Y (1 for the class, a share for an alternative, 0 elsewhere) and example
weights S, the weights are W = (XᵀSX + λI)⁻¹ XᵀS(Y − b), with b the weighted mean of Y. Deterministic, explainable by
feature, and fitted in a fraction of a second for some thousand examples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]
Matrix = NDArray[np.float32]
Lesson = tuple[Features, Mapping[str, float], float]
"""(features, share of each class, weight of the lesson)."""


@dataclass(frozen=True)
class Linear:
    """Scores for `classes`; about 0 to 1, more is likelier, not probabilities."""

    classes: tuple[str, ...]
    index: Mapping[str, int]
    weights: Matrix
    bias: Matrix

    def scores(self, features: Features) -> NDArray[np.float32]:
        rows, values = self._known(features)
        if not rows:
            return self.bias
        norm = float(np.sqrt(np.square(values).sum()))
        return self.bias + (values / norm) @ self.weights[rows]

    def contributions(self, features: Features, label: str) -> list[tuple[str, float]]:
        """What each feature adds to the score of one class, strongest first."""
        rows, values = self._known(features)
        if not rows:
            return []
        names = {row: name for name, row in self.index.items()}
        column = self.classes.index(label)
        parts = values / float(np.sqrt(np.square(values).sum())) * self.weights[rows, column]
        return sorted(((names[row], float(part)) for row, part in zip(rows, parts, strict=True)), key=lambda p: -abs(p[1]))

    def _known(self, features: Features) -> tuple[list[int], Matrix]:
        rows = [(self.index[name], value) for name, value in features.items() if name in self.index]
        return [row for row, _ in rows], np.array([value for _, value in rows], dtype=np.float32)


def fit(
    examples: Sequence[Lesson], *, ridge: float, least: int = 2
) -> Linear:
    """Fit on (features, shares per class, weight). Features seen in fewer than `least` examples are left out."""
    counts: dict[str, int] = {}
    for features, _, _ in examples:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    index = {name: row for row, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}
    classes = tuple(sorted({label for _, shares, _ in examples for label in shares}))
    column = {label: number for number, label in enumerate(classes)}
    x = np.zeros((len(examples), len(index)), dtype=np.float32)
    y = np.zeros((len(examples), len(classes)), dtype=np.float32)
    s = np.ones(len(examples), dtype=np.float32)
    for number, (features, shares, weight) in enumerate(examples):
        for name, value in features.items():
            if (row := index.get(name)) is not None:
                x[number, row] = value
        for label, share in shares.items():
            y[number, column[label]] = share
        s[number] = weight
    norms = np.sqrt(np.square(x).sum(axis=1, keepdims=True))
    x /= np.where(norms == 0, 1, norms)
    bias = (y * s[:, None]).sum(axis=0) / s.sum()
    root = np.sqrt(s)[:, None]
    xs, ys = x * root, (y - bias) * root
    if len(index) <= len(examples):
        weights = np.linalg.solve(xs.T @ xs + ridge * np.eye(len(index), dtype=np.float32), xs.T @ ys)
    else:  # the same solution through the smaller system
        weights = xs.T @ np.linalg.solve(xs @ xs.T + ridge * np.eye(len(examples), dtype=np.float32), ys)
    return Linear(classes, index, weights.astype(np.float32), bias.astype(np.float32))
