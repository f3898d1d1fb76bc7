"""The features of each training text, cached so that after a change only the affected texts are parsed again.

The features of a text depend on the text and the parser alone. `Parser.changed_since` says which words two parsers treat
differently, so cached features stay valid for a text without any of these words: models trained with the cache equal
models trained without it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.nlu.classifier.feature_sets import kind_features_of, rule_terms_of, subject_features_of
from bot.nlu.parsing.parser import Parser

Row = tuple[NDArray[np.int32], NDArray[np.float32]]
"""The numbers of the features with their values."""


class CachedFeatures(NamedTuple):
    """One text: its words as typed and as repaired, the terms that rules are matched against, and the features of both
    models.

    It holds only strings and arrays, which the garbage collector does not scan: there are very many of these objects.
    """

    spaced_words: str
    spaced_terms: str
    kind_numbers: NDArray[np.int32]
    kind_values: NDArray[np.float32]
    subject_numbers: NDArray[np.int32]
    subject_values: NDArray[np.float32]

    @property
    def words(self) -> list[str]:
        return self.spaced_words.split(" ")

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(self.spaced_terms.split(" "))

    @property
    def kind(self) -> Row:
        return self.kind_numbers, self.kind_values

    @property
    def subject(self) -> Row:
        return self.subject_numbers, self.subject_values


@dataclass(frozen=True)
class FeatureCache:
    """Features by text, made with `parser`. `kind_names` and `subject_names` number the features; numbers are only ever
    added."""

    parser: Parser
    by_text: Mapping[str, CachedFeatures]
    kind_names: Mapping[str, int]
    subject_names: Mapping[str, int]


def build_feature_cache(texts: Iterable[str], parser: Parser, kept: FeatureCache | None) -> FeatureCache:
    """The features of every text; those of `kept` are reused where they are still valid."""
    stale = _stale_words(parser, kept) if kept is not None else frozenset()
    known = kept.by_text if kept is not None else {}
    kind_names = dict(kept.kind_names) if kept is not None else {}
    subject_names = dict(kept.subject_names) if kept is not None else {}
    by_text: dict[str, CachedFeatures] = {}
    for text in texts:
        cached = known.get(text)
        if cached is None or (stale and not stale.isdisjoint(cached.words)):
            cached = _cached_features(text, parser, kind_names, subject_names)
        by_text[text] = cached
    return FeatureCache(parser, by_text, kind_names, subject_names)


def _cached_features(text: str, parser: Parser, kind_names: dict[str, int], subject_names: dict[str, int]) -> CachedFeatures:
    parsed = parser.parse(text)
    return CachedFeatures(
        " ".join(sorted({*parsed.tokens, *(typed for typed, _ in parsed.repairs)})),
        " ".join(sorted(rule_terms_of(parsed))),
        *feature_row(kind_features_of(parsed), kind_names),
        *feature_row(subject_features_of(parsed), subject_names),
    )


def feature_row(features: Mapping[str, float], names: dict[str, int]) -> Row:
    numbers = [names.setdefault(name, len(names)) for name in features]
    return np.array(numbers, dtype=np.int32), np.array(list(features.values()), dtype=np.float32)


def _stale_words(parser: Parser, kept: FeatureCache) -> frozenset[str]:
    words: frozenset[str] = frozenset().union(*(cached.words for cached in kept.by_text.values()))
    return parser.changed_since(kept.parser, words)
