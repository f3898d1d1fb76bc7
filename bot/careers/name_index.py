"""An index of the names of entries, for completion while somebody types: built once, then looked up."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from bot.nlu.parsing.tokenizer import words

SIMILAR: Final = 75.0
"""Names at least this similar (rapidfuzz ratio, 0 to 100) to the typed text are suggested."""

SHORTEST_SIMILAR: Final = 4
"""Texts of fewer letters are compared by their beginning only."""

_LATER_NAME: Final = 5.0
"""The displayed name counts a little more than the others, so that people see why an entry comes first."""

_LAST: Final = "\U0010ffff"


class NameIndex:
    """Entries by their names; the first name of each is the one that is displayed."""

    def __init__(self, forms: Mapping[str, Sequence[str]]) -> None:
        self._owners: list[tuple[str, float]] = []
        self._spoken: list[str] = []
        for entry, names in forms.items():
            for at, name in enumerate(names):
                self._owners.append((entry, _LATER_NAME if at else 0.0))
                self._spoken.append(" ".join(words(name)))
        begins = ((name[at:], number) for number, name in enumerate(self._spoken) for at in _word_starts(name))
        self._begins = sorted(begins)

    def ranked(self, typed: str, enough: int) -> dict[str, float]:
        """Entry → the score of its best name, best first: equal, then beginning with the text, then with a word that
        begins so, and, where those are fewer than `enough`, similar in spelling."""
        said = " ".join(words(typed))
        if not said:
            return {}
        best: dict[str, float] = {}
        for number in self._beginning(said):
            name = self._spoken[number]
            closeness = 200.0 if name == said else (180.0 if name.startswith(said) else 150.0) - len(name) / 10
            self._raise(best, number, closeness)
        if len(best) < enough and len(said) >= SHORTEST_SIMILAR:
            for names in (self._spoken, [name[: len(said)] for name in self._spoken]):
                for _, alike, number in process.extract(said, names, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None):
                    self._raise(best, number, alike)
        return {entry: best[entry] for entry in sorted(best, key=lambda entry: (-best[entry], entry)) if best[entry] >= SIMILAR}

    def _beginning(self, said: str) -> list[int]:
        """The indexes of the names in which a word begins with the text."""
        first = bisect_left(self._begins, (said, -1))
        last = bisect_left(self._begins, (said + _LAST, -1))
        return [number for _, number in self._begins[first:last]]

    def _raise(self, best: dict[str, float], number: int, closeness: float) -> None:
        entry, less = self._owners[number]
        best[entry] = max(best.get(entry, 0.0), closeness - less)


def _word_starts(name: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(name) if character == " ")]
