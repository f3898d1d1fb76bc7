"""How the time of a function grows with the text it reads, as a ratio of two times measured side by side."""

import time
from collections.abc import Callable
from typing import Final

SMALL: Final = 1_000
LARGE: Final = 8_000

LINEAR: Final = 24.0
"""Three times the eightfold growth of a linear function; a quadratic one grows 64-fold, a cubic one 512-fold."""

_ROUNDS: Final = 5
_CLOCK_GRAIN: Final = 5e-5
"""Seconds that are added to both times, so that the noise of very short ones does not count."""


def growth(read: Callable[[str], object], shape: str) -> float:
    """Processor time for `shape` repeated to 8,000 characters over that for 1,000, each the best of five rounds."""
    small, large = (_best_time(read, (shape * length)[:length]) for length in (SMALL, LARGE))
    return (large + _CLOCK_GRAIN) / (small + _CLOCK_GRAIN)


def _best_time(read: Callable[[str], object], text: str) -> float:
    return min(_time(read, text) for _ in range(_ROUNDS))


def _time(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began
