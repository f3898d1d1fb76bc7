"""The sentences of a message as spans of its tokens, and how much each counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BACKGROUND: Final = 0.45
"""The weight of the sentences outside the asking sentence of a long message."""

LONG: Final = 24
"""A message of more words than this has such background sentences."""


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: tokens[start:end], whether it asks something, and its weight."""

    start: int
    end: int
    asks: bool
    weight: float = 1.0


def weigh_spans(spans: Sequence[Span], tokens: Sequence[str], asking_words: frozenset[str]) -> tuple[Span, ...]:
    """The spans with weights: all 1 in a short message; in a long one the asking sentences 1, the rest BACKGROUND."""
    if len(spans) < 2 or sum(span.end - span.start for span in spans) <= LONG:
        return tuple(spans)
    asking = [span.asks or not asking_words.isdisjoint(tokens[span.start : span.end]) for span in spans]
    if not any(asking):
        asking[-1] = True
    return tuple(
        Span(span.start, span.end, span.asks, 1.0 if asks else BACKGROUND) for span, asks in zip(spans, asking, strict=True)
    )
