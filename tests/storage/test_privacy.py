"""All data about a user can be exported and erased, in every table."""

import asyncio
import json
import re
import sqlite3
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.dialogue.state import Conversation
from bot.storage.failed_questions import StoredQuestion
from bot.storage.privacy import PERSONAL
from bot.storage.store import Store
from bot.storage.suggestions import Decision, Suggestion
from tests.storage.conversations import TALK

Export: TypeAlias = dict[str, list[dict[str, Any]]]

PERSON = re.compile(r"user|person|member|author|moderator|_by$", re.IGNORECASE)
USER = "user-8675309-marker"
MARKER = "xylographer-secret"
OTHER = "user-somebody-else"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


def _with_secret() -> Conversation:
    profile = TALK.profile.model_copy(update={"background": MARKER, "skills": (MARKER, "sql")})
    return TALK.model_copy(update={"profile": profile, "pool": (MARKER,)})


async def _fill(store: Store, user: str, talk: Conversation) -> None:
    for place in ("terminal", "server 1", f"direct message {user}"):
        await store.save_conversation(user, place, talk)
    for helped in (True, False):
        await store.give_feedback(user, "role", ("data-engineer",), helped=helped, sentence=f"it was {MARKER}", given=1.0)
    await store.suggestions.add(user, "1", f"write about {MARKER}", 1.0, "topics/portfolio")
    decided = await store.suggestions.add("somebody-with-ideas", "1", "write about hats", 1.0)
    await store.suggestions.decide(decided.id, "declined", user, 2.0, "we have enough of those")


def _columns(database: Path) -> dict[str, list[str]]:
    """Table → its columns, of the file as it is on disk."""
    connection = sqlite3.connect(database)
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables}
    finally:
        connection.close()


def test_every_table_with_a_user_id_is_exported_and_erased(database: Path) -> None:
    async def make() -> None:
        async with Store.open(database):
            pass

    asyncio.run(make())
    found = {(table, column) for table, columns in _columns(database).items() for column in columns if PERSON.search(column)}
    assert len(found) >= 3
    assert {(personal.table, personal.column) for personal in PERSONAL} == found


def test_the_export_has_every_column_except_ids(database: Path) -> None:
    async def make() -> None:
        async with Store.open(database):
            pass

    asyncio.run(make())
    columns = _columns(database)
    for personal in PERSONAL:
        assert set(columns[personal.table]) - {"id", personal.column} == set(personal.exported)


def test_the_export_has_everything_about_one_user_and_nothing_about_others(database: Path) -> None:
    async def run() -> Export:
        async with Store.open(database) as store:
            await _fill(store, USER, _with_secret())
            await _fill(store, OTHER, TALK)
            return await store.export(USER)

    export = asyncio.run(run())
    assert {row["sphere"] for row in export["profiles"]} == {"terminal", "server 1", f"direct message {USER}"}
    assert all(row["profile"] == json.loads(_with_secret().profile.model_dump_json()) for row in export["profiles"])
    assert {row["place"] for row in export["conversations"]} == {"terminal", "server 1", f"direct message {USER}"}
    assert all(MARKER in str(row["conversation"]) for row in export["conversations"])
    assert [(row["sentence"], row["helped"]) for row in export["feedback"]] == [(f"it was {MARKER}", 1), (f"it was {MARKER}", 0)]
    assert OTHER not in json.dumps(export)


def test_forgetting_erases_everything_about_one_user_and_nothing_about_others(database: Path) -> None:
    async def run() -> tuple[int, int, Export, Export, Conversation]:
        async with Store.open(database) as store:
            await _fill(store, USER, _with_secret())
            await _fill(store, OTHER, TALK)
            before = await store.export(OTHER)
            erased, again = await store.forget(USER), await store.forget(USER)
            assert await store.export(OTHER) == before
            return erased, again, await store.export(USER), before, await store.conversation(USER, "terminal")

    erased, again, left, others, talk = asyncio.run(run())
    assert (erased, again) == (10, 0)
    assert left == {personal.table: [] for personal in PERSONAL}
    assert all(others[table] for table in ("profiles", "conversations", "feedback", "suggestions", "suggestion_decisions"))
    assert talk == Conversation()


