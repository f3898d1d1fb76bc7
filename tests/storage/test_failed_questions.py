"""Questions that were not answered well: kept with the turn that they come from, without whose they were, for some time."""

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
MISS = ("what does it pay?", "refused", "refusals/salary")
USER = "user-8675309-marker"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


def visit(user: str, number: int, at: float, **changes: Any) -> TurnRecord:
    values: dict[str, Any] = {"failed_questions": (MISS,), "counts": (("asked", ""), ("entry", "topics/portfolio"))}
    return TurnRecord(user, "dm", f"m{number}", "", at, **(values | changes))


async def _noted(store: Store, *whose: tuple[str, float]) -> list[StoredQuestion]:
    for user, at in whose:
        await store.failed_questions.note(user, [MISS], at)
    return await store.failed_questions.kept()


def _bytes(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database.parent.iterdir())


def test_a_turn_and_what_it_teaches_are_kept_together_or_not_at_all(database: Path) -> None:
    async def run() -> tuple[list[StoredQuestion], Conversation]:
        async with Store.open(database) as store:
            await store.turns.finish(visit("anna", 1, MARCH))
            broken = visit("anna", 2, MARCH, answer=("key", object()), conversation=Conversation(pool=("data-engineer",)))
            with pytest.raises(Exception, match="not supported"):
                await store.turns.finish(broken)
            return await store.failed_questions.kept(), await store.conversation("anna", "dm")

    kept, talk = asyncio.run(run())
    assert [(one.question, one.why, one.subject, one.month, one.asked) for one in kept] == [(*MISS, "2026-03", MARCH)]
    assert talk == Conversation()


def test_one_that_cannot_be_written_does_not_take_the_others_with_it(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as store:
            visits = [visit(f"user {number}", number, MARCH) for number in range(40)]
            visits[7] = visit("user 7", 7, MARCH, answer=("key", object()))
            done = await asyncio.gather(*map(store.turns.finish, visits), return_exceptions=True)
            assert [number for number, error in enumerate(done) if error is not None] == [7]
            return await store.failed_questions.kept()

    kept = asyncio.run(run())
    assert len(kept) == len({one.asker for one in kept}) == 39


def test_the_hash_tells_people_apart_in_one_month_and_links_no_two_months(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as store:
            await _noted(store, (USER, MARCH), ("boris", MARCH))
        async with Store.open(database) as store:  # the key outlives a restart
            return await _noted(store, (USER, MARCH + DAY), (USER, APRIL))

    first, other, again, next_month = asyncio.run(run())
    assert first.asker == again.asker
    assert len({first.asker, other.asker, next_month.asker}) == 3


def test_two_processes_use_one_key(database: Path) -> None:
    async def run() -> list[StoredQuestion]:
        async with Store.open(database) as bot, Store.open(database) as terminal:
            await asyncio.gather(
                bot.failed_questions.note(USER, [MISS], MARCH), terminal.failed_questions.note(USER, [MISS], MARCH)
            )
            return await bot.failed_questions.kept()

    first, second = asyncio.run(run())
    assert first.asker == second.asker


def test_no_byte_of_the_user_is_kept_and_the_key_of_a_month_that_is_over_is_gone_from_the_file(database: Path) -> None:
    def key() -> bytes:
        connection = sqlite3.connect(database)
        try:
            [(stored,)] = connection.execute("SELECT key FROM asker_keys").fetchall()
        finally:
            connection.close()
        return bytes(stored)

    async def run() -> tuple[bytes, bytes]:
        async with Store.open(database) as store:
            await _noted(store, (USER, MARCH))
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


def test_a_new_month_throws_the_old_key_away_by_itself(database: Path) -> None:
    async def run() -> int:
        async with Store.open(database) as store:
            await _noted(store, (USER, MARCH), (USER, APRIL))
            return len(await store.failed_questions.unlink_statements(USER))

    assert asyncio.run(run()) == 1


def test_questions_and_decisions_are_gone_after_their_time(database: Path) -> None:
    async def run() -> tuple[list[StoredQuestion], list[DecidedQuestion]]:
        async with Store.open(database) as store:
            for at in (MARCH, MARCH + DAY):
                await store.failed_questions.note(USER, [MISS], at)
                await store.failed_questions.decide(f"question at {at}", "dismissed", at)
            await store.turns.prune(MARCH + KEPT_SECONDS + 1)
            return await store.failed_questions.kept(), await store.failed_questions.decided()

    kept, decided = asyncio.run(run())
    assert [one.asked for one in kept] == [MARCH + DAY]
    assert decided == [DecidedQuestion(f"question at {MARCH + DAY}", "dismissed", "", MARCH + DAY)]


def test_the_last_decision_counts(database: Path) -> None:
    async def run() -> list[DecidedQuestion]:
        async with Store.open(database) as store:
            await store.failed_questions.decide("what does it pay?", "dismissed", 1.0)
            await store.failed_questions.decide("what does it pay?", "attached", 2.0, "topics/offers")
            return await store.failed_questions.decided()

    assert asyncio.run(run()) == [DecidedQuestion("what does it pay?", "attached", "topics/offers", 2.0)]


def test_only_so_many_are_kept(database: Path) -> None:
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


def test_counts_are_by_week_and_pruned_after_two_years(database: Path) -> None:
    async def run() -> tuple[list[tuple[int, str, str, int]], ...]:
        async with Store.open(database) as store:
            for number, at in enumerate((MARCH, MARCH, MARCH + 7 * DAY)):
                await store.turns.finish(visit(USER, number, at, failed_questions=(), counts=(("asked", ""),)))
            every = await store.usage_counts.counts(0)
            later = await store.usage_counts.counts(every[0][0] + 1)
            await store.turns.prune(MARCH + 750 * DAY)
            return every, later, await store.usage_counts.counts(0)

    every, later, left = asyncio.run(run())
    assert [(what, count) for _, what, _, count in every] == [("asked", 2), ("asked", 1)]
    assert every[1][0] == every[0][0] + 1
    assert (later, left) == (every[1:], [])


def test_counts_are_written_by_themselves_and_when_the_store_closes(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_counts, "FLUSH_SECONDS", 0.0)

    def on_disk() -> list[tuple[int]]:
        connection = sqlite3.connect(database)
        try:
            return connection.execute("SELECT count FROM tallies").fetchall()
        finally:
            connection.close()

    async def run() -> None:
        async with Store.open(database) as store:
            await asyncio.gather(*(store.turns.finish(visit(USER, n, MARCH, counts=(("asked", ""),))) for n in range(30)))
            async with asyncio.timeout(10):
                while on_disk() != [(30,)]:  # noqa: ASYNC110  # nothing tells of it
                    await asyncio.sleep(0.01)
            monkeypatch.setattr(usage_counts, "FLUSH_SECONDS", 3600.0)
            store.usage_counts.count(week_of(MARCH), [("asked", "")])

    asyncio.run(run())
    assert on_disk() == [(31,)]


def test_counts_that_cannot_be_written_wait(database: Path) -> None:
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


def test_what_helped_is_counted_by_week_and_goes_with_its_person(database: Path) -> None:
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
