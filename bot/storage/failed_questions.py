"""Questions that were answered badly, without the names of their askers, and the moderators' decisions on them.

An asker is stored as a keyed hash (HMAC-SHA256 of the user id). The key is random, belongs to one calendar month (UTC)
and is overwritten in the file when the month is over. After that nobody can tell whose hash it is, nor that hashes of two
months belong to the same person. During the month whoever has the file also has the key. The questions arrive redacted.

A part of the store, on the store's connection: `store.failed_questions`.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple, TypeAlias

import aiosqlite

from bot.storage.conversations import Statement

KEPT_SECONDS: Final = 90 * 24 * 3600
"""How long a question and the decision on it are kept."""

MOST_KEPT: Final = 20_000
"""The oldest questions beyond this number are dropped."""

LOOKED_AT_EVERY: Final = 100
"""The number of questions is checked again after this many new ones."""

KEY_BYTES: Final = 32

_NOTE: Final = "INSERT INTO missed (question, why, subject, asker, month, asked) VALUES (?, ?, ?, ?, ?, ?)"
_DROP_OLDEST: Final = "DELETE FROM missed WHERE id <= (SELECT max(id) FROM missed) - ?"
_DROP_OTHER_KEYS: Final = "DELETE FROM asker_keys WHERE month != ?"

FailedQuestionRow = tuple[str, str, str]
"""(question, reason, subject)."""


class StoredQuestion(NamedTuple):
    """A stored question. `asker` is a hash, or empty when the question counts for nobody or its asker was forgotten."""

    id: int
    question: str
    why: str
    subject: str
    asker: str
    month: str
    asked: float


Decision: TypeAlias = Literal["attached", "out-of-scope", "dismissed"]


class DecidedQuestion(NamedTuple):
    """A moderators' decision on a question and those like it; `entry` is the entry that the question was attached to."""

    question: str
    decision: Decision
    entry: str
    at: float


class FailedQuestionStore:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction
        self._key: tuple[str, bytes] = ("", b"")
        self._noted = 0

    async def note_statements(self, user_id: str, questions: Iterable[FailedQuestionRow], at: float) -> list[Statement]:
        """The statements that store these questions of a user, to be executed with everything else that a turn stores. An
        empty `user_id` means that the questions count for nobody."""
        noted = list(questions)
        if not noted:
            return []
        month = month_of(at)
        asker = _hash(await self._key_of(month), user_id) if user_id else ""
        statements: list[Statement] = [(_NOTE, (*miss, asker, month, at)) for miss in noted]
        if self._noted % LOOKED_AT_EVERY == 0:
            statements.append((_DROP_OLDEST, (MOST_KEPT,)))
        self._noted += 1
        return statements

    async def note(self, user_id: str, questions: Iterable[FailedQuestionRow], at: float) -> None:
        """Store these questions of a user."""
        statements = await self.note_statements(user_id, questions, at)
        if not statements:
            return
        async with self._transaction():
            for sql, parameters in statements:
                await self._connection.execute(sql, parameters)

    async def kept(self) -> list[StoredQuestion]:
        """Every stored question, the oldest first."""
        sql = "SELECT id, question, why, subject, asker, month, asked FROM missed ORDER BY id"
        return [StoredQuestion(*row) for row in await self._connection.execute_fetchall(sql)]

    async def decide(self, question: str, decision: Decision, at: float, entry: str = "") -> None:
        """Store the decision on a question; the last one counts. Who decided is not stored."""
        sql = "INSERT OR REPLACE INTO gap_decisions (question, decision, entry, decided) VALUES (?, ?, ?, ?)"
        async with self._transaction():
            await self._connection.execute(sql, (question, decision, entry, at))

    async def decided(self) -> list[DecidedQuestion]:
        """Every decision that is not too old, the oldest first."""
        sql = "SELECT question, decision, entry, decided FROM gap_decisions ORDER BY decided, question"
        return [DecidedQuestion(*row) for row in await self._connection.execute_fetchall(sql)]

    async def unlink_statements(self, user_id: str) -> list[Statement]:
        """The statements that remove a user's hash from their questions, as far as a key still exists to find them."""
        keys = await self._connection.execute_fetchall("SELECT key FROM asker_keys")
        return [("UPDATE missed SET asker = '' WHERE asker = ?", (_hash(bytes(key), user_id),)) for (key,) in keys]

    def prune_statements(self, now: float) -> list[Statement]:
        """The statements that drop what is too old, and the keys of past months."""
        return [
            ("DELETE FROM missed WHERE asked < ?", (now - KEPT_SECONDS,)),
            ("DELETE FROM gap_decisions WHERE decided < ?", (now - KEPT_SECONDS,)),
            (_DROP_OTHER_KEYS, (month_of(now),)),
        ]

    async def _key_of(self, month: str) -> bytes:
        """The month's key. It is created when there is none, and the keys of other months are deleted then."""
        known, key = self._key
        if known == month:
            return key
        async with self._transaction():  # another process may have made it in the meantime: its key is the month's
            await self._connection.execute(_DROP_OTHER_KEYS, (month,))
            made = secrets.token_bytes(KEY_BYTES)
            await self._connection.execute("INSERT OR IGNORE INTO asker_keys (month, key) VALUES (?, ?)", (month, made))
            stored = await self._stored_key(month)
        key = stored if stored is not None else made
        self._key = (month, key)
        return key

    async def _stored_key(self, month: str) -> bytes | None:
        rows = list(await self._connection.execute_fetchall("SELECT key FROM asker_keys WHERE month = ?", (month,)))
        return bytes(rows[0][0]) if rows else None


def month_of(at: float) -> str:
    """The month of a Unix time, such as "2026-03"."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m")


def _hash(key: bytes, user_id: str) -> str:
    return hmac.new(key, user_id.encode(), hashlib.sha256).hexdigest()
