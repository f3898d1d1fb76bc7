"""A model of very many classes in two layers, so that neither fitting nor scoring looks at all of them.

The first layer is one linear model over the classes with the most examples, and over clusters that hold the other
classes. Each cluster has a model of its own, fitted on the cluster's examples alone; it is used only when the cluster is
likely. This is adaptive softmax (Grave et al. 2017). Rare classes that are added do not change how frequent ones are
scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

import numpy as np

from bot.nlu.classifier.linear import Features, LinearModel, ranked

CLUSTERS_SCORED: Final = 6
LIKELY: Final = 0.004
"""At most this many clusters are scored, and none that is less likely than LIKELY."""

RETURNED_LEAST: Final = 0.0002
"""A class inside a cluster is returned only when it is at least this likely."""


@dataclass(frozen=True)
class HierarchicalModel:
    """Scores as a LinearModel does, best first, without the unlikely classes of clusters."""

    first: LinearModel
    clusters: Mapping[str, LinearModel]
    _head: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_head", len(self.first.classes) - len(self.clusters))

    def scores(self, features: Features) -> dict[str, float]:
        """The scores of the likely classes, best first. The clusters are the last classes of the first layer."""
        shares = self.first.shares(features)
        head, in_clusters = shares[: self._head], shares[self._head :]
        found = ranked(self.first.classes[: self._head], head)
        for number in np.argsort(-in_clusters, kind="stable")[:CLUSTERS_SCORED].tolist():
            if in_clusters[number] < LIKELY:
                break
            cluster = self.clusters[self.first.classes[self._head + number]]
            inside = in_clusters[number] * cluster.shares(features)
            returned = np.flatnonzero(inside >= RETURNED_LEAST)
            found.update(zip([cluster.classes[n] for n in returned.tolist()], inside[returned].tolist(), strict=True))
        return dict(sorted(found.items(), key=itemgetter(1), reverse=True))

    def contributions(self, features: Features, label: str) -> list[tuple[str, float]]:
        """What each feature adds to the logit of one class, over both layers, strongest first."""
        cluster = next((name for name, model in self.clusters.items() if label in model.classes), None)
        if cluster is None:
            return self.first.contributions(features, label)
        parts = dict(self.first.contributions(features, cluster))
        for name, part in self.clusters[cluster].contributions(features, label):
            parts[name] = parts.get(name, 0.0) + part
        return sorted(parts.items(), key=lambda part: -abs(part[1]))

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class, those inside clusters included."""
        own = (label for label in self.first.classes if label not in self.clusters)
        return (*own, *(label for model in self.clusters.values() for label in model.classes))
