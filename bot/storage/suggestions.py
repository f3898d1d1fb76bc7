"""Members' suggestions for the knowledge, and the moderators' decisions on them, every decision on record.

A suggestion belongs to its author and to the server in which it was made. When the author is forgotten, accepted
suggestions stay without the author, and all others are deleted.

A part of the store, on the store's connection: `store.suggestions`.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import aiosqlite

MOST_OPEN: Final = 5
"""How many suggestions of one user may wait for a decision at a time."""

MOST_A_DAY: Final = 10
DAY_SECONDS: Final = 24 * 3600

State: TypeAlias = Literal["open", "accepted", "declined"]


class TooManySuggestionsError(Exception):
    """The user has made enough suggestions for now. `waiting` is true when too many wait for a decision, false when too
    many were made today."""

    def __init__(self, *, waiting: bool) -> None:
        super().__init__()
        self.waiting = waiting


class Suggestion(NamedTuple):
    """`about` is the entry that the suggestion was made under ("topics/portfolio"), else empty. `author` is empty once
    the author is forgotten."""

    id: int
    author: str
    server: str
    suggestion: str
    about: str
    state: State
    made: float


class Decision(NamedTuple):
    """One step in the history of a suggestion: its new state, who decided, and the note to its author."""

    by: str
    state: State
    note: str
    decided: float


_COLUMNS: Final = "id, user_id, server, suggestion, about, state, made"


class SuggestionStore:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction

    async def add(self, author: str, server: str, suggestion: str, made: float, about: str = "") -> Suggestion:
        """Store a new, open suggestion. Raises TooManySuggestionsError and stores nothing when the user has made enough."""
        limits = "SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE made > ?) FROM suggestions"
        insert = "INSERT INTO suggestions (user_id, server, suggestion, about, state, made) VALUES (?, ?, ?, ?, 'open', ?)"
        async with self._transaction():
            [(waiting, today)] = await self._rows(f"{limits} WHERE user_id = ?", made - DAY_SECONDS, author)
            if waiting >= MOST_OPEN or today >= MOST_A_DAY:
                raise TooManySuggestionsError(waiting=waiting >= MOST_OPEN)
            cursor = await self._connection.execute(insert, (author, server, suggestion, about, made))
        return Suggestion(cursor.lastrowid or 0, author, server, suggestion, about, "open", made)

    async def drop(self, number: int) -> None:
        """Remove a suggestion that could not be shown to moderators."""
        async with self._transaction():
            await self._connection.execute("DELETE FROM suggestions WHERE id = ?", (number,))

    async def one(self, number: int) -> Suggestion | None:
        """The suggestion; None when there is none with this number."""
        rows = await self._rows(f"SELECT {_COLUMNS} FROM suggestions WHERE id = ?", number)  # noqa: S608  # names are ours
        return Suggestion(*rows[0]) if rows else None

    async def of(self, server: str, state: State, most: int) -> list[Suggestion]:
        """A server's suggestions in one state, the oldest first."""
        sql = f"SELECT {_COLUMNS} FROM suggestions WHERE server = ? AND state = ? ORDER BY id LIMIT ?"  # noqa: S608
        return [Suggestion(*row) for row in await self._rows(sql, server, state, most)]

    async def decide(self, number: int, state: State, by: str, decided: float, note: str = "") -> bool:
        """Change the state and record the decision. Returns False and records nothing when the suggestion is in that
        state already or does not exist.

        From one decision to another the state goes through `open`, so of two moderators who decide at once the second is
        told.
        """
        allowed = "state IN ('accepted', 'declined')" if state == "open" else "state = 'open'"
        async with self._transaction():
            changed = await self._connection.execute(
                f"UPDATE suggestions SET state = ? WHERE id = ? AND {allowed}",  # noqa: S608  # the words are ours
                (state, number),
            )
            if not changed.rowcount:
                return False
            await self._connection.execute(
                "INSERT INTO suggestion_decisions (suggestion, user_id, state, note, decided) VALUES (?, ?, ?, ?, ?)",
                (number, by, state, note, decided),
            )
        return True

    async def note(self, number: int, by: str, noted: float, note: str) -> None:
        """Record a note that leaves the state as it is."""
        async with self._transaction():
            await self._connection.execute(
                "INSERT INTO suggestion_decisions (suggestion, user_id, state, note, decided)"
                " SELECT id, ?, state, ?, ? FROM suggestions WHERE id = ?",
                (by, note, noted, number),
            )

    async def history(self, number: int) -> list[Decision]:
        """Every decision on a suggestion, in order."""
        sql = "SELECT user_id, state, note, decided FROM suggestion_decisions WHERE suggestion = ? ORDER BY id"
        return [Decision(*row) for row in await self._rows(sql, number)]

    async def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self._connection.execute_fetchall(sql, parameters)]
