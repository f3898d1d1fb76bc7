"""The history of the knowledge: every version of every file, with author, time and reason. Rows are only added, never
changed.

A part of the store, on the store's connection: `store.history`. The author is a user id. It is empty for a change that
was made in the files, and for an author who asked to be forgotten: the text stays, the author does not.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import aiosqlite

Origin: TypeAlias = Literal["discord", "file", "import"]

_CHANGE: Final = "c.id, c.author, c.origin, c.reason, c.override, c.made"
_VERSION: Final = f"v.id, v.file, v.content, v.previous, {_CHANGE}"
_OF_VERSIONS: Final = f"SELECT {_VERSION} FROM versions v JOIN changes c ON c.id = v.change"  # noqa: S608  # all ours


@dataclass(frozen=True, slots=True)
class Change:
    """What one author changed at once. `override` is the reason to go live although the change broke a regression
    question; else it is empty."""

    number: int
    author: str
    origin: Origin
    reason: str
    override: str
    made: float


@dataclass(frozen=True, slots=True)
class Version:
    """One file after one change. `content` is None when the file was deleted. `previous` is the version before it."""

    number: int
    file: str
    content: bytes | None
    previous: int | None
    change: Change


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """An unfinished edit: its owner, and its content as the editor stores it."""

    key: str
    user_id: str
    form: str


class ConflictError(Exception):
    """A file has a newer version than the one that a change was based on; nothing was recorded."""


class HistoryStore:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction

    # -- writing ------------------------------------------------------------------------------------------------------

    async def begin(
        self,
        files: Mapping[str, tuple[bytes | None, int | None]],
        *,
        author: str,
        origin: Origin,
        reason: str,
        override: str = "",
        made: float,
        done: bool = False,
    ) -> Change:
        """Record a change of `files` (file → content and the version that it is based on), as being written until
        `finish` is called, or as done. Raises ConflictError when a file has a newer version than its base."""
        async with self._transaction():
            newest = await self.heads()
            if any(newest.get(file) != previous for file, (_, previous) in files.items()):
                raise ConflictError
            cursor = await self._connection.execute(
                "INSERT INTO changes (author, origin, reason, override, made, state) VALUES (?, ?, ?, ?, ?, ?)",
                (author, origin, reason, override, made, "done" if done else "writing"),
            )
            number = int(cursor.lastrowid or 0)
            await self._connection.executemany(
                "INSERT INTO versions (change, file, content, previous) VALUES (?, ?, ?, ?)",
                [(number, file, content, previous) for file, (content, previous) in files.items()],
            )
        return Change(number, author, origin, reason, override, made)

    async def finish(self, change: int) -> None:
        """Record that the files of a change are written."""
        async with self._transaction():
            await self._connection.execute("UPDATE changes SET state = 'done' WHERE id = ?", (change,))

    async def drop(self, change: int) -> None:
        """Remove a change that was begun and could not be written."""
        async with self._transaction():
            for sql in ("DELETE FROM versions WHERE change = ?", "DELETE FROM changes WHERE id = ? AND state = 'writing'"):
                await self._connection.execute(sql, (change,))

    # -- reading ------------------------------------------------------------------------------------------------------

    async def heads(self) -> dict[str, int]:
        """File → number of its newest version, deleted files included."""
        rows = await self._connection.execute_fetchall("SELECT file, max(id) FROM versions GROUP BY file")
        return {row[0]: row[1] for row in rows}

    async def contents(self) -> dict[str, bytes]:
        """File → content of its newest version, without deleted files."""
        sql = "SELECT file, content FROM versions WHERE id IN (SELECT max(id) FROM versions GROUP BY file) ORDER BY file"
        rows = await self._connection.execute_fetchall(sql)
        return {row[0]: row[1] for row in rows if row[1] is not None}

    async def unfinished(self) -> list[Version]:
        """The versions of changes that were begun and never finished, the oldest first."""
        return await self._versions("WHERE c.state = 'writing' ORDER BY v.id")

    async def of_file(self, file: str, most: int = 50) -> list[Version]:
        """The versions of a file, the newest first."""
        return await self._versions("WHERE v.file = ? ORDER BY v.id DESC LIMIT ?", file, most)

    async def of_change(self, change: int) -> list[Version]:
        """The versions of a change, ordered by file."""
        return await self._versions("WHERE c.id = ? ORDER BY v.file", change)

    async def version(self, number: int) -> Version | None:
        return next(iter(await self._versions("WHERE v.id = ?", number)), None)

    async def changes(self, most: int = 50, *, author: str | None = None) -> list[tuple[Change, tuple[str, ...]]]:
        """The newest changes with the names of their files, the newest first; of one author when `author` is given."""
        sql = (
            f"SELECT {_CHANGE}, group_concat(v.file, '\n') FROM changes c JOIN versions v ON v.change = c.id"  # noqa: S608  # all ours
            " WHERE (? IS NULL OR c.author = ?) GROUP BY c.id ORDER BY c.id DESC LIMIT ?"
        )
        rows = await self._connection.execute_fetchall(sql, (author, author, most))
        return [(Change(*tuple(row)[:6]), tuple(sorted(row[6].split("\n")))) for row in rows]

    async def everything(self) -> list[Version]:
        """The whole history, the oldest version first."""
        return await self._versions("ORDER BY v.id")

    async def _versions(self, rest: str, *parameters: object) -> list[Version]:
        rows = await self._connection.execute_fetchall(f"{_OF_VERSIONS} {rest}", parameters)
        return [_version(tuple(row)) for row in rows]

    # -- drafts -------------------------------------------------------------------------------------------------------

    async def keep_draft(self, draft: StoredDraft, made: float) -> None:
        async with self._transaction():
            await self._connection.execute(
                "INSERT INTO drafts VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET draft = excluded.draft",
                (draft.key, draft.user_id, draft.form, made),
            )

    async def draft(self, key: str) -> StoredDraft | None:
        rows = await self._connection.execute_fetchall("SELECT id, user_id, draft FROM drafts WHERE id = ?", (key,))
        return next((StoredDraft(row[0], row[1], row[2]) for row in rows), None)

    async def newest_draft(self, user_id: str) -> str | None:
        """The id of the draft that a user began last."""
        sql = "SELECT id FROM drafts WHERE user_id = ? ORDER BY made DESC, rowid DESC LIMIT 1"
        rows = list(await self._connection.execute_fetchall(sql, (user_id,)))
        return rows[0][0] if rows else None

    async def drop_draft(self, key: str) -> None:
        async with self._transaction():
            await self._connection.execute("DELETE FROM drafts WHERE id = ?", (key,))


def _version(row: tuple[Any, ...]) -> Version:
    number, file, content, previous, *change = row
    return Version(number, file, content, previous, Change(*change))
