"""Failed questions are stored in the transaction of their turn, without their author, for a limited time."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.state import Conversation
from bot.storage import usage_counts
from bot.storage.failed_questions import KEPT_SECONDS, MOST_KEPT, DecidedQuestion, StoredQuestion
from bot.storage.store import Store, StoreError
from bot.storage.turns import TurnRecord
from bot.storage.usage_counts import week_of

DAY = 24 * 3600.0
MARCH = 1_772_800_000.0  # 2026-03-06
APRIL = MARCH + 30 * DAY
FAILED = ("what does it pay?", "refused", "refusals/salary")
USER = "user-8675309-marker"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


def turn_record(user: str, number: int, at: float, **changes: Any) -> TurnRecord:
    values: dict[str, Any] = {"failed_questions": (FAILED,), "counts": (("asked", ""), ("entry", "topics/portfolio"))}
    return TurnRecord(user, "dm", f"m{number}", "", at, **(values | changes))


async def _note_and_read(store: Store, *whose: tuple[str, float]) -> list[StoredQuestion]:
    for user, at in whose:
        await store.failed_questions.note(user, [FAILED], at)
    return await store.failed_questions.kept()


def _bytes(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database.parent.iterdir())


def test_a_turn_and_its_failed_questions_are_stored_together_or_not_at_all(database: Path) -> None:
    async def run() -> tuple[list[StoredQuestion], Conversation]:
        async with Store.open(database) as store:
            await store.turns.finish(turn_record("anna", 1, MARCH))
            broken = turn_record("anna", 2, MARCH, answer=("key", object()), conversation=Conversation(pool=("data-engineer",)))
            with pytest.raises(Exception, match="not supported"):
                await store.turns.finish(broken)
            return await store.failed_questions.kept(), await store.conversation("anna", "dm")

    kept, conversation = asyncio.run(run())
    assert [(one.question, one.why, one.subject, one.month, one.asked) for one in kept] == [(*FAILED, "2026-03", MARCH)]
    assert conversation == Conversation()


def test_a_turn_that_cannot_be_written_does_not_affect_others(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as store:
            records = [turn_record(f"user {number}", number, MARCH) for number in range(40)]
            records[7] = turn_record("user 7", 7, MARCH, answer=("key", object()))
            done = await asyncio.gather(*map(store.turns.finish, records), return_exceptions=True)
            assert [number for number, error in enumerate(done) if error is not None] == [7]
            return await store.failed_questions.kept()

    kept = asyncio.run(run())
    assert len(kept) == len({one.asker for one in kept}) == 39


def test_the_hash_distinguishes_users_within_a_month_and_differs_between_months(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as store:
            await _note_and_read(store, (USER, MARCH), ("boris", MARCH))
        async with Store.open(database) as store:  # the key survives a restart
            return await _note_and_read(store, (USER, MARCH + DAY), (USER, APRIL))

    first, other, again, next_month = asyncio.run(run())
    assert first.asker == again.asker
    assert len({first.asker, other.asker, next_month.asker}) == 3


def test_two_processes_use_the_same_key(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as bot, Store.open(database) as terminal:
            await asyncio.gather(
                bot.failed_questions.note(USER, [FAILED], MARCH), terminal.failed_questions.note(USER, [FAILED], MARCH)
            )
            return await bot.failed_questions.kept()

    first, second = asyncio.run(run())
    assert first.asker == second.asker


def test_the_file_holds_neither_the_user_id_nor_the_key_of_a_past_month(database: Path) -> None:
    def key() -> bytes:
        connection = sqlite3.connect(database)
        try:
            [(stored,)] = connection.execute("SELECT key FROM asker_keys").fetchall()
        finally:
            connection.close()
        return bytes(stored)

    async def run() -> tuple[bytes, bytes]:
        async with Store.open(database) as store:
            await _note_and_read(store, (USER, MARCH))
            march = key()
            await store.turns.prune(MARCH + DAY)
            assert key() == march
            assert march in _bytes(database)
            await store.turns.prune(APRIL)
            return march, _bytes(database)

    march, left = asyncio.run(run())
    assert len(march) == 32
    assert march not in left
    assert USER.encode() not in left


def test_a_question_of_a_new_month_deletes_the_old_key(database: Path) -> None:
    async def run() -> int:
        async with Store.open(database) as store:
            await _note_and_read(store, (USER, MARCH), (USER, APRIL))
            return len(await store.failed_questions.unlink_statements(USER))

    assert asyncio.run(run()) == 1


def test_questions_and_decisions_are_deleted_after_their_retention_period(database: Path) -> None:
    async def run() -> tuple[list[StoredQuestion], list[DecidedQuestion]]:
        async with Store.open(database) as store:
            for at in (MARCH, MARCH + DAY):
                await store.failed_questions.note(USER, [FAILED], at)
                await store.failed_questions.decide(f"question at {at}", "dismissed", at)
            await store.turns.prune(MARCH + KEPT_SECONDS + 1)
            return await store.failed_questions.kept(), await store.failed_questions.decided()

    kept, decided = asyncio.run(run())
    assert [one.asked for one in kept] == [MARCH + DAY]
    assert decided == [DecidedQuestion(f"question at {MARCH + DAY}", "dismissed", "", MARCH + DAY)]


def test_the_last_decision_on_a_question_counts(database: Path) -> None:
    async def run() -> list[DecidedQuestion]:
        async with Store.open(database) as store:
            await store.failed_questions.decide("what does it pay?", "dismissed", 1.0)
            await store.failed_questions.decide("what does it pay?", "attached", 2.0, "topics/offers")
            return await store.failed_questions.decided()

    assert asyncio.run(run()) == [DecidedQuestion("what does it pay?", "attached", "topics/offers", 2.0)]


def test_only_a_limited_number_of_questions_is_kept(database: Path) -> None:
    async def add() -> list[StoredQuestion]:
        async with Store.open(database) as store:
            await store.failed_questions.note(USER, [("the newest", "refused", "")], 2.0)
            return await store.failed_questions.kept()

    asyncio.run(add())
    connection = sqlite3.connect(database)
    rows = [("old", "refused", "", "", "", 1.0)] * (MOST_KEPT + 10)
    with connection:
        connection.executemany("INSERT INTO missed (question, why, subject, asker, month, asked) VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    kept = asyncio.run(add())
    assert len(kept) == MOST_KEPT
    assert kept[-1].question == "the newest"


def test_counts_are_by_week_and_deleted_after_two_years(database: Path) -> None:
    async def run() -> tuple[list[tuple[int, str, str, int]], ...]:
        async with Store.open(database) as store:
            for number, at in enumerate((MARCH, MARCH, MARCH + 7 * DAY)):
                await store.turns.finish(turn_record(USER, number, at, failed_questions=(), counts=(("asked", ""),)))
            every = await store.usage_counts.counts(0)
            later = await store.usage_counts.counts(every[0][0] + 1)
            await store.turns.prune(MARCH + 750 * DAY)
            return every, later, await store.usage_counts.counts(0)

    every, later, left = asyncio.run(run())
    assert [(what, count) for _, what, _, count in every] == [("asked", 2), ("asked", 1)]
    assert every[1][0] == every[0][0] + 1
    assert (later, left) == (every[1:], [])


def test_counts_are_written_periodically_and_when_the_store_closes(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_counts, "FLUSH_SECONDS", 0.0)

    def on_disk() -> list[tuple[int]]:
        connection = sqlite3.connect(database)
        try:
            return connection.execute("SELECT count FROM tallies").fetchall()
        finally:
            connection.close()

    async def run() -> None:
        async with Store.open(database) as store:
            await asyncio.gather(*(store.turns.finish(turn_record(USER, n, MARCH, counts=(("asked", ""),))) for n in range(30)))
            async with asyncio.timeout(10):
                while on_disk() != [(30,)]:  # noqa: ASYNC110  # there is no event to wait for
                    await asyncio.sleep(0.01)
            monkeypatch.setattr(usage_counts, "FLUSH_SECONDS", 3600.0)
            store.usage_counts.count(week_of(MARCH), [("asked", "")])

    asyncio.run(run())
    assert on_disk() == [(31,)]


def test_counts_are_written_once_when_the_store_closes_during_a_commit(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_counts, "FLUSH_SECONDS", 0.0)

    async def run() -> None:
        async with Store.open(database) as store:
            execute, is_committed = store._connection.execute, asyncio.Event()

            async def execute_slowly(sql: str, *rest: Any) -> Any:
                done = await execute(sql, *rest)
                if sql == "COMMIT":
                    is_committed.set()
                    await asyncio.sleep(0.05)  # as if the answer of the database took its time
                return done

            monkeypatch.setattr(store._connection, "execute", execute_slowly)
            store.usage_counts.count(week_of(MARCH), [("asked", "")])
            await is_committed.wait()

    asyncio.run(run())
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT count FROM tallies").fetchall() == [(1,)]
    connection.close()


def test_counts_that_cannot_be_written_are_kept_for_the_next_time(database: Path) -> None:
    async def run() -> list[tuple[int, str, str, int]]:
        async with Store.open(database) as store:
            store.usage_counts.count(5, [("asked", "")])
            await store._connection.execute("ALTER TABLE tallies RENAME TO elsewhere")
            with pytest.raises(StoreError, match="no such table"):
                await store.usage_counts.flush()
            await store._connection.execute("ALTER TABLE elsewhere RENAME TO tallies")
            store.usage_counts.count(5, [("asked", "")])
            return await store.usage_counts.counts(0)

    assert asyncio.run(run()) == [(5, "asked", "", 2)]


def test_feedback_is_counted_by_week_and_deleted_with_its_user(database: Path) -> None:
    async def run() -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        async with Store.open(database) as store:
            for user, helped, at in (("anna", True, MARCH), ("boris", False, MARCH), ("boris", True, MARCH + 7 * DAY)):
                await store.give_feedback(user, "role", (), helped=helped, sentence="", given=at, answer=f"{user} {at}")
            before = await store.usage_counts.feedback(0)
            await store.forget("boris")
            return before, await store.usage_counts.feedback(0)

    before, after = asyncio.run(run())
    assert [row[1:] for row in before] == [(1, 1), (1, 0)]
    assert [row[1:] for row in after] == [(1, 0)]
