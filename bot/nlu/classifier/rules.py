"""The rules of entries (`signals` in the knowledge files) that match a message: conjunctions of concepts, written by
curators.

The weight of a rule grows with the rarity of its concepts. With d the number of examples that hold a concept and N the
number of all examples, the weight is the sum of ln(N / d) over the required terms. It is halved for a rule of one term,
and scaled so that a typical pair weighs 1.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.rule_syntax import Conjunction, parse_signal
from bot.nlu.parsing.tokenizer import stem

_TYPICAL: Final = 7.0
_LEAST_WEIGHT: Final = 0.3
_MOST_WEIGHT: Final = 1.6


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """A rule of `entry` that matches, with its weight and its text."""

    entry: str
    weight: float
    text: str


class RuleMatcher:
    """All rules of a library, indexed by the rarest concept of each."""

    def __init__(self, library: Library, counts: Mapping[str, int], examples: int) -> None:
        """`counts` says in how many of the `examples` a term stands."""
        total = examples + 1
        self._by_term: dict[str, list[tuple[Conjunction, RuleMatch]]] = {}
        for entry, signal in _signals(library):
            conjunction = parse_signal(signal)
            conjunction = Conjunction(
                tuple(frozenset(map(_fold, terms)) for terms in conjunction.required), frozenset(map(_fold, conjunction.excluded))
            )
            rarity = [math.log(total / (1 + sum(counts.get(t, 0) for t in terms))) for terms in conjunction.required]
            weight = sum(max(r, 0.0) for r in rarity) / _TYPICAL * (0.5 if len(rarity) == 1 else 1.0)
            matched = RuleMatch(entry, min(max(weight, _LEAST_WEIGHT), _MOST_WEIGHT), signal)
            rarest = conjunction.required[rarity.index(max(rarity))]
            for term in sorted(rarest):
                self._by_term.setdefault(term, []).append((conjunction, matched))
        self._indexed = frozenset(self._by_term)

    def terms(self) -> frozenset[str]:
        """Every concept and word that some rule requires."""
        required = (terms for group in self._by_term.values() for conjunction, _ in group for terms in conjunction.required)
        return frozenset().union(*required)

    def matched(self, terms: frozenset[str]) -> Mapping[str, RuleMatch]:
        """Entry (`topic:…`, `refusal:…`, `talk:…`) → its rule of the greatest weight that matches these concepts and words."""
        best: dict[str, RuleMatch] = {}
        for term in sorted(terms & self._indexed):  # a set's own order differs from run to run
            for conjunction, matched in self._by_term[term]:
                known = best.get(matched.entry)
                if (known is None or matched.weight > known.weight) and _holds(conjunction, terms):
                    best[matched.entry] = matched
        return best


def rule_terms(tokens: Sequence[str], concepts: Iterable[str]) -> frozenset[str]:
    """The terms that rules are matched against: the names of concepts, and the stems of words written as `=stem`."""
    return frozenset(concepts) | frozenset(f"={stem(token)}" for token in tokens)


def _fold(term: str) -> str:
    return f"={stem(term[1:])}" if term.startswith("=") else term


def _holds(conjunction: Conjunction, terms: frozenset[str]) -> bool:
    for names in conjunction.required:  # a loop: all() over a generator takes three times as long
        if names.isdisjoint(terms):
            return False
    return conjunction.excluded.isdisjoint(terms)


def _signals(library: Library) -> Iterable[tuple[str, str]]:
    for prefix, entries in (("topic", library.topics), ("refusal", library.refusals), ("talk", library.talk)):
        for entry in entries.values():
            for signal in entry.signals:
                yield f"{prefix}:{entry.id}", signal
