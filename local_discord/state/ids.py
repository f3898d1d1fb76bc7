"""A clock that tests can move forward, and the generator of snowflake ids."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """The current time in seconds since the Unix epoch: the system's time plus the seconds that a test has added.

    All deadlines (three seconds to acknowledge an interaction, fifteen minutes for its token) use this clock, so a test
    can advance it instead of waiting.
    """

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """The current time; it is monotonic as long as the system's clock is."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward by `seconds`; ValueError if they are negative."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        self._ahead += seconds


class Snowflakes:
    """A generator of ids in Discord's format: the creation time in the upper bits, unique and strictly increasing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self) -> int:
        """A new id, greater than all previous ones."""
        candidate = (int(self._clock.now() * 1000) - DISCORD_EPOCH_MS) << 22
        # Within one millisecond the lower bits are a counter; a strict order matters more here than the worker bits.
        self._last = max(candidate, self._last + 1)
        return self._last


def timestamp(moment: float) -> str:
    """A time in Discord's format: ISO 8601 with microseconds and an explicit time zone."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


def created_at(snowflake: int) -> float:
    """The time at which an id was created, in seconds since the Unix epoch."""
    return ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000
