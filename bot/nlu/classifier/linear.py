"""A linear model from sparse features to classes: the scores are softmax(b + W·x/|x|). See training/logistic_regression.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.nlu.classifier.quantization import quantized

Features = Mapping[str, float]


@dataclass(frozen=True)
class LinearModel:
    """`weights` is a matrix of features × classes in bytes, to be multiplied by the scale of the feature. Scores are
    probabilities that sum to 1."""

    classes: tuple[str, ...]
    features: tuple[str, ...] = field(repr=False)
    weights: NDArray[np.int8] = field(repr=False)
    scales: NDArray[np.float32] = field(repr=False)
    bias: NDArray[np.float32] = field(repr=False)
    _rows: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {name: row for row, name in enumerate(self.features)})

    @classmethod
    def rounded(
        cls, classes: tuple[str, ...], features: tuple[str, ...], weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> "LinearModel":
        """A model whose weights are rounded to bytes. The open questions are read as before."""
        return cls(classes, features, *quantized(weights.reshape(len(features), len(classes))), bias)

    def scores(self, features: Features) -> dict[str, float]:
        """The score of every class, best first."""
        return ranked(self.classes, self.shares(features))

    def shares(self, features: Features) -> NDArray[np.float32]:
        """The scores as an array, in the order of `classes`."""
        rows, values = self._known(features)
        logits = self.bias + (values * self.scales[rows]) @ self.weights[rows].astype(np.float32) if rows else self.bias
        raised = np.exp(logits - logits.max())
        found: NDArray[np.float32] = raised / raised.sum()
        return found

    def contributions(self, features: Features, label: str) -> list[tuple[str, float]]:
        """What each feature adds to the logit of one class, strongest first."""
        rows, values = self._known(features)
        column = self.classes.index(label)
        parts = [
            (self.features[row], float(value * self.scales[row] * self.weights[row, column]))
            for row, value in zip(rows, values, strict=True)
        ]
        return sorted(parts, key=lambda part: -abs(part[1]))

    def _known(self, features: Features) -> tuple[list[int], NDArray[np.float32]]:
        return _encode(features, self._rows)


def ranked(classes: Sequence[str], shares: NDArray[np.float32]) -> dict[str, float]:
    """Classes with their scores, best first; equal scores stay in the order of the classes."""
    order = np.argsort(-shares, kind="stable")
    return dict(zip([classes[number] for number in order.tolist()], shares[order].tolist(), strict=True))


def _encode(features: Features, rows: Mapping[str, int]) -> tuple[list[int], NDArray[np.float32]]:
    """Rows and values of the known features, scaled to length 1."""
    known = [(row, value) for name, value in features.items() if (row := rows.get(name)) is not None]
    values = np.array([value for _, value in known], dtype=np.float32)
    return [row for row, _ in known], unit(values)


def unit(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector scaled to length 1; zeros stay zeros."""
    length = float(np.sqrt(values @ values))
    return values / np.float32(length) if length else values
