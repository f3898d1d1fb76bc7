"""Training with many classes: one flat model when they are few, two layers (see classifier/hierarchical.py) when they are
many.

With a hundred times as much knowledge, one flat model of 8,000 classes would have 2·10⁹ weights. In two layers it is
trained in 43 seconds of processor time and 1.4 GB; with three hundred times as much in 195 seconds and 2.8 GB (see
benchmarks/growth.json, measured before n-grams brought six times as many features).
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
"""Up to this many classes one flat model is trained. The shipped knowledge has 119."""

HEAD: Final = 256
"""The number of classes outside clusters when there are more than MOST_FLAT: those with the most examples."""

SMALLEST_CLUSTER: Final = 128
NEVER_CLUSTERED: Final = ("refusal:", "talk:")
MOST_BESIDE: Final = 0.1
"""The largest prior probability of all clusters together: questions that were frequent stay frequent, however many rare
classes are added. (Giving the rare classes' examples less weight instead leaves them untrained.)"""

LEAST_BESIDE: Final = 8
RAREST_BESIDE: Final = 20_000
"""A feature in fewer examples than this, or in fewer than one of RAREST_BESIDE, is left to the clusters unless the
frequent classes have it."""

TURNS: Final = 12
"""Iterations of the power method that finds the direction along which classes differ most."""


def fit_hierarchical(dataset: Dataset, ridge: Ridge) -> LinearModel | HierarchicalModel:
    """The model of a data set. It depends on the data set alone."""
    if len(dataset.classes) <= MOST_FLAT:
        return fit(dataset, ridge)
    example_counts = np.bincount(dataset.shares.indices, minlength=len(dataset.classes))
    order = sorted(
        range(len(dataset.classes)), key=lambda n: (not dataset.classes[n].startswith(NEVER_CLUSTERED), -example_counts[n], n)
    )
    head = np.array(sorted(order[:HEAD]))
    clusters = list(_clusters(dataset, np.array(sorted(order[HEAD:]))))
    names = [f"cluster:{number:04}" for number in range(len(clusters))]
    layer, factor = _first_layer(dataset, head, clusters, names)
    first = fit(layer, ridge)
    bias = first.bias + np.where(np.arange(len(first.classes)) < len(head), 0.0, np.log(factor)).astype(np.float32)
    return HierarchicalModel(
        replace(first, bias=bias),
        {name: fit(_of_classes(dataset, cluster), ridge) for name, cluster in zip(names, clusters, strict=True)},
    )


def _first_layer(dataset: Dataset, head: NDArray[Any], clusters: list[NDArray[Any]], names: list[str]) -> tuple[Dataset, float]:
    """The data set with each cluster as one class, and the factor on their share that keeps it below MOST_BESIDE."""
    place = np.empty(len(dataset.classes), dtype=np.int32)
    place[head] = np.arange(len(head))
    for number, cluster in enumerate(clusters):
        place[cluster] = len(head) + number
    shape = (dataset.shares.shape[0], len(head) + len(clusters))
    example = np.repeat(np.arange(shape[0]), np.diff(dataset.shares.indptr))
    shares = csr_matrix((dataset.shares.data, (example, place[dataset.shares.indices])), shape=shape)
    in_clusters = np.asarray(shares[:, len(head) :].sum(axis=1)).ravel()
    beside = float(in_clusters @ dataset.weights)
    held = float(dataset.weights.sum()) - beside
    factor = min(1.0, MOST_BESIDE * held / beside)
    in_head = dataset.inputs[np.flatnonzero(in_clusters < 1.0)]
    least = max(LEAST_BESIDE, shape[0] // RAREST_BESIDE)
    common = np.bincount(dataset.inputs.indices, minlength=len(dataset.features)) >= least
    common |= np.bincount(in_head.indices, minlength=len(dataset.features)) >= LEAST
    kept = np.flatnonzero(common)
    return Dataset(
        tuple(dataset.features[number] for number in kept),
        (*(dataset.classes[number] for number in head), *names),
        dataset.inputs[:, kept],
        shares,
        dataset.weights,
    ), factor


def _of_classes(dataset: Dataset, chosen: NDArray[Any]) -> Dataset:
    """The part of a data set that trains the chosen classes."""
    shares = dataset.shares[:, chosen]
    total: Floats = np.asarray(shares.sum(axis=1)).ravel()
    rows = np.flatnonzero(total)
    part = dataset.inputs[rows]
    used = np.unique(part.indices)
    return replace(
        dataset,
        features=tuple(dataset.features[number] for number in used),
        classes=tuple(dataset.classes[number] for number in chosen),
        inputs=part[:, used],
        shares=diags(1 / total[rows]).dot(shares[rows]).tocsr().astype(np.float32),
        weights=dataset.weights[rows] * total[rows],
    )


def _clusters(dataset: Dataset, tail: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """The rare classes in clusters of one sort (topics, roles, stories) whose examples are alike."""
    most = max(SMALLEST_CLUSTER, isqrt(len(tail)))
    met = np.bincount(dataset.inputs.indices, minlength=len(dataset.features))
    rarity = np.log(dataset.inputs.shape[0] / np.maximum(met, 1)).astype(np.float32)
    centres = (dataset.shares[:, tail].T @ dataset.inputs.multiply(rarity[None, :])).tocsr()
    length = np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel())
    centres = diags(1 / np.maximum(length, 1e-6)).dot(centres).tocsr()
    sorts = np.array([dataset.classes[number].partition(":")[0] for number in tail])
    for sort in sorted(set(sorts.tolist())):
        for cluster in _halved(centres, np.flatnonzero(sorts == sort), most):
            yield tail[cluster]


def _halved(centres: Any, rows: NDArray[Any], most: int) -> Iterator[NDArray[Any]]:
    """The rows in groups of at most `most`, by repeated halving along the direction in which they differ most."""
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
