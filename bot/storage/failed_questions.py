"""Questions that were not answered well, without whose they were, and what moderators decided of them.

An asker is kept as a keyed hash (HMAC-SHA256 of the user id). The key is random, belongs to one calendar month (UTC) and is
overwritten in the file once the month is over; from then on nobody can tell whose a hash is, nor that two of different
months are the same person's. During its month whoever holds the file holds the key too. Words come here scrubbed.

A part of the store, on the store's connection; reached as `store.gaps`.
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
"""So long a question, and what was decided of it, is kept."""

MOST_KEPT: Final = 20_000
"""The oldest questions beyond this many are dropped."""

LOOKED_AT_EVERY: Final = 100
"""So many questions later it is looked at again whether there are too many."""

KEY_BYTES: Final = 32

_NOTE: Final = "INSERT INTO missed (question, why, subject, asker, month, asked) VALUES (?, ?, ?, ?, ?, ?)"
_DROP_OLDEST: Final = "DELETE FROM missed WHERE id <= (SELECT max(id) FROM missed) - ?"
_DROP_OTHER_KEYS: Final = "DELETE FROM asker_keys WHERE month != ?"

FailedQuestionRow = tuple[str, str, str]
"""The words, how they failed, what they were about."""


class StoredQuestion(NamedTuple):
    """A kept question; `asker` is a hash, or empty where nobody counts as having asked, or they were forgotten."""

    id: int
    question: str
    why: str
    subject: str
    asker: str
    month: str
    asked: float


Decision: TypeAlias = Literal["attached", "out-of-scope", "dismissed"]


class DecidedQuestion(NamedTuple):
    """What moderators decided of a question and those like it; `entry` is what it was attached to."""

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

    async def noting(self, user_id: str, misses: Iterable[FailedQuestionRow], at: float) -> list[Statement]:
        """What keeps these questions of one person, to be written with all else that a turn leaves behind. No `user_id`: of
        nobody who counts.
        """
        noted = list(misses)
        if not noted:
            return []
        month = month_of(at)
        asker = _hash(await self._key_of(month), user_id) if user_id else ""
        statements: list[Statement] = [(_NOTE, (*miss, asker, month, at)) for miss in noted]
        if self._noted % LOOKED_AT_EVERY == 0:
            statements.append((_DROP_OLDEST, (MOST_KEPT,)))
        self._noted += 1
        return statements

    async def note(self, user_id: str, misses: Iterable[FailedQuestionRow], at: float) -> None:
        """Keep these questions of one person."""
        statements = await self.noting(user_id, misses, at)
        if not statements:
            return
        async with self._transaction():
            for sql, parameters in statements:
                await self._connection.execute(sql, parameters)

    async def kept(self) -> list[StoredQuestion]:
        """Every kept question, oldest first."""
        sql = "SELECT id, question, why, subject, asker, month, asked FROM missed ORDER BY id"
        return [StoredQuestion(*row) for row in await self._connection.execute_fetchall(sql)]

    async def decide(self, question: str, decision: Decision, at: float, entry: str = "") -> None:
        """Keep what was decided of a question; the last word counts. Who decided is not kept."""
        sql = "INSERT OR REPLACE INTO gap_decisions (question, decision, entry, decided) VALUES (?, ?, ?, ?)"
        async with self._transaction():
            await self._connection.execute(sql, (question, decision, entry, at))

    async def decided(self) -> list[DecidedQuestion]:
        """Everything that was decided and is not over, oldest first."""
        sql = "SELECT question, decision, entry, decided FROM gap_decisions ORDER BY decided, question"
        return [DecidedQuestion(*row) for row in await self._connection.execute_fetchall(sql)]

    async def unlinking(self, user_id: str) -> list[Statement]:
        """What takes a person's hash off their questions, as far as there still is a key to tell which are theirs."""
        keys = await self._connection.execute_fetchall("SELECT key FROM asker_keys")
        return [("UPDATE missed SET asker = '' WHERE asker = ?", (_hash(bytes(key), user_id),)) for (key,) in keys]

    def pruning(self, now: float) -> list[Statement]:
        """What drops that which has been kept for long enough, and the keys of months that are over."""
        return [
            ("DELETE FROM missed WHERE asked < ?", (now - KEPT_SECONDS,)),
            ("DELETE FROM gap_decisions WHERE decided < ?", (now - KEPT_SECONDS,)),
            (_DROP_OTHER_KEYS, (month_of(now),)),
        ]

    async def _key_of(self, month: str) -> bytes:
        """The month's key; made when there is none, and then those of other months go."""
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
    """Such as "2026-03"."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m")


def _hash(key: bytes, user_id: str) -> str:
    return hmac.new(key, user_id.encode(), hashlib.sha256).hexdigest()
