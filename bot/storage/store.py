"""The store: the one owner of the database file.

A write is acknowledged when it is on disk: each method commits before it returns, and the journal is a write-ahead log
with full synchronisation. A process that is killed at any moment loses nothing that it acknowledged. All SQL is
parameterised.
"""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final, Self

import aiosqlite

from bot.dialogue.state import Conversation, Profile
from bot.errors import EXIT_STORE, UserError
from bot.storage.conversations import (
    CONVERSATION,
    PROFILE,
    SAVE_PROFILE,
    parse_conversation,
    parse_profile,
    profile_parameters,
    save_statements,
)
from bot.storage.failed_questions import FailedQuestionStore
from bot.storage.history import HistoryStore
from bot.storage.locations import sphere_of
from bot.storage.metadata import MetadataStore, ServerStore
from bot.storage.migrations import MIGRATIONS, NEWEST, Migration
from bot.storage.privacy import JSON_COLUMNS, PERSONAL
from bot.storage.suggestions import SuggestionStore
from bot.storage.turns import TurnStore
from bot.storage.usage_counts import UsageCountStore

BUSY_TIMEOUT_MS: Final = 5_000
APPLICATION_ID: Final = 0x43415256
"""Written into the file's header, so that another program's database is never used by mistake."""


class StoreError(UserError):
    """The database cannot be used; the message says why and what to do."""

    exit_code = EXIT_STORE


