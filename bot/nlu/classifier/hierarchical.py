"""A model of very many classes in two layers, so that neither fitting nor scoring looks at all of them.

The classes with the most lessons and, as one class each, shelves of the others are scored by one linear model; the
classes of a shelf by a model of its own, fitted on the shelf's lessons alone, and only when the shelf is likely: adaptive
softmax (Grave et al. 2017). What is often asked loses nothing by what is added beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

import numpy as np

from bot.nlu.classifier.linear import Features, LinearModel, ranked

SHELVES_READ: Final = 6
LIKELY: Final = 0.004
"""At most so many shelves are looked into, and none that is less likely."""

TOLD: Final = 0.0002
"""Of the classes on shelves, only those at least this likely are told."""


@dataclass(frozen=True)
class HierarchicalModel:
    """Scores like a Linear's, best first; unlikely classes on shelves are left out."""

    first: LinearModel
    shelves: Mapping[str, LinearModel]
    _head: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_head", len(self.first.classes) - len(self.shelves))

    def scores(self, features: Features) -> dict[str, float]:
        """The scores of the likely classes, best first. The shelves are the last classes of the first layer."""
        shares = self.first.shares(features)
        head, on_shelves = shares[: self._head], shares[self._head :]
        found = ranked(self.first.classes[: self._head], head)
        for number in np.argsort(-on_shelves, kind="stable")[:SHELVES_READ].tolist():
            if on_shelves[number] < LIKELY:
                break
            shelf = self.shelves[self.first.classes[self._head + number]]
            inside = on_shelves[number] * shelf.shares(features)
            told = np.flatnonzero(inside >= TOLD)
            found.update(zip([shelf.classes[n] for n in told.tolist()], inside[told].tolist(), strict=True))
        return dict(sorted(found.items(), key=itemgetter(1), reverse=True))

    def contributions(self, features: Features, label: str) -> list[tuple[str, float]]:
        """What each feature adds to the logit of one class, in both layers together, strongest first."""
        shelf = next((name for name, model in self.shelves.items() if label in model.classes), None)
        if shelf is None:
            return self.first.contributions(features, label)
        parts = dict(self.first.contributions(features, shelf))
        for name, part in self.shelves[shelf].contributions(features, label):
            parts[name] = parts.get(name, 0.0) + part
        return sorted(parts.items(), key=lambda part: -abs(part[1]))

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class, those of shelves included."""
        own = (label for label in self.first.classes if label not in self.shelves)
        return (*own, *(label for model in self.shelves.values() for label in model.classes))