@pytest.mark.parametrize("crowd", [0, 200])
def test_no_data_of_a_forgotten_user_is_left_in_the_file(database: Path, crowd: int) -> None:
    """Nothing is left in freed pages or in the log, whether the user is alone in the file or one of many."""

    async def run() -> None:
        async with Store.open(database) as store:
            for number in range(crowd):
                await store.save_conversation(f"user-{number}", "server", TALK)
            await _fill(store, USER, _with_secret())
            for number in range(crowd):
                await store.save_conversation(f"user-{number}", "direct message", TALK)

    async def forget() -> None:
        async with Store.open(database) as store:
            await store.forget(USER)

    asyncio.run(run())
    assert any(USER.encode() in file.read_bytes() and MARKER.encode() in file.read_bytes() for file in database.parent.iterdir())
    asyncio.run(forget())
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for file in database.parent.iterdir():
        content = file.read_bytes()
        assert USER.encode() not in content, file.name
        assert MARKER.encode() not in content, file.name


def test_no_data_of_a_forgotten_user_is_left_while_the_program_keeps_running(database: Path) -> None:
    """The bot may run for months, so the data must not stay in the log until it stops."""

    async def run() -> list[str]:
        async with Store.open(database) as store:
            await _fill(store, USER, _with_secret())
            await store.forget(USER)
            return [file.name for file in database.parent.iterdir() if MARKER.encode() in file.read_bytes()]

    assert asyncio.run(run()) == []


def test_only_accepted_suggestions_stay_when_their_author_is_forgotten(database: Path) -> None:
    async def run() -> tuple[list[Suggestion | None], list[list[Decision]]]:
        async with Store.open(database) as store:
            made = [await store.suggestions.add(USER, "1", text, 1.0) for text in ("accepted", "declined", "open")]
            await store.suggestions.decide(made[0].id, "accepted", OTHER, 2.0, "good")
            await store.suggestions.decide(made[1].id, "declined", OTHER, 2.0)
            await store.forget(USER)
            numbers = [one.id for one in made]
            return (
                [await store.suggestions.one(number) for number in numbers],
                [await store.suggestions.history(number) for number in numbers],
            )

    left, history = asyncio.run(run())
    assert [one and (one.author, one.suggestion) for one in left] == [("", "accepted"), None, None]
    assert [[(one.by, one.note) for one in steps] for steps in history] == [[(OTHER, "good")], [], []]


def test_decisions_of_a_forgotten_moderator_stay_without_the_name(database: Path) -> None:
    async def run() -> list[Decision]:
        async with Store.open(database) as store:
            made = await store.suggestions.add(OTHER, "1", "more about hats", 1.0)
            await store.suggestions.decide(made.id, "declined", USER, 2.0, "no")
            await store.forget(USER)
            return await store.suggestions.history(made.id)

    assert asyncio.run(run()) == [Decision("", "declined", "no", 2.0)]


def test_forgetting_removes_the_hash_from_a_users_questions(database: Path) -> None:
    """The questions stay, since they have no author; nothing shows any more that the same user asked two of them."""

    async def run() -> tuple[list[StoredQuestion], list[StoredQuestion]]:
        async with Store.open(database) as store:
            for user in (USER, OTHER, USER):
                await store.failed_questions.note(user, [("what does it pay?", "refused", "refusals/salary")], 1.0)
            before = await store.failed_questions.kept()
            await store.forget(USER)
            return before, await store.failed_questions.kept()

    before, after = asyncio.run(run())
    assert before[0].asker == before[2].asker != before[1].asker
    assert [kept.asker for kept in after] == ["", before[1].asker, ""]
    assert [kept.question for kept in after] == [kept.question for kept in before]
