"""The history is one line of versions for each file, and its authors can be forgotten without losing what they wrote."""

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
async def test_versions_follow_each_other_and_none_is_ever_changed(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, kept):
        first = await change(kept, b"one", None)
        second = await change(kept, None, first)
        third = await change(kept, b"three", second)

        found = await kept.of_file(FILE)
        assert [(v.number, v.previous, v.content) for v in found] == [
            (third, second, b"three"), (second, first, None), (first, None, b"one"),
        ]  # fmt: skip
        assert await kept.contents() == {FILE: b"three"}
        assert await kept.everything() == found[::-1]


@pytest.mark.parametrize("stale", [None, 1, 99])
def test_a_version_that_does_not_follow_the_newest_is_refused_and_leaves_nothing(tmp_path: Path, stale: int | None) -> None:
    async def run() -> None:
        async with history(tmp_path) as (_, kept):
            await change(kept, b"two", await change(kept, b"one", None))
            with pytest.raises(ConflictError):
                await change(kept, b"three", stale)
            assert len(await kept.changes()) == 2

    asyncio.run(run())


@conversation
async def test_of_changes_made_at_once_from_the_same_version_one_is_kept(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, kept):
        first = await change(kept, b"one", None)
        done = await asyncio.gather(*(change(kept, b"%d" % n, first) for n in range(20)), return_exceptions=True)

        assert sum(isinstance(result, ConflictError) for result in done) == 19
        assert len(await kept.of_file(FILE)) == 2


@conversation
async def test_a_change_that_was_begun_is_told_of_until_it_is_finished_or_dropped(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, kept):
        begun = await kept.begin({FILE: (b"one", None)}, author="", origin="file", reason="r", made=1.0)
        assert [(v.file, v.content) for v in await kept.unfinished()] == [(FILE, b"one")]
        await kept.finish(begun.number)
        assert await kept.unfinished() == []

        head = (await kept.heads())[FILE]
        dropped = await kept.begin({FILE: (b"two", head)}, author="", origin="file", reason="r", made=1.0)
        await kept.drop(dropped.number)
        assert await kept.unfinished() == []
        assert await kept.contents() == {FILE: b"one"}


@conversation
async def test_an_author_who_is_forgotten_leaves_the_text_and_no_name(tmp_path: Path) -> None:
    async with history(tmp_path) as (store, kept):
        head = await change(kept, b"one", None, author="bob")
        await change(kept, b"two", head, author="ann")
        await kept.keep_draft(StoredDraft("key", "ann", '{"text": "half"}'), 1.0)

        told = await store.export("ann")
        assert [row["reason"] for row in told["changes"]] == ["ann said so"]
        assert [row["draft"] for row in told["drafts"]] == [{"text": "half"}]

        assert await store.forget("ann") == 2
        newest, oldest = await kept.of_file(FILE)
        assert (newest.content, newest.change.author, oldest.change.author) == (b"two", "", "bob")
        assert await kept.draft("key") is None


@conversation
async def test_one_authors_changes_are_found_newest_first(tmp_path: Path) -> None:
    async with history(tmp_path) as (_, kept):
        head = await change(kept, b"one", None, author="bob")
        head = await change(kept, b"two", head, author="ann")
        await change(kept, b"three", head, author="bob")

        found = await kept.changes(author="bob")
        assert [(c.author, files) for c, files in found] == [("bob", (FILE,)), ("bob", (FILE,))]
        assert found[0][0].number > found[1][0].number
        assert len(await kept.changes()) == 3
