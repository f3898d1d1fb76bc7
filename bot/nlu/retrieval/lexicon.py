"""How alike a message and the answers are in their words: rare words that are the same say what nearness of meaning may miss.

Each answer holds its stems with the share of its ways of asking that have them. A stem weighs the root of that share times its
rarity, ln(1 + answers / the sum of its shares over all answers), and the likeness is the cosine between message and answer.
"""

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
        """`answers` hold, for each answer, its stems with their shares."""
        self._answers = len(answers)
        self._numbers: dict[str, int] = {}
        held = [self._numbers.setdefault(term, len(self._numbers)) for shares in answers for term in shares]
        terms = np.array(held, dtype=np.int32)
        shares = np.array([share for shares in answers for share in shares.values()], dtype=np.float64)
        rows = np.repeat(np.arange(len(answers), dtype=np.int32), [len(shares) for shares in answers])
        self._rarity = np.log(1.0 + self._answers / np.bincount(terms, weights=shares, minlength=len(self._numbers)))
        weights = np.sqrt(shares) * self._rarity[terms]
        lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=self._answers))
        order = np.argsort(terms, kind="stable")
        self._rows: NDArray[np.int32] = rows[order]
        self._weights: Floats = (weights / lengths[rows])[order].astype(np.float32)
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=len(self._numbers)))])

    def likeness(self, terms: Iterable[str]) -> Floats:
        """The likeness of a message with these stems to each answer, from 0 to 1."""
        known = sorted(self._numbers[term] for term in terms if term in self._numbers)
        total = np.zeros(self._answers, dtype=np.float32)
        length = float(np.sqrt((self._rarity[known] ** 2).sum()))
        for term in known:
            held = slice(self._ends[term], self._ends[term + 1])
            total[self._rows[held]] += np.float32(self._rarity[term] / length) * self._weights[held]
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
