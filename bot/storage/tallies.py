"""Weekly counts, with nothing in them about anybody.

A part of the store, on the store's connection; reached as `store.tallies`.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import aiosqlite

from bot.storage.talks import Statement

KEPT_SECONDS: Final = 2 * 366 * 24 * 3600
"""So long a week's counts are kept."""

WEEK_SECONDS: Final = 7 * 24 * 3600
_FIRST_MONDAY: Final = 4 * 24 * 3600

_COUNT: Final = (
    "INSERT INTO tallies (week, what, name, count) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (week, what, name) DO UPDATE SET count = count + excluded.count"
)

Count = tuple[str, str]
"""What is counted, and its name."""


class Tallies:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def counts(self, since: int) -> list[tuple[int, str, str, int]]:
        """(week, what, name, count) from the week `since` on."""
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


def counting(counted: Iterable[tuple[int, Count]]) -> list[Statement]:
    """What adds these to the counts: one statement for each that differs, however many there are."""
    return [(_COUNT, (week, *count, number)) for (week, count), number in Counter(counted).items()]


def pruning(now: float) -> list[Statement]:
    return [("DELETE FROM tallies WHERE week < ?", (week_of(now - KEPT_SECONDS),))]


def week_of(at: float) -> int:
    """Weeks since 1970, each from Monday to Sunday in UTC."""
    return int((at - _FIRST_MONDAY) // WEEK_SECONDS)


def monday_of(week: int) -> float:
    """The Unix time at which a week begins."""
    return float(week * WEEK_SECONDS + _FIRST_MONDAY)
