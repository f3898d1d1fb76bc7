"""What turns store: each answered event together with everything that its turn leaves behind.

A part of the store, on the store's connection: `store.turns`.
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
    CONVERSATION,
    PROFILE,
    Statement,
    parse_conversation,
    parse_profile,
    profile_parameters,
    save_statements,
)
from bot.storage.failed_questions import FailedQuestionRow, FailedQuestionStore
from bot.storage.usage_counts import CountRow, UsageCountStore, week_of

ANSWERS_KEPT_SECONDS: Final = 30 * 24 * 3600
"""How long an answer's pages, sources and long follow-ups work; after that a press is told that the answer is gone."""

CONVERSATIONS_KEPT_SECONDS: Final = 30 * 24 * 3600
"""How long a conversation is kept after its last message. It is over after half an hour of silence; the profile stays."""

DRAFTS_KEPT_SECONDS: Final = 14 * 24 * 3600
"""How long an unfinished edit can be continued."""

HANDLED_KEPT_SECONDS: Final = 3 * 24 * 3600
"""How long an event that is delivered again is known to be answered."""

_BEGIN: Final = f"SELECT (SELECT answer_message FROM handled WHERE event = ?), ({PROFILE}), ({CONVERSATION})"  # noqa: S608  # all ours


@dataclass(frozen=True, slots=True)
class TurnStart:
    """`answered_by` is the id of the message that answered this event before; None when none did, empty when it was
    answered in another way."""

    answered_by: str | None
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One answered event. `conversation` is None when nothing of the turn is remembered. `answer` is (id, stored form) of
    the answer. `failed_questions` are the questions that the turn shows to have failed, `counts` what it adds to the
    weekly counts. `on_behalf_of`: the text may be somebody else's, so nobody counts as its asker."""

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
    """The statements of one record, and the future that is resolved when they are on disk."""

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
        """Whether the event was answered before, and the conversation that it belongs to."""
        parameters = (event, *profile_parameters(user_id, place), user_id, place)
        reading = self._reading or await self._open_reading()
        [(answered_by, profile, talk)] = await reading.execute_fetchall(_BEGIN, parameters)
        return TurnStart(answered_by, parse_conversation(talk, parse_profile(profile)))

    async def _open_reading(self) -> aiosqlite.Connection:
        """A connection for reading, so that the beginning of a turn does not wait for the disk writes of another turn."""
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

    async def finish(self, record: TurnRecord) -> None:
        """Store everything that an answered event leaves behind, or nothing of it. It is on disk when this returns,
        except for the counts.

        Records that are finished at the same time are written in one transaction, since waiting for the disk takes longer
        than writing.
        """
        statements = _statements(record)
        if record.failed_questions:
            statements += await self._failed_questions.note_statements(
                "" if record.on_behalf_of else record.user_id, record.failed_questions, record.at
            )
        self._usage_counts.count(week_of(record.at), record.counts)
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
        """Write in one transaction; statements of one kind run together, in the order in which the kinds first appear."""
        kinds: dict[str, list[tuple[object, ...]]] = {}
        for sql, parameters in (statement for waiting in batch for statement in waiting.statements):
            kinds.setdefault(sql, []).append(parameters)
        async with self._transaction():
            for sql, rows in kinds.items():
                await self._connection.executemany(sql, rows)

    async def answer(self, key: str) -> tuple[str, str] | None:
        """(user id, stored form) of an answer; None when it is gone."""
        return await self._row("SELECT user_id, answer FROM answers WHERE id = ?", key)

    async def prune(self, now: float) -> None:
        """Delete what is too old, and truncate the write-ahead log so that nothing of it stays in the file."""
        await self._write(
            [
                ("DELETE FROM answers WHERE made < ?", (now - ANSWERS_KEPT_SECONDS,)),
                ("DELETE FROM conversations WHERE updated < ?", (now - CONVERSATIONS_KEPT_SECONDS,)),
                ("DELETE FROM handled WHERE handled < ?", (now - HANDLED_KEPT_SECONDS,)),
                ("DELETE FROM drafts WHERE made < ?", (now - DRAFTS_KEPT_SECONDS,)),
                *self._failed_questions.prune_statements(now),
                *usage_counts.prune_statements(now),
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


def _statements(record: TurnRecord) -> list[Statement]:
    statements: list[Statement] = []
    if record.conversation is not None:
        statements += save_statements(record.user_id, record.place, record.conversation)
    if record.answer is not None:
        row = (record.answer[0], record.user_id, record.answer[1], record.at)
        statements.append(("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row))
    statements.append(("INSERT OR REPLACE INTO handled VALUES (?, ?, ?)", (record.event, record.answer_message, record.at)))
    return statements
