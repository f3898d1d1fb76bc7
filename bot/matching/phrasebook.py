"""Finding known word sequences in a token list: one index for aliases, concepts and names of things."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """`value` stands at tokens[start:end]."""

    start: int
    end: int
    value: T


class Phrasebook(Generic[T]):
    """Word sequences with what they mean. `key` folds each token, on both sides, before it is compared."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]], key: Callable[[str], str]) -> None:
        self._key = key
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        seen: set[tuple[tuple[str, ...], T]] = set()
        for tokens, value in entries:
            folded = tuple(key(token) for token in tokens)
            if folded and (folded, value) not in seen:
                seen.add((folded, value))
                self._by_first.setdefault(folded[0], []).append((folded, value))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda item: -len(item[0]))

    def all_in(self, tokens: Sequence[str]) -> Iterator[Found[T]]:
        """Every occurrence, overlapping ones too, in order of their start, longer ones first."""
        folded = [self._key(token) for token in tokens]
        for start, first in enumerate(folded):
            for phrase, value in self._by_first.get(first, ()):
                end = start + len(phrase)
                if len(phrase) == 1 or tuple(folded[start:end]) == phrase:
                    yield Found(start, end, value)

    def changed_since(self, other: "Phrasebook[T]") -> frozenset[str]:
        """Folded words of which a text must have one for the two books to find different things in it."""
        mine, others = self._by_first, other._by_first  # noqa: SLF001 - of its own kind
        return frozenset(first for first in mine.keys() | others.keys() if mine.get(first) != others.get(first))

    def __contains__(self, tokens: Sequence[str]) -> bool:
        folded = tuple(self._key(token) for token in tokens)
        return any(phrase == folded for phrase, _ in self._by_first.get(folded[0], ())) if folded else False

    def words(self) -> frozenset[str]:
        """Every folded word of every phrase."""
        return frozenset(word for group in self._by_first.values() for phrase, _ in group for word in phrase)
