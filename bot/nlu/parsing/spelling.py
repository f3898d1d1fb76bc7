"""Repairs misspelt words. A word that exists is never changed."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST_REPAIRED: Final = 4
_REMEMBERED: Final = 10_000
"""Repairs that are cached. The cache is a plain dict, since lru_cache on a method would keep the object alive for ever."""


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Some 40,000 common English words with their inflections (SCOWL, see english.LICENSE.txt beside the list)."""
    return frozenset(files("bot.nlu.parsing").joinpath("english.txt").read_text("utf-8").split())


class Spelling:
    """Repairs a token that is no known word into the nearest word that matters to the matcher.

    The distance is optimal string alignment (swapping two neighbours counts one). One edit is allowed up to 5 letters,
    two up to 10, three beyond. Of equally near words the one in the earlier tier wins: first the words of role names,
    then those of concepts, then those of phrases. Only these words are targets, since no other repair could change a
    reading.
    """

    def __init__(self, tiers: Iterable[Iterable[str]], shorthand: dict[str, str]) -> None:
        self._tier: dict[str, int] = {}
        for number, words in enumerate(tiers):
            for word in words:
                if word.isascii() and word.isalpha():
                    self._tier.setdefault(word, number)
        self._targets: dict[int, list[str]] = {}
        for word in self._tier:
            if len(word) >= _SHORTEST_REPAIRED - 1:
                self._targets.setdefault(len(word), []).append(word)
        self._shorthand = shorthand
        self._repaired: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        return word in self._tier or word in english_words() or not word.isalpha()

    def repair(self, word: str) -> str:
        """The repaired word: the word itself when it is known or nothing is near, or two words joined by a space when
        they were written as one."""
        if word in self._shorthand:
            return self._shorthand[word]
        if self.knows(word) or len(word) < _SHORTEST_REPAIRED or not word.isascii():
            return word
        found = self._repaired.get(word)
        if found is None:
            found = self._nearest(word)
            if len(self._repaired) < _REMEMBERED:
                self._repaired[word] = found
        return found

    def changed_since(self, other: "Spelling", words: Iterable[str]) -> frozenset[str]:
        """Those of `words` that the two repair differently, or that only one of them knows."""
        if (self._tier, self._shorthand) == (other._tier, other._shorthand):  # noqa: SLF001 - of its own kind
            return frozenset()
        return frozenset(w for w in words if self.repair(w) != other.repair(w) or self.knows(w) != other.knows(w))

    def _nearest(self, word: str) -> str:
        allowed = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
        good: list[tuple[int, str]] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):  # no other word is near enough
            near = process.extract(word, self._targets.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=None)
            good += [(d, w) for w, d, _ in near if d <= 1 or w[0] == word[0] or (d == 2 and len(word) >= 11)]
        if good:
            best = min(good, key=lambda item: (item[0], item[1][0] != word[0], self._tier[item[1]], item[1]))
            if best[0] <= 1:
                return best[1]
        if split := self._split(word):
            return split
        return best[1] if good else word

    def _split(self, word: str) -> str | None:
        """`dataengineer` → `data engineer`: both halves must be words of role names."""
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if self._tier.get(left) == 0 and len(right) >= 3 and self._tier.get(right) == 0:
                return f"{left} {right}"
        return None
