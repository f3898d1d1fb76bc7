"""Learns a vector for each feature, so that two ways of asking for one answer come to lie close together.

In each step, two ways of asking are drawn for each of a batch of answers, many of them neighbours. The loss is the
cross-entropy of telling the partner from all others of the batch by the cosine of their vectors, in both directions
(InfoNCE; van den Oord, Li and Vinyals 2018). Steps are those of Adam (Kingma and Ba 2015), taken for the features that occur.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Row = tuple[NDArray[np.int32], Floats]
"""The numbers of a text's features, with their values."""

BATCH: Final = 192
"""Answers in a batch."""

NEIGHBOURS: Final = 32
"""The nearest answers of an answer that may come into its batch; half of them do."""

EPOCHS: Final = 6
TEMPERATURE: Final = 0.05
RATE: Final = 2e-3
DROPPED: Final = 0.2
"""The part of a text's features that is left out in each step, so that no feature is relied on alone."""

LAST: Final = 0.4
"""How often the partner is the last text of the answer, which holds its question and what it answers."""

_MOMENTS: Final = (0.9, 0.999)
_TINY: Final = 1e-8


@dataclass
class _Adam:
    """The running means of gradients and of their squares, for the rows that occur."""

    table: Floats
    first: Floats
    second: Floats
    step: int = 0

    def update(self, rows: NDArray[np.int64], gradient: Floats, rate: float) -> None:
        self.step += 1
        one, two = _MOMENTS
        first = self.first[rows] = one * self.first[rows] + (1 - one) * gradient
        second = self.second[rows] = two * self.second[rows] + (1 - two) * gradient**2
        scale = rate * (1 - two**self.step) ** 0.5 / (1 - one**self.step)
        self.table[rows] -= np.float32(scale) * first / (np.sqrt(second) + np.float32(_TINY))


def learn(answers: Sequence[Sequence[Row]], table: Floats, seed: int = 0) -> Floats:
    """The learned table, a vector for each feature, begun from `table`. `answers` holds the ways of asking for each answer, at
    least two. It takes about a minute for twenty thousand texts."""
    random = np.random.default_rng(seed)
    adam = _Adam(table.copy(), np.zeros_like(table), np.zeros_like(table))
    texts = [row for rows in answers for row in rows]
    steps = EPOCHS * (len(texts) // BATCH)
    near: NDArray[np.int64] = np.empty((0, 0), dtype=np.int64)
    for step in range(steps):
        if step % max(1, steps // EPOCHS) == 0:
            near = _neighbours(answers, adam.table)
        chosen = list(_batch(near, random))
        pairs = [_pair(answers[number], random) for number in chosen]
        inputs, rows = _inputs([_thinned(row, random) for row in (*(a for a, _ in pairs), *(b for _, b in pairs))])
        gradient = _gradient(inputs, adam.table[rows])
        warm = min(1.0, (step + 1) / (0.05 * steps))
        adam.update(rows, gradient, RATE * warm * max(0.02, 1 - step / steps))
    return adam.table


def vectors(texts: Sequence[Row], table: Floats) -> Floats:
    """The vector of each text, of length 1."""
    return _unit(np.array([values @ table[numbers] for numbers, values in texts], dtype=np.float32))


def middles(answers: Sequence[Sequence[Row]], table: Floats) -> Floats:
    """The vector of each answer: the middle of its ways of asking, of length 1."""
    return _unit(np.array([vectors(rows, table).sum(axis=0) for rows in answers], dtype=np.float32))


def _neighbours(answers: Sequence[Sequence[Row]], table: Floats) -> NDArray[np.int64]:
    """For each answer its own number, then those of the answers nearest to it."""
    middle = middles(answers, table)
    near = np.argsort(-(middle @ middle.T), axis=1, kind="stable")[:, : NEIGHBOURS + 1]
    return np.concatenate([np.arange(len(near))[:, None], near], axis=1)


def _batch(near: NDArray[np.int64], random: np.random.Generator) -> Iterator[int]:
    """The numbers of the answers in a batch: some at random, each with some of its neighbours."""
    seen: set[int] = set()
    while len(seen) < min(BATCH, len(near)):
        for place, number in enumerate(near[random.integers(len(near))].tolist()):
            if number not in seen and len(seen) < BATCH and (place == 0 or random.random() < 0.5):
                seen.add(number)
                yield number


def _pair(rows: Sequence[Row], random: np.random.Generator) -> tuple[Row, Row]:
    """Two different texts of one answer."""
    first = int(random.integers(len(rows) - 1))
    if random.random() < LAST:
        return rows[first], rows[-1]
    second = int(random.integers(len(rows) - 1))
    return rows[first], rows[second if second != first else -1]


def _thinned(row: Row, random: np.random.Generator) -> Row:
    kept = random.random(len(row[0])) >= DROPPED
    return row[0][kept], row[1][kept]


def _inputs(texts: Sequence[Row]) -> tuple[Any, NDArray[np.int64]]:
    """The texts as a sparse matrix over the features that occur, and the numbers of these."""
    numbers = np.concatenate([row[0] for row in texts])
    rows, columns = np.unique(numbers, return_inverse=True)
    ends = np.cumsum([0, *(len(row[0]) for row in texts)])
    values = np.concatenate([row[1] for row in texts])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(rows))), rows.astype(np.int64)


def _gradient(inputs: Any, table: Floats) -> Floats:
    """The gradient of the loss by the vectors of the features. The first half of the texts are partners of the second half."""
    summed: Floats = inputs @ table
    lengths = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
    unit = summed / lengths
    half = len(unit) // 2
    left, right = unit[:half], unit[half:]
    across = left @ right.T / TEMPERATURE
    beside = left @ left.T / TEMPERATURE
    np.fill_diagonal(beside, -np.inf)
    from_left = _softmax(np.concatenate([across, beside], axis=1))
    right_to_left = _softmax(across.T)
    same = np.eye(half, dtype=np.float32)
    by_across = (from_left[:, :half] - same + (right_to_left - same).T) / (2 * half * TEMPERATURE)
    by_beside = from_left[:, half:] / (2 * half * TEMPERATURE)
    by_left = by_across @ right + (by_beside + by_beside.T) @ left
    by_unit = np.concatenate([by_left, by_across.T @ left])
    by_sum = (by_unit - (by_unit * unit).sum(axis=1, keepdims=True) * unit) / lengths
    found: Floats = np.asarray(inputs.T @ by_sum, dtype=np.float32)
    return found


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def _unit(rows: Floats) -> Floats:
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found
