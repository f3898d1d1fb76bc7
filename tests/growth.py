"""Measures how the time of a function grows with the length of its text, as a ratio of two times."""

import time
from collections.abc import Callable
from typing import Final

SMALL: Final = 1_000
LARGE: Final = 8_000

LINEAR: Final = 24.0
"""Upper bound for a linear function, whose time grows 8-fold; a quadratic one grows 64-fold, a cubic one 512-fold."""

_ROUNDS: Final = 5
_NOISE: Final = 5e-5
"""Seconds that are added to both times, so that noise in very short times has no effect."""


def growth(read: Callable[[str], object], shape: str) -> float:
    """The processor time for `shape` repeated to 8,000 characters, divided by that for 1,000; each is the best of five."""
    small, large = (_best_time(read, (shape * length)[:length]) for length in (SMALL, LARGE))
    return (large + _NOISE) / (small + _NOISE)


def _best_time(read: Callable[[str], object], text: str) -> float:
    return min(_time(read, text) for _ in range(_ROUNDS))


def _time(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