class Store:
    """Open with `async with Store.open(path) as store`. Safe for concurrent tasks of one process."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lock = asyncio.Lock()
        self.history = HistoryStore(connection, self._transaction)
        self.failed_questions = FailedQuestionStore(connection, self._transaction)
        self.usage_counts = UsageCountStore(connection, self._transaction)
        self.suggestions = SuggestionStore(connection, self._transaction)
        self.servers = ServerStore(connection, self._transaction)
        self.metadata = MetadataStore(connection, self._transaction)
        self.turns = TurnStore(
            path,
            connection,
            self._transaction,
            failed_questions=self.failed_questions,
            usage_counts=self.usage_counts,
            empty_log=self._empty_log,
        )

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Open or create the file and bring it to the newest schema. Raises StoreError with one sentence for people."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            await asyncio.to_thread(_try_open, path)
            connection = await aiosqlite.connect(path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            hint = "check DATABASE_PATH and the rights on its folder."
            raise StoreError(f"The database {path} cannot be opened ({error}); {hint}") from None
        store = cls(connection, path)
        try:
            await store._prepare(path)
            yield store
        finally:
            with contextlib.suppress(StoreError):  # counts are worth no trouble
                await store.usage_counts.close()
            await store.turns.close()
            await connection.close()

    # -- people -------------------------------------------------------------------------------------------------------

    async def conversation(self, user_id: str, place: str) -> Conversation:
        """The stored conversation with the profile of the place's sphere (see locations.py). A new one when nothing is
        stored, or when it is of another version."""
        row = await self._one(CONVERSATION, user_id, place)
        return parse_conversation(row[0] if row is not None else None, await self.profile(user_id, place))

    async def profile(self, user_id: str, place: str) -> Profile:
        """What the user told in the place's sphere; in private this includes what they told openly around it."""
        row = await self._one(PROFILE, *profile_parameters(user_id, place))
        return parse_profile(row[0] if row is not None else None)

    async def save_conversation(self, user_id: str, place: str, conversation: Conversation) -> None:
        """Store the conversation and the profile, both or neither."""
        async with self._transaction():
            for sql, parameters in save_statements(user_id, place, conversation):
                await self._connection.execute(sql, parameters)

    async def save_profile(self, user_id: str, place: str, profile: Profile, now: float) -> None:
        """Store a profile that the user set by hand, for the place's sphere."""
        async with self._transaction():
            await self._connection.execute(SAVE_PROFILE, (user_id, sphere_of(place), profile.model_dump_json(), now))

    async def export(self, user_id: str) -> dict[str, list[dict[str, Any]]]:
        """Everything stored about a user, by table; JSON columns are decoded."""
        export: dict[str, list[dict[str, Any]]] = {}
        for personal in PERSONAL:
            with self._translate_errors():
                cursor = await self._connection.execute(personal.export_sql, (user_id,))
                rows = [dict(zip(personal.exported, row, strict=True)) async for row in cursor]
            decoded = JSON_COLUMNS.get(personal.table, frozenset())
            export[personal.table] = [{key: json.loads(v) if key in decoded else v for key, v in row.items()} for row in rows]
        return export

    async def forget(self, user_id: str) -> int:
        """Erase everything stored about a user in one transaction. Returns the number of rows that held their id."""
        erased = 0
        async with self._transaction():
            for personal in PERSONAL:
                for sql in personal.erase_sqls:
                    erased += (await self._connection.execute(sql, (user_id,))).rowcount
            for sql, parameters in await self.failed_questions.unlink_statements(user_id):
                await self._connection.execute(sql, parameters)
        await self._empty_log()
        return erased

    async def _empty_log(self) -> None:
        """Truncate the write-ahead log, so that erased data does not stay in it."""
        async with self._lock:
            await self._one("PRAGMA wal_checkpoint(TRUNCATE)")

    # -- what moderators see ------------------------------------------------------------------------------------------

    async def give_feedback(
        self, user_id: str, kind: str, entries: tuple[str, ...], *, helped: bool, sentence: str, given: float, answer: str = ""
    ) -> None:
        """Store whether an answer of `kind` about `entries` helped, and the user's sentence about it. A second feedback
        on the same `answer` (when it is known) replaces the first."""
        async with self._transaction():
            await self._connection.execute(
                "INSERT INTO feedback (user_id, kind, entries, helped, sentence, given, answer) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (user_id, answer) WHERE answer != '' DO UPDATE"
                " SET helped = excluded.helped, sentence = excluded.sentence, given = excluded.given",
                (user_id, kind, json.dumps(entries), int(helped), sentence, given, answer),
            )

    # -- the file -----------------------------------------------------------------------------------------------------

    async def _prepare(self, path: Path) -> None:
        try:
            version = await self._version(path)
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                await self._connection.execute(f"PRAGMA {pragma}")
            for migration in MIGRATIONS[version:]:
                await self._migrate(migration)
        except sqlite3.DatabaseError as error:
            raise StoreError(_why(path, error)) from None

    async def _version(self, path: Path) -> int:
        await self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        version = await self._pragma("user_version")
        owner = await self._pragma("application_id")
        tables = await self._one("SELECT count(*) FROM sqlite_schema")
        is_new = tables is not None and tables[0] == 0
        foreign = owner not in (0, APPLICATION_ID) or (is_new and version > 0 and owner == 0)
        if foreign or (not is_new and owner != APPLICATION_ID):
            raise StoreError(f"{path} is a database of another program; choose another DATABASE_PATH.")
        if version > NEWEST:
            raise StoreError(
                f"{path} was written by a newer version of career-advisor (schema {version}, this one knows {NEWEST}); "
                "update the program. Nothing was changed."
            )
        return version

    async def _migrate(self, migration: Migration) -> None:
        """Run one step, unless another process ran it in the meantime."""
        async with self._transaction():
            if await self._pragma("user_version") >= migration.number:
                return
            for statement in migration.statements:
                await self._connection.execute(statement)
            await self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            await self._connection.execute(f"PRAGMA user_version = {migration.number}")

    async def _pragma(self, name: str) -> int:
        row = await self._one(f"PRAGMA {name}")
        return int(row[0]) if row is not None else 0

    async def _one(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        with self._translate_errors():
            async with self._connection.execute(sql, parameters) as cursor:
                return await cursor.fetchone()

    @contextlib.contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Turn what SQLite reports about a damaged or full disk into one sentence; the cause stays attached for the log."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreError(_why(self._path, error)) from error

    @contextlib.asynccontextmanager
    async def _transaction(self) -> AsyncIterator[None]:
        """One writer at a time. The transaction is committed at the end, and rolled back after an exception."""
        async with self._lock:
            with self._translate_errors():
                await self._connection.execute("BEGIN IMMEDIATE")
            try:
                with self._translate_errors():
                    yield
            except BaseException:
                await self._connection.execute("ROLLBACK")
                raise
            with self._translate_errors():
                await self._connection.execute("COMMIT")


def _why(path: Path, error: sqlite3.DatabaseError) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return f"{path} cannot be used ({error}); check the disk and whether another program holds the file."
    return f"{path} is not a usable database ({error}); restore it from a backup or move it away."


def _try_open(path: Path) -> None:
    """Try to open the file in this thread: a worker thread that fails to open it would outlive the event loop."""
    sqlite3.connect(path).close()
