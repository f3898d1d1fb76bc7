"""Weekly counts without anything about users.

A part of the store, on the store's connection: `store.usage_counts`.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Final

import aiosqlite

from bot.storage.conversations import Statement

KEPT_SECONDS: Final = 2 * 366 * 24 * 3600
"""How long the counts of a week are kept."""

WEEK_SECONDS: Final = 7 * 24 * 3600
_FIRST_MONDAY: Final = 4 * 24 * 3600

_COUNT: Final = (
    "INSERT INTO tallies (week, what, name, count) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (week, what, name) DO UPDATE SET count = count + excluded.count"
)

CountRow = tuple[str, str]
"""(what is counted, its name)."""

FLUSH_SECONDS: Final = 5.0
"""Counts wait in memory for this long, so that an answer does not wait for them. A killed process loses at most this much."""


class UsageCountStore:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction
        self._waiting: Counter[tuple[int, CountRow]] = Counter()
        self._flushing: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def count(self, week: int, counts: Iterable[CountRow]) -> None:
        """Add one to each; it is on disk some seconds later."""
        self._waiting.update((week, count) for count in counts)
        if self._waiting and (self._flushing is None or self._flushing.done()):
            self._flushing = asyncio.create_task(self._flush_later())

    async def flush(self) -> None:
        """Write everything that waits; it is on disk when this returns."""
        waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            async with self._transaction():
                rows = [(week, *count, number) for (week, count), number in waiting.items()]
                await self._connection.executemany(_COUNT, rows)
        except BaseException:
            self._waiting.update(waiting)
            raise

    async def close(self) -> None:
        """Called by the store before it closes.

        A flush that has begun is waited for: if it were cancelled after its commit, its counts would be written twice.
        """
        self._closing.set()
        if self._flushing is not None:
            await asyncio.gather(self._flushing, return_exceptions=True)
        await self.flush()

    async def counts(self, since: int) -> list[tuple[int, str, str, int]]:
        """(week, what, name, count) from the week `since` on."""
        await self.flush()
        sql = "SELECT week, what, name, count FROM tallies WHERE week >= ? ORDER BY week, what, name"
        rows = await self._connection.execute_fetchall(sql, (since,))
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    async def feedback(self, since: int) -> list[tuple[int, int, int]]:
        """(week, helped, did not help) from the week `since` on."""
        sql = (
            "SELECT CAST((given - ?) / ? AS INTEGER) AS week, sum(helped), sum(1 - helped) FROM feedback"
            " WHERE given >= ? GROUP BY week ORDER BY week"
        )
        parameters = (_FIRST_MONDAY, WEEK_SECONDS, monday_of(since))
        rows = await self._connection.execute_fetchall(sql, parameters)
        return [(row[0], row[1], row[2]) for row in rows]

    async def _flush_later(self) -> None:
        while self._waiting and not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), FLUSH_SECONDS)
            with contextlib.suppress(Exception):  # what cannot be written now is written the next time
                await self.flush()


def prune_statements(now: float) -> list[Statement]:
    return [("DELETE FROM tallies WHERE week < ?", (week_of(now - KEPT_SECONDS),))]


def week_of(at: float) -> int:
    """The number of the week since 1970; weeks run from Monday to Sunday in UTC."""
    return int((at - _FIRST_MONDAY) // WEEK_SECONDS)


def monday_of(week: int) -> float:
    """The Unix time at which a week begins."""
    return float(week * WEEK_SECONDS + _FIRST_MONDAY)
