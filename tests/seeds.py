"""Seeds for tests that use random numbers: the same in every run of the suite, a new one in each round of `make fuzz`."""

import os
from collections.abc import Callable
from typing import Any, Final

import pytest

ROUND_SEED: Final = "FUZZ_SEED"
"""The environment variable with the seed of a round of `make fuzz`."""


def seeded(*seeds: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: the test runs with the argument `seed` for `random.Random`, once for each of `seeds`.

    While fuzzing, it runs only with the new seed of the round. Add a seed that found a fault to `seeds`.
    """
    of_round = os.environ.get(ROUND_SEED)
    used = (int(of_round),) if of_round else seeds

    def with_seeds(test: Callable[..., Any]) -> Callable[..., Any]:
        marked: Callable[..., Any] = pytest.mark.seeded(pytest.mark.parametrize("seed", used)(test))
        return marked

    return with_seeds
