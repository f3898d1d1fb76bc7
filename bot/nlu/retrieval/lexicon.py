"""How alike a message and the answers are in their words: rare words that are the same say what nearness of meaning may miss.

Each answer holds its stems with the share of its ways of asking that have them. A stem weighs the root of that share times its
rarity, ln(1 + answers / the sum of its shares over all answers), and the likeness is the cosine between message and answer.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.nlu.parsing.parser import Parsed
from bot.nlu.parsing.tokenizer import stem

Floats = NDArray[np.float32]


class Lexicon:
    """The stems of all answers, indexed by stem. Immutable."""

    def __init__(self, answers: Sequence[Mapping[str, float]]) -> None:
        self._answers = len(answers)
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, shares in enumerate(answers):
            for term, share in shares.items():
                holders[term].append((row, math.sqrt(share)))
        self._rarity = {
            term: math.log(1.0 + self._answers / sum(weight**2 for _, weight in found)) for term, found in holders.items()
        }
        lengths = np.zeros(self._answers, dtype=np.float64)
        for term, found in holders.items():
            for row, weight in found:
                lengths[row] += (weight * self._rarity[term]) ** 2
        lengths = np.sqrt(np.maximum(lengths, 1e-9))
        self._postings: dict[str, tuple[NDArray[np.int32], Floats]] = {}
        for term, found in holders.items():
            rows = np.array([row for row, _ in found], dtype=np.int32)
            weights = np.array([weight for _, weight in found]) * self._rarity[term] / lengths[rows]
            self._postings[term] = (rows, weights.astype(np.float32))

    def likeness(self, terms: Iterable[str]) -> Floats:
        """The likeness of a message with these stems to each answer, from 0 to 1."""
        known = sorted({term for term in terms if term in self._postings})
        total = np.zeros(self._answers, dtype=np.float32)
        length = math.sqrt(sum(self._rarity[term] ** 2 for term in known))
        for term in known:
            rows, weights = self._postings[term]
            total[rows] += np.float32(self._rarity[term] / length) * weights if length else np.float32(0.0)
        return total


def terms_of(parsed: Parsed) -> frozenset[str]:
    """The stems of a message's words."""
    return frozenset(stem(token) for token in parsed.tokens if token[0].isalnum())


def shares_of(asked: Sequence[Parsed]) -> dict[str, float]:
    """Stem → the share of an answer's ways of asking that hold it, in 255 steps, as it is stored."""
    counts: dict[str, int] = defaultdict(int)
    for parsed in asked:
        for term in terms_of(parsed):
            counts[term] += 1
    return {term: max(1, round(255 * count / len(asked))) / 255 for term, count in sorted(counts.items())}
