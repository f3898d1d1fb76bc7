"""Finding known word sequences in a list of tokens: one index for role names, concepts and names of things."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """`value` stands at tokens[start:end]."""

    start: int
    end: int
    value: T


class PhraseMatcher(Generic[T]):
    """Word sequences with what they mean. `key` folds each token of the phrases and of the texts before they are
    compared.

    Texts are looked up in the index. The cost is the length of the text times the length of the longest phrases that
    begin alike; it does not grow with the number of phrases.
    """

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]], key: Callable[[str], str]) -> None:
        self._key = key
        self._values: dict[tuple[str, ...], tuple[T, ...]] = {}
        for tokens, value in entries:
            folded = tuple(key(token) for token in tokens)
            known = self._values.get(folded, ())
            if folded and value not in known:
                self._values[folded] = (*known, value)
        lengths: dict[str, set[int]] = {}
        for phrase in self._values:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def all_in(self, tokens: Sequence[str]) -> Iterator[PhraseMatch[T]]:
        """Every occurrence, overlapping ones included, in the order of their start; longer ones come first."""
        folded = [self._key(token) for token in tokens]
        for start, first in enumerate(folded):
            for length in self._lengths.get(first, ()):
                if start + length > len(folded):
                    continue
                for value in self._values.get(tuple(folded[start : start + length]), ()):
                    yield PhraseMatch(start, start + length, value)

    def changed_since(self, other: "PhraseMatcher[T]") -> frozenset[str]:
        """Folded words such that the two matchers find the same in every text without any of them."""
        mine, others = self._values, other._values  # noqa: SLF001 - of its own kind
        return frozenset(phrase[0] for phrase in mine.keys() | others.keys() if mine.get(phrase) != others.get(phrase))

    def __contains__(self, tokens: Sequence[str]) -> bool:
        return tuple(self._key(token) for token in tokens) in self._values

    def words(self) -> frozenset[str]:
        """Every folded word of every phrase."""
        return frozenset(word for phrase in self._values for word in phrase)
