"""Time and identity: a clock that tests can move, and snowflakes that grow."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """Seconds since the Unix epoch, real time plus whatever a test has added.

    Deadlines (three seconds for an interaction, fifteen minutes for its token) are read from here, so that a test moves
    the clock instead of waiting.
    """

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """The present moment; never goes back while the system's clock does not."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        self._ahead += seconds


class Snowflakes:
    """Ids as Discord makes them: the time in the upper bits, unique and strictly growing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self) -> int:
        """An id greater than every one given before."""
        wanted = (int(self._clock.now() * 1000) - DISCORD_EPOCH_MS) << 22
        # Within one millisecond the lower bits count on; strict growth matters more here than the worker bits.
        self._last = max(wanted, self._last + 1)
        return self._last


def timestamp(moment: float) -> str:
    """A moment as Discord writes it: ISO 8601 with microseconds and an explicit zone."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


def created_at(snowflake: int) -> float:
    """The moment that an id was made."""
    return ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000
