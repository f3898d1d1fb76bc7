"""Fitting many classes: one model when they are few, two layers (see layered.py) when they are many.

With the knowledge a hundred times as large, one flat model of 8,000 classes would have two thousand million weights. In two
layers it is learned in 43 seconds of processor time and 1.4 GB; three hundred times as large in 195 seconds and 2.8 GB (see
benchmarks/growth.json, measured before wording.py brought six times as many features).
"""

from collections.abc import Iterator
from dataclasses import replace
from math import isqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from bot.nlu.classifier.hierarchical import HierarchicalModel
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.training.logistic_regression import LEAST, Dataset, Floats, Ridge, fit

MOST_FLAT: Final = 400
"""Up to so many classes are fitted flat. Ours are 119."""

HEAD: Final = 256
"""Classes that stand on no shelf when there are more: those with the most lessons."""

SMALLEST_SHELF: Final = 128
NEVER_SHELVED: Final = ("refusal:", "talk:")
MOST_BESIDE: Final = 0.1
"""How likely all shelves together are at most, beside the head, before a word is read: what was asked often will be asked
again, however much is added that nobody asked yet. (Letting their lessons weigh less instead leaves them unlearned.)"""

LEAST_BESIDE: Final = 8
RAREST_BESIDE: Final = 20_000
"""A feature in fewer lessons than this, or in fewer than one of RAREST_BESIDE, is left to the shelves unless the head has it."""

TURNS: Final = 12
"""Turns of the power iteration that finds the direction along which classes differ most."""


def fit_hierarchical(sheet: Dataset, ridge: Ridge) -> LinearModel | HierarchicalModel:
    """The model of a sheet. It depends on the sheet alone."""
    if len(sheet.classes) <= MOST_FLAT:
        return fit(sheet, ridge)
    taught = np.bincount(sheet.shares.indices, minlength=len(sheet.classes))
    order = sorted(range(len(sheet.classes)), key=lambda n: (not sheet.classes[n].startswith(NEVER_SHELVED), -taught[n], n))
    head = np.array(sorted(order[:HEAD]))
    shelves = list(_shelves(sheet, np.array(sorted(order[HEAD:]))))
    names = [f"shelf:{number:04}" for number in range(len(shelves))]
    layer, factor = _first_layer(sheet, head, shelves, names)
    first = fit(layer, ridge)
    bias = first.bias + np.where(np.arange(len(first.classes)) < len(head), 0.0, np.log(factor)).astype(np.float32)
    return HierarchicalModel(
        replace(first, bias=bias),
        {name: fit(_of_classes(sheet, shelf), ridge) for name, shelf in zip(names, shelves, strict=True)},
    )


def _first_layer(sheet: Dataset, head: NDArray[Any], shelves: list[NDArray[Any]], names: list[str]) -> tuple[Dataset, float]:
    """The sheet with each shelf as one class, and what their share must be multiplied with to be a part of the head's."""
    place = np.empty(len(sheet.classes), dtype=np.int32)
    place[head] = np.arange(len(head))
    for number, shelf in enumerate(shelves):
        place[shelf] = len(head) + number
    shape = (sheet.shares.shape[0], len(head) + len(shelves))
    example = np.repeat(np.arange(shape[0]), np.diff(sheet.shares.indptr))
    shares = csr_matrix((sheet.shares.data, (example, place[sheet.shares.indices])), shape=shape)
    on_shelves = np.asarray(shares[:, len(head) :].sum(axis=1)).ravel()
    beside = float(on_shelves @ sheet.weights)
    held = float(sheet.weights.sum()) - beside
    factor = min(1.0, MOST_BESIDE * held / beside)
    in_head = sheet.inputs[np.flatnonzero(on_shelves < 1.0)]
    least = max(LEAST_BESIDE, shape[0] // RAREST_BESIDE)
    common = np.bincount(sheet.inputs.indices, minlength=len(sheet.features)) >= least
    common |= np.bincount(in_head.indices, minlength=len(sheet.features)) >= LEAST
    kept = np.flatnonzero(common)
    return Dataset(
        tuple(sheet.features[number] for number in kept),
        (*(sheet.classes[number] for number in head), *names),
        sheet.inputs[:, kept],
        shares,
        sheet.weights,
    ), factor


def _of_classes(sheet: Dataset, chosen: NDArray[Any]) -> Dataset:
    """The part of a sheet that teaches the chosen classes."""
    shares = sheet.shares[:, chosen]
    total: Floats = np.asarray(shares.sum(axis=1)).ravel()
    rows = np.flatnonzero(total)
    part = sheet.inputs[rows]
    used = np.unique(part.indices)
    return replace(
        sheet,
        features=tuple(sheet.features[number] for number in used),
        classes=tuple(sheet.classes[number] for number in chosen),
        inputs=part[:, used],
        shares=diags(1 / total[rows]).dot(shares[rows]).tocsr().astype(np.float32),
        weights=sheet.weights[rows] * total[rows],
    )


def _shelves(sheet: Dataset, tail: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """The tail's classes in shelves of one sort (topics, roles, stories) whose lessons are alike."""
    most = max(SMALLEST_SHELF, isqrt(len(tail)))
    met = np.bincount(sheet.inputs.indices, minlength=len(sheet.features))
    rarity = np.log(sheet.inputs.shape[0] / np.maximum(met, 1)).astype(np.float32)
    centres = (sheet.shares[:, tail].T @ sheet.inputs.multiply(rarity[None, :])).tocsr()
    length = np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel())
    centres = diags(1 / np.maximum(length, 1e-6)).dot(centres).tocsr()
    sorts = np.array([sheet.classes[number].partition(":")[0] for number in tail])
    for sort in sorted(set(sorts.tolist())):
        for shelf in _halved(centres, np.flatnonzero(sorts == sort), most):
            yield tail[shelf]


def _halved(centres: Any, rows: NDArray[Any], most: int) -> Iterator[NDArray[Any]]:
    """The rows in groups of at most `most`: cut in halves along the direction in which they differ most, again and again."""
    if len(rows) <= most:
        yield np.sort(rows)
        return
    part = centres[rows]
    mean = np.asarray(part.mean(axis=0)).ravel()
    direction = np.asarray(part[0].todense()).ravel() - mean
    for _ in range(TURNS):
        along = part @ direction - mean @ direction
        direction = part.T @ along - mean * along.sum()
        direction /= max(float(np.linalg.norm(direction)), 1e-12)
    order = rows[np.argsort(part @ direction, kind="stable")]
    yield from _halved(centres, order[: len(order) // 2], most)
    yield from _halved(centres, order[len(order) // 2 :], most)
