"""Fitting the linear models: multinomial logistic regression with a ridge, at its one optimum.

The loss is the weighted cross-entropy of the lessons plus half a ridge times the square of each weight. A feature's ridge
grows with its weighted sum of squares, which is what dropping a share of the features at random amounts to (Wager, Wang
and Liang 2013): no single frequent word is relied on. Scaled by its ridge, the problem is well conditioned, and L-BFGS (Liu
and Nocedal 1989) needs some twenty to fifty steps from nothing: a second for twelve thousand lessons. It always starts
from nothing, so that the same lessons give the same weights bit for bit, whatever was known before; starting from earlier
weights would save half of that and make the past part of the result.

Tried and left: stochastic gradient descent with Adagrad and true dropout (as good, ten times slower, wavering by a point
with the order of the lessons), a plain ridge (two points worse in dialogues), copies of the lessons with features dropped
by fixed masks (no better than the ridge, three times slower), a bias fitted as well (no difference), a tighter tolerance
(not one verdict of a thousand differs), ridge regression in closed form (five points worse on topics of unseen questions),
nearest neighbours (six points worse), naive Bayes (five points worse).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.matching.linear import Linear
from bot.matching.notes import Row

LEAST: Final = 2
"""A feature seen in fewer lessons than this teaches nothing general."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """How strongly weights are held near zero: `least` for every feature, `growth` more for each unit of its squares."""

    least: float
    growth: float


TOLERANCE: Final = 0.3
"""Length of the gradient at which the descent ends; the loss is in the thousands."""

MOST_STEPS: Final = 200
MEMORY: Final = 5
"""Steps that L-BFGS looks back on."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Taught:
    """One lesson for one model: features from the text and from its signals, the share of each class, the weight."""

    text: Row
    signals: Row
    shares: Mapping[str, float]
    weight: float


def fit(lessons: Sequence[Taught], numbers: Mapping[str, int], ridge: Ridge) -> Linear:
    """Fit on the lessons, whose features are numbered by `numbers`; the shares of each lesson are scaled to sum to 1.

    The result does not depend on the numbering.
    """
    names, inputs = _inputs(lessons, numbers)
    classes = tuple(sorted({label for lesson in lessons for label in lesson.shares}))
    targets = _targets(lessons, classes)
    weights = np.array([lesson.weight for lesson in lessons], dtype=np.float32)
    bias = np.log(targets.mean(axis=0) + 1e-4).astype(np.float32)
    squares = inputs.multiply(inputs).T @ weights
    scale = (1 / np.sqrt(ridge.least + ridge.growth * squares)).astype(np.float32)
    scaled = inputs.multiply(scale[None, :]).tocsr()
    found = _descend(_loss(scaled, targets, weights, bias), len(names) * len(classes))
    return Linear(classes, names, found.reshape(len(names), len(classes)) * scale[:, None], bias)


def _inputs(lessons: Sequence[Taught], numbers: Mapping[str, int]) -> tuple[tuple[str, ...], Any]:
    """Names of the columns, in order, and the lessons × features matrix of rows of length 1."""
    rows = [row for lesson in lessons for row in (lesson.text, lesson.signals)]
    lengths = np.array([len(found) for found, _ in rows]).reshape(-1, 2).sum(axis=1)
    found = np.concatenate([found for found, _ in rows])
    values = np.concatenate([values for _, values in rows])
    common = np.bincount(found, minlength=len(numbers)) >= LEAST
    names = sorted(name for name, number in numbers.items() if common[number])
    column = np.full(len(numbers), -1, dtype=np.int32)
    column[[numbers[name] for name in names]] = np.arange(len(names))
    kept = column[found] >= 0
    lesson = np.repeat(np.arange(len(lessons)), lengths)
    matrix = csr_matrix((values[kept], (lesson[kept], column[found][kept])), shape=(len(lessons), len(names)))
    matrix.sort_indices()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.maximum(length, 1e-6), np.diff(matrix.indptr)).astype(np.float32)
    return tuple(names), matrix


def _targets(lessons: Sequence[Taught], classes: Sequence[str]) -> Floats:
    column = {label: number for number, label in enumerate(classes)}
    targets = np.zeros((len(lessons), len(classes)), dtype=np.float32)
    for number, lesson in enumerate(lessons):
        total = sum(lesson.shares.values())
        for label, share in lesson.shares.items():
            targets[number, column[label]] = share / total
    return targets


Loss = Callable[[Floats], tuple[float, Floats]]


def _loss(inputs: Any, targets: Floats, weights: Floats, bias: Floats) -> Loss:
    """The function to minimise: flat weights, in units of their ridge → value and gradient."""
    transposed = inputs.T.tocsr()
    shape = (inputs.shape[1], targets.shape[1])
    column = weights[:, None]

    def loss(flat: Floats) -> tuple[float, Floats]:
        logits = inputs @ flat.reshape(shape)
        logits += bias
        logits -= logits.max(axis=1, keepdims=True)
        aimed = float(weights @ np.einsum("ij,ij->i", targets, logits))
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1, keepdims=True)
        value = float(weights @ np.log(sums[:, 0])) - aimed + 0.5 * float(flat @ flat)
        logits /= sums
        logits -= targets
        logits *= column
        gradient = (transposed @ logits).ravel()
        gradient += flat
        return value, gradient

    return loss


def _descend(loss: Loss, size: int) -> Floats:
    """The minimum by L-BFGS from zero, halving a step until it descends."""
    at = np.zeros(size, dtype=np.float32)
    value, gradient = loss(at)
    past: list[tuple[Floats, Floats, float]] = []
    for _ in range(MOST_STEPS):
        length = float(np.sqrt(gradient @ gradient))
        if length < TOLERANCE:
            break
        direction = _direction(gradient, past) if past else gradient * np.float32(-min(1.0, 1.0 / length))
        slope, step = float(gradient @ direction), 1.0
        while True:
            there = at + np.float32(step) * direction
            value_there, gradient_there = loss(there)
            if value_there <= value + 1e-4 * step * slope + 1e-6 * abs(value):
                break
            step /= 2
            if step < 1e-3:
                return at
        moved, turned = there - at, gradient_there - gradient
        curvature = float(moved @ turned)
        if curvature > 1e-9:
            past = [*past[1 - MEMORY :], (moved, turned, 1.0 / curvature)]
        at, value, gradient = there, value_there, gradient_there
    return at


def _direction(gradient: Floats, past: Sequence[tuple[Floats, Floats, float]]) -> Floats:
    """The two loops of L-BFGS: minus the inverse curvature, as the past steps show it, times the gradient."""
    found: Floats = -gradient
    scratch = np.empty_like(found)
    shares: list[float] = []
    for moved, turned, inverse in reversed(past):
        share = inverse * float(moved @ found)
        shares.append(share)
        found -= np.multiply(turned, np.float32(share), out=scratch)
    _, turned, inverse = past[-1]
    found *= np.float32(1.0 / (inverse * float(turned @ turned)))
    for (moved, turned, inverse), share in zip(past, reversed(shares), strict=True):
        found += np.multiply(moved, np.float32(share - inverse * float(turned @ found)), out=scratch)
    return found
