"""Seeds for tests that choose at random: the same in every run of the suite, a fresh one in each round of `make fuzz`."""

import os
from collections.abc import Callable
from typing import Any, Final

import pytest

ROUND_SEED: Final = "FUZZ_SEED"
"""The environment variable in which a round of `make fuzz` gets its seed."""


def seeded(*kept: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The test gets a number `seed` for `random.Random`: each of `kept`, or the fresh one of the round while fuzzing.

    A seed that found a fault is kept by adding it here.
    """
    fresh = os.environ.get(ROUND_SEED)
    seeds = (int(fresh),) if fresh else kept

    def with_seeds(test: Callable[..., Any]) -> Callable[..., Any]:
        marked: Callable[..., Any] = pytest.mark.seeded(pytest.mark.parametrize("seed", seeds)(test))
        return marked

    return with_seeds
