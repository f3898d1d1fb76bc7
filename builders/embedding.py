"""The embedding that ships with the package, learned from the ways of asking for every answer."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import numpy as np

from bot.knowledge.library import Library
from bot.nlu.classifier.quantization import quantized
from bot.nlu.matcher import Matcher
from bot.nlu.retrieval.embedding import Embedding, retrieval_features
from bot.nlu.retrieval.finder import ways_of_asking
from builders.contrastive import Row, learn
from builders.pretrained import pretrained_pieces

SIZE: Final = 256
"""Numbers in a vector. Of 128, 256 and 384, the largest is no better than the second, and the first loses three points."""

LEAST_TEXTS: Final = 6
"""A feature in fewer texts than this is left out, unless it is a word piece."""


def learned_embedding(library: Library, matcher: Matcher) -> Embedding:
    """The embedding of a library's answers; `matcher` reads their ways of asking. It depends on both alone."""
    pieces = pretrained_pieces(SIZE)
    read = FeatureReader(matcher, frozenset(pieces))
    answers = [[read(text) for text in ways_of_asking(answer, library)] for answer in library.answers.values()]
    counts = Counter(name for texts in answers for features in texts for name in features)
    names = [f"p:{piece}" for piece in pieces]
    names += sorted(name for name, count in counts.items() if count >= LEAST_TEXTS and not name.startswith("p:"))
    numbers = {name: number for number, name in enumerate(names)}
    start = np.random.default_rng(0).normal(0, 0.1 / SIZE**0.5, (len(names), SIZE)).astype(np.float32)
    start[: len(pieces)] = np.array(list(pieces.values()), dtype=np.float32)
    table = learn([[as_row(features, numbers) for features in texts] for texts in answers], start)
    return Embedding(numbers, *quantized(table))


class FeatureReader:
    """The features of a text, each text read once."""

    def __init__(self, matcher: Matcher, pieces: frozenset[str]) -> None:
        self._matcher, self._pieces = matcher, pieces
        self._known: dict[str, Mapping[str, float]] = {}

    def __call__(self, text: str) -> Mapping[str, float]:
        if text not in self._known:
            self._known[text] = retrieval_features(self._matcher.features_of(text), self._pieces)
        return self._known[text]


def as_row(features: Mapping[str, float], numbers: Mapping[str, int]) -> Row:
    """The known features as arrays."""
    known = [(numbers[name], value) for name, value in features.items() if name in numbers]
    return np.array([number for number, _ in known], dtype=np.int32), np.array([value for _, value in known], dtype=np.float32)
