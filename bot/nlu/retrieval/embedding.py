"""Messages as vectors: the weighted sum of one learned vector for each feature, scaled to length 1.

The vectors are learned ahead (see builders/embedding.py) so that two ways of asking for the same answer point in nearly the
same direction. A sum over features takes a tenth of a millisecond; it needs no neural network at run time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.nlu.classifier.feature_sets import MessageFeatures
from bot.nlu.classifier.linear import unit
from bot.nlu.retrieval.word_pieces import word_pieces

Vector = NDArray[np.float32]

PIECE: Final = 1.0
PIECE_PAIR: Final = 0.7
"""The values of a word piece and of two neighbouring ones among the features."""

_KIND_FEATURES: Final = frozenset("cstg")
_SUBJECT_FEATURES: Final = frozenset("crpbwg")
"""First letters of the features of the two classifiers that the embedding uses too; words and pairs of the model of kinds are
left out, since the pieces hold them."""


@dataclass(frozen=True)
class Embedding:
    """A vector for each feature: row `rows[feature]` of `values`, times the same row of `scales`. `pieces` is the vocabulary of
    word pieces."""

    rows: Mapping[str, int]
    values: NDArray[np.int8]
    scales: Vector
    pieces: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", frozenset(name[2:] for name in self.rows if name.startswith("p:")))

    @property
    def size(self) -> int:
        """The numbers in one vector."""
        return int(self.values.shape[1])

    def vector(self, features: MessageFeatures) -> Vector:
        """A vector of length 1; of zeros for a message without any known piece of a word."""
        known = [
            (name, row, value)
            for name, value in retrieval_features(features, self.pieces).items()
            if (row := self.rows.get(name)) is not None
        ]
        if not any(name.startswith("p:") for name, _, _ in known):
            return np.zeros(self.size, dtype=np.float32)
        rows = [row for _, row, _ in known]
        weights = np.array([value for _, _, value in known], dtype=np.float32) * self.scales[rows]
        return unit(weights @ self.values[rows].astype(np.float32))


def retrieval_features(features: MessageFeatures, pieces: frozenset[str]) -> dict[str, float]:
    """Feature → value: word pieces and pairs of them, and the concepts, roles, structure and words of the classifiers."""
    found: dict[str, float] = {}
    words = (token for token in features.parsed.tokens if token[0].isalnum())
    split = list(word_pieces(words, pieces))
    for piece in split:
        found[f"p:{piece}"] = PIECE
    for left, right in pairwise(split):
        found[f"q:{left} {right}"] = PIECE_PAIR
    found.update((f"k:{name}", value) for name, value in features.for_kind.items() if name[0] in _KIND_FEATURES)
    found.update((f"s:{name}", value) for name, value in features.for_subject.items() if name[0] in _SUBJECT_FEATURES)
    return found
