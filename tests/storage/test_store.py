"""Stored conversations and profiles are returned unchanged, to their user and in their place only."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.state import VERSION, Conversation, Profile
from bot.storage.store import Store
from tests.storage.conversations import CONVERSATIONS, TALK

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("databases")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


@given(_TEXT, _TEXT, CONVERSATIONS, CONVERSATIONS)
def test_the_last_stored_conversation_is_returned_unchanged_after_reopening(
    folder: Path, user: str, place: str, first: Conversation, last: Conversation
) -> None:
    async def run() -> Conversation:
        async with Store.open(folder / "any.db") as store:
            await store.save_conversation(user, place, first)
            await store.save_conversation(user, place, last)
        async with Store.open(folder / "any.db") as store:
            return await store.conversation(user, place)

    assert asyncio.run(run()) == last


def test_a_new_user_gets_an_empty_conversation(database: Path) -> None:
    async def run() -> tuple[Conversation, Profile]:
        async with Store.open(database) as store:
            await store.save_conversation("anna", "server", TALK)
            return await store.conversation("boris", "server"), await store.profile("boris", "server")

    assert asyncio.run(run()) == (Conversation(), Profile())


def test_a_conversation_belongs_to_its_place_and_a_profile_to_its_sphere(database: Path) -> None:
    async def run() -> tuple[Conversation, Conversation, Conversation, Conversation]:
        async with Store.open(database) as store:
            await store.save_conversation("anna", "server:1/general", TALK)
            return (
                await store.conversation("anna", "server:1/other"),
                await store.conversation("anna", "server:1/general"),
                await store.conversation("anna", "server:2/general"),
                await store.conversation("boris", "server:1/general"),
            )

    other_channel, same_channel, other_server, other_user = asyncio.run(run())
    assert other_channel == Conversation(profile=TALK.profile)
    assert same_channel == TALK
    assert other_server == Conversation()
    assert other_user == Conversation()


def test_a_profile_from_direct_messages_is_never_used_in_a_server(database: Path) -> None:
    async def run() -> tuple[Conversation, Conversation]:
        async with Store.open(database) as store:
            await store.save_conversation("anna", "dm", TALK)
            return await store.conversation("anna", "server:1/general"), await store.conversation("anna", "dm")

    server, direct = asyncio.run(run())
    assert server == Conversation()
    assert direct == TALK


@pytest.mark.parametrize(
    "stored", [TALK.model_copy(update={"version": VERSION + 1}).model_dump_json(), '{"turns": "of another form"}', "not JSON", ""]
)
def test_a_conversation_of_another_version_is_dropped_and_the_profile_stays(database: Path, stored: str) -> None:
    async def remember() -> None:
        async with Store.open(database) as store:
            await store.save_conversation("anna", "server", TALK)

    async def read() -> Conversation:
        async with Store.open(database) as store:
            return await store.conversation("anna", "server")

    asyncio.run(remember())
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE conversations SET conversation = ?", (stored,))
    connection.close()
    assert asyncio.run(read()) == Conversation(profile=TALK.profile)


@given(st.tuples(_TEXT, _TEXT, _TEXT), st.lists(_TEXT, max_size=4), st.booleans())
def test_feedback_is_stored_unchanged(folder: Path, texts: tuple[str, str, str], entries: list[str], helped: bool) -> None:
    user, kind, sentence = texts

    async def run() -> list[dict[str, object]]:
        async with Store.open(folder / "feedback.db") as store:
            await store.forget(user)
            await store.give_feedback(user, kind, tuple(entries), helped=helped, sentence=sentence, given=12.5)
            return (await store.export(user))["feedback"]

    [row] = asyncio.run(run())
    assert (row["kind"], row["entries"], row["helped"], row["given"]) == (kind, entries, int(helped), 12.5)
    assert row["sentence"] == sentence


def test_concurrent_writes_are_all_stored(database: Path) -> None:
    async def run() -> list[Conversation]:
        async with Store.open(database) as store:
            talks = [TALK.model_copy(update={"clarifications": number}) for number in range(40)]
            await asyncio.gather(*(store.save_conversation(f"user {n}", "server", talk) for n, talk in enumerate(talks)))
            return [await store.conversation(f"user {number}", "server") for number in range(40)]

    assert [talk.clarifications for talk in asyncio.run(run())] == list(range(40))


def test_two_processes_can_use_the_file_at_the_same_time(database: Path) -> None:
    """Two stores with a connection each, like the bot and a terminal, read what the other wrote."""

    async def run() -> list[Conversation]:
        async with Store.open(database) as bot, Store.open(database) as terminal:
            for number in range(20):
                writer = bot if number % 2 else terminal
                await writer.save_conversation(f"user {number}", "server", TALK.model_copy(update={"clarifications": number}))
            return [await (terminal if number % 2 else bot).conversation(f"user {number}", "server") for number in range(20)]

    assert [talk.clarifications for talk in asyncio.run(run())] == list(range(20))


def test_values_that_look_like_sql_are_stored_as_values(database: Path) -> None:
    nasty = "x'; DROP TABLE profiles; --"

    async def run() -> tuple[Conversation, int, Conversation]:
        async with Store.open(database) as store:
            await store.save_conversation(nasty, nasty, TALK)
            await store.save_conversation("anna", "server", TALK)
            await store.give_feedback(nasty, nasty, (nasty,), helped=True, sentence=nasty, given=1.0)
            return await store.conversation(nasty, nasty), await store.forget(nasty), await store.conversation("anna", "server")

    stored, erased, other = asyncio.run(run())
    assert (stored, erased, other) == (TALK, 3, TALK)
