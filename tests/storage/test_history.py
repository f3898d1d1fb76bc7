"""The history is a linear sequence of versions per file; authors can be erased without losing their changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.storage.history import ConflictError, HistoryStore, StoredDraft
from bot.storage.store import Store
from tests.asynchronous import conversation

FILE = "topics/a.yaml"


@asynccontextmanager
async def history(folder: Path) -> AsyncIterator[tuple[Store, HistoryStore]]:
    async with Store.open(folder / "advisor.db") as store:
        yield store, store.history


async def change(history: HistoryStore, content: bytes | None, previous: int | None, author: str = "ann") -> int:
    await history.begin(
        {FILE: (content, previous)}, author=author, origin="discord", reason=f"{author} said so", made=1.0, done=True
    )
    return (await history.heads())[FILE]


@conversation
async def test_versions_follow_each_other_and_are_never_changed(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, versions):
        first = await change(versions, b"one", None)
        second = await change(versions, None, first)
        third = await change(versions, b"three", second)

        found = await versions.of_file(FILE)
        assert [(v.number, v.previous, v.content) for v in found] == [
            (third, second, b"three"), (second, first, None), (first, None, b"one"),
        ]  # fmt: skip
        assert await versions.contents() == {FILE: b"three"}
        assert await versions.everything() == found[::-1]


@pytest.mark.parametrize("stale", [None, 1, 99])
def test_a_version_based_on_an_old_one_is_refused_and_not_stored(tmp_path: Path, stale: int | None) -> None:
    async def run() -> None:
        async with history(tmp_path) as (_, versions):
            await change(versions, b"two", await change(versions, b"one", None))
            with pytest.raises(ConflictError):
                await change(versions, b"three", stale)
            assert len(await versions.changes()) == 2

    asyncio.run(run())


@conversation
async def test_of_concurrent_changes_to_the_same_version_one_succeeds(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, versions):
        first = await change(versions, b"one", None)
        done = await asyncio.gather(*(change(versions, b"%d" % n, first) for n in range(20)), return_exceptions=True)

        assert sum(isinstance(result, ConflictError) for result in done) == 19
        assert len(await versions.of_file(FILE)) == 2


@conversation
async def test_a_started_change_is_listed_until_it_is_finished_or_dropped(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, versions):
        started = await versions.begin({FILE: (b"one", None)}, author="", origin="file", reason="r", made=1.0)
        assert [(v.file, v.content) for v in await versions.unfinished()] == [(FILE, b"one")]
        await versions.finish(started.number)
        assert await versions.unfinished() == []

        head = (await versions.heads())[FILE]
        dropped = await versions.begin({FILE: (b"two", head)}, author="", origin="file", reason="r", made=1.0)
        await versions.drop(dropped.number)
        assert await versions.unfinished() == []
        assert await versions.contents() == {FILE: b"one"}


@conversation
async def test_erasing_an_author_keeps_the_texts_without_the_name(tmp_path: Path) -> None:
    async with history(tmp_path) as (store, versions):
        head = await change(versions, b"one", None, author="bob")
        await change(versions, b"two", head, author="ann")
        await versions.keep_draft(StoredDraft("key", "ann", '{"text": "half"}'), 1.0)

        export = await store.export("ann")
        assert [row["reason"] for row in export["changes"]] == ["ann said so"]
        assert [row["draft"] for row in export["drafts"]] == [{"text": "half"}]

        assert await store.forget("ann") == 2
        newest, oldest = await versions.of_file(FILE)
        assert (newest.content, newest.change.author, oldest.change.author) == (b"two", "", "bob")
        assert await versions.draft("key") is None


@conversation
async def test_the_changes_of_one_author_are_listed_newest_first(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, versions):
        head = await change(versions, b"one", None, author="bob")
        head = await change(versions, b"two", head, author="ann")
        await change(versions, b"three", head, author="bob")

        found = await versions.changes(author="bob")
        assert [(c.author, files) for c, files in found] == [("bob", (FILE,)), ("bob", (FILE,))]
        assert found[0][0].number > found[1][0].number
        assert len(await versions.changes()) == 3
