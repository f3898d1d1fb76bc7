"""An index of what entries are called, for finding them while they are being typed: made once, then looked up."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from bot.nlu.parsing.tokenizer import words

SIMILAR: Final = 75.0
"""Names at least this similar (rapidfuzz ratio, 0 to 100) to what was typed so far are suggested."""

SHORTEST_SIMILAR: Final = 4
"""Of fewer letters nothing can be said to be similar."""

_LATER_NAME: Final = 5.0
"""The name that is shown counts a little more than the others, or it would not be seen why an entry is first."""

_LAST: Final = "\U0010ffff"


class NameIndex:
    """Entries by their names: of each the one that is shown, then others."""

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
        """Entries by their best name, best first: one that is this, one that begins like this, one with a word that does, and
        where those are fewer than `enough`, one that is spelled alike."""
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
        """Numbers of the names in which a word begins like this."""
        first = bisect_left(self._begins, (said, -1))
        last = bisect_left(self._begins, (said + _LAST, -1))
        return [number for _, number in self._begins[first:last]]

    def _raise(self, best: dict[str, float], number: int, closeness: float) -> None:
        entry, less = self._owners[number]
        best[entry] = max(best.get(entry, 0.0), closeness - less)


def _word_starts(name: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(name) if character == " ")]
