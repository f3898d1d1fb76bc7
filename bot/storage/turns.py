"""What the Discord door keeps: each answered event with all that it leaves behind, the servers' settings, a few facts.

A part of the store, on the store's connection; reached as `store.visits`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiosqlite

from bot.dialogue.state import Conversation
from bot.storage import usage_counts
from bot.storage.conversations import (
    PROFILE,
    TALK,
    Statement,
    parse_conversation,
    parse_profile,
    profile_parameters,
    save_statements,
)
from bot.storage.failed_questions import FailedQuestionRow, FailedQuestionStore
from bot.storage.usage_counts import CountRow, UsageCountStore, week_of

ANSWERS_KEPT_SECONDS: Final = 30 * 24 * 3600
"""So long an answer's pages, sources and long follow-ups work; then a press on them says that they are gone."""

TALKS_KEPT_SECONDS: Final = 30 * 24 * 3600
"""A talk is over after half an hour of silence; so long after its last word nothing is left of it but the profile."""

DRAFTS_KEPT_SECONDS: Final = 14 * 24 * 3600
"""So long an edit that was not finished can be gone on with."""

HANDLED_KEPT_SECONDS: Final = 3 * 24 * 3600
"""So long an event that is delivered again is known to be answered."""

_BEGIN: Final = f"SELECT (SELECT answer_message FROM handled WHERE event = ?), ({PROFILE}), ({TALK})"  # noqa: S608  # all ours


@dataclass(frozen=True, slots=True)
class TurnStart:
    """`answered_by` is the message that answered this event before, if any did (empty: it was answered otherwise)."""

    answered_by: str | None
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One answered event. `conversation` None: nothing is remembered of it. `answer` is the kept answer's id and form,
    `misses` the questions that it teaches were not answered well, `counts` what it adds to the week's counts. `apart`: the
    words may be somebody else's, so that nobody counts as having asked.
    """

    user_id: str
    place: str
    event: str
    answer_message: str
    at: float
    conversation: Conversation | None = None
    answer: tuple[str, str] | None = None
    failed_questions: tuple[FailedQuestionRow, ...] = ()
    on_behalf_of: bool = False
    counts: tuple[CountRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is to be written of one visit."""

    statements: list[Statement]
    done: "asyncio.Future[None]"


class TurnStore:
    """Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(
        self,
        path: Path,
        connection: aiosqlite.Connection,
        transaction: Callable[[], AbstractAsyncContextManager[None]],
        *,
        failed_questions: FailedQuestionStore,
        usage_counts: UsageCountStore,
        empty_log: Callable[[], Awaitable[None]],
    ) -> None:
        self._path = path
        self._failed_questions = failed_questions
        self._usage_counts = usage_counts
        self._empty_log = empty_log
        self._reading: aiosqlite.Connection | None = None
        self._opening = asyncio.Lock()
        self._connection = connection
        self._transaction = transaction
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def begin(self, user_id: str, place: str, event: str) -> TurnStart:
        """Whether the event was answered before, and the talk that it is a turn of."""
        parameters = (event, *profile_parameters(user_id, place), user_id, place)
        reading = self._reading or await self._open_reading()
        [(answered_by, profile, talk)] = await reading.execute_fetchall(_BEGIN, parameters)
        return TurnStart(answered_by, parse_conversation(talk, parse_profile(profile)))

    async def _open_reading(self) -> aiosqlite.Connection:
        """A connection of its own, so that beginning a turn need not wait for the disk that ends somebody else's."""
        async with self._opening:
            if self._reading is None:
                reading = await aiosqlite.connect(self._path, isolation_level=None)
                await reading.execute("PRAGMA query_only = ON")
                self._reading = reading
        return self._reading

    async def close(self) -> None:
        """Called by the store before it closes."""
        if self._reading is not None:
            await self._reading.close()
            self._reading = None

    async def finish(self, visit: TurnRecord) -> None:
        """Keep all that an answered event leaves behind, or nothing of it; on disk when this returns, but for the counts.

        Visits that end at the same time are written together: what takes long is waiting for the disk, not writing.
        """
        statements = _statements(visit)
        if visit.failed_questions:
            statements += await self._failed_questions.noting(
                "" if visit.on_behalf_of else visit.user_id, visit.failed_questions, visit.at
            )
        self._usage_counts.count(week_of(visit.at), visit.counts)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(statements, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        await done

    async def _write_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._write_many(batch)
            except Exception:  # noqa: BLE001  # one that cannot be written is not to take the others with it
                for waiting in batch:
                    await self._write_alone(waiting)
                continue
            for waiting in batch:
                if not waiting.done.done():
                    waiting.done.set_result(None)

    async def _write_alone(self, waiting: _Waiting) -> None:
        try:
            await self._write_many([waiting])
        except Exception as error:  # noqa: BLE001  # raised where it is waited for
            if not waiting.done.done():
                waiting.done.set_exception(error)
        else:
            if not waiting.done.done():
                waiting.done.set_result(None)

    async def _write_many(self, batch: list[_Waiting]) -> None:
        """In one transaction, statements of one kind together, kinds in the order in which they first come."""
        kinds: dict[str, list[tuple[object, ...]]] = {}
        for sql, parameters in (statement for waiting in batch for statement in waiting.statements):
            kinds.setdefault(sql, []).append(parameters)
        async with self._transaction():
            for sql, rows in kinds.items():
                await self._connection.executemany(sql, rows)

    async def answer(self, key: str) -> tuple[str, str] | None:
        """Whose a kept answer is and its form; None when it is gone."""
        return await self._row("SELECT user_id, answer FROM answers WHERE id = ?", key)

    async def server(self, server: str) -> str | None:
        """A server's settings as they were kept."""
        row = await self._row("SELECT settings, '' FROM servers WHERE server = ?", server)
        return row[0] if row is not None else None

    async def servers(self) -> dict[str, str]:
        """Every server's settings as they were kept."""
        rows = await self._connection.execute_fetchall("SELECT server, settings FROM servers")
        return {row[0]: row[1] for row in rows}

    async def keep_server(self, server: str, settings: str, at: float) -> None:
        await self._write([("INSERT OR REPLACE INTO servers VALUES (?, ?, ?)", (server, settings, at))])

    async def drop_server(self, server: str) -> None:
        await self._write([("DELETE FROM servers WHERE server = ?", (server,))])

    async def fact(self, name: str) -> str | None:
        """Something about the program itself that outlives it, such as which commands were registered."""
        row = await self._row("SELECT value, '' FROM facts WHERE name = ?", name)
        return row[0] if row is not None else None

    async def keep_fact(self, name: str, value: str) -> None:
        await self._write([("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))])

    async def prune(self, now: float) -> None:
        """Drop what has been kept for long enough, so that nothing is left of it in the file."""
        await self._write(
            [
                ("DELETE FROM answers WHERE made < ?", (now - ANSWERS_KEPT_SECONDS,)),
                ("DELETE FROM conversations WHERE updated < ?", (now - TALKS_KEPT_SECONDS,)),
                ("DELETE FROM handled WHERE handled < ?", (now - HANDLED_KEPT_SECONDS,)),
                ("DELETE FROM drafts WHERE made < ?", (now - DRAFTS_KEPT_SECONDS,)),
                *self._failed_questions.pruning(now),
                *usage_counts.pruning(now),
            ]
        )
        await self._empty_log()

    async def _row(self, sql: str, *parameters: object) -> tuple[str, str] | None:
        rows = list(await self._connection.execute_fetchall(sql, parameters))
        return (rows[0][0], rows[0][1]) if rows else None

    async def _write(self, statements: list[Statement]) -> None:
        async with self._transaction():
            for sql, parameters in statements:
                await self._connection.execute(sql, parameters)


def _statements(visit: TurnRecord) -> list[Statement]:
    statements: list[Statement] = []
    if visit.conversation is not None:
        statements += save_statements(visit.user_id, visit.place, visit.conversation)
    if visit.answer is not None:
        row = (visit.answer[0], visit.user_id, visit.answer[1], visit.at)
        statements.append(("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row))
    statements.append(("INSERT OR REPLACE INTO handled VALUES (?, ?, ?)", (visit.event, visit.answer_message, visit.at)))
    return statements
