"""What is done to the files while the bot runs is noticed without a word, however it is done."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable

import pytest

from bot.curation import file_watcher as watching_module
from bot.curation.file_watcher import watch_files
from bot.curation.knowledge_base import Author, KnowledgeBase
from tests.asynchronous import conversation
from tests.curation.small import TOPIC
from tests.curation.test_knowledge_base import MENDED, WAGES, edit_of, files, keeper_of, says
from tests.knowledge.copies import ROLE, Copy

__all__ = ["files"]  # a fixture

PATIENCE = 20
"""Seconds until a test gives up; what it waits for takes a fraction of one."""

OLD = "Ask what others are paid."


@contextlib.asynccontextmanager
async def watched(files: Copy) -> AsyncIterator[tuple[KnowledgeBase, list[Exception]]]:
    """A keeper whose files are watched, and what went wrong with looking at them."""
    failures: list[Exception] = []
    async with keeper_of(files) as keeper, watch_files(keeper, failures.append):
        await watches(keeper, files)
        yield keeper, failures


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  # the keeper's listeners are not told of trouble that is over
            await asyncio.sleep(0.01)


async def watches(keeper: KnowledgeBase, files: Copy, file: str = "topics/leaking-pipes.yaml") -> None:
    """Wait until a change is noticed. It is made again and again, as nothing tells when watching begins."""
    text = files.read(file)
    async with asyncio.timeout(PATIENCE):
        for number in range(10_000):
            marked = f"{text}# {number}\n"
            files.write(file, marked)
            await asyncio.sleep(0.1)
            if keeper.live.snapshot.content(file) == marked.encode():
                return


def extra(number: int) -> str:
    phrases = f"  - what of the matter numbered {number}"
    return TOPIC.format(id=f"extra-{number}", name=f"Extra {number}", text="It is so.", phrases=phrases)


@conversation
async def test_an_edit_by_hand_is_noticed(files: Copy) -> None:
    async with watched(files) as (keeper, failures):
        files.replace(WAGES, OLD, MENDED)
        await until(lambda: MENDED in says(keeper, "am I paid enough"))

        assert (await keeper.history.of_file(WAGES))[0].change.origin == "file"
        assert failures == []


@conversation
async def test_a_file_that_an_editor_replaces_is_noticed(files: Copy) -> None:
    """Written beside and renamed over it, or the old one put aside first; what lies beside is no knowledge."""
    async with watched(files) as (keeper, _):
        for number, new in enumerate((MENDED, "Ask your neighbours.")):
            path, beside = files.root / WAGES, files.root / f"topics/.fair-wages.yaml.swp{number}"
            text = files.read(WAGES)
            before = keeper.live.snapshot.files[WAGES].text
            files.write(str(beside.relative_to(files.root)), text.replace((OLD, MENDED)[number], new))
            if number:
                path.rename(path.with_name("fair-wages.yaml~"))
            beside.replace(path)
            await until(lambda before=before: keeper.live.snapshot.files[WAGES].text != before)  # type: ignore[misc]
            assert new in says(keeper, "am I paid enough")
        assert keeper.trouble is None


@conversation
async def test_a_pull_of_many_files_is_taken_in(files: Copy) -> None:
    """New ones, other ones and ones that go, one after the other, as git writes them."""
    async with watched(files) as (keeper, failures):
        for number in range(60):
            files.write(f"topics/extra-{number}.yaml", extra(number))
            await asyncio.sleep(0)
        files.replace(WAGES, OLD, MENDED)
        (files.root / "topics/learning-the-trade.yaml").unlink()
        files.write("roles/fitter.yaml", ROLE.format(id="fitter", name="Fitter"))
        await until(lambda: "roles/fitter.yaml" in keeper.live.snapshot.files)

        names = set(keeper.live.snapshot.files)
        assert {f"topics/extra-{number}.yaml" for number in range(60)} < names
        assert "topics/learning-the-trade.yaml" not in names
        assert MENDED in says(keeper, "am I paid enough")
        assert (keeper.trouble, failures) == (None, [])


@conversation
async def test_a_bad_file_is_noticed_and_so_is_its_mending(files: Copy) -> None:
    async with watched(files) as (keeper, _):
        good = files.read(WAGES)
        files.write(WAGES, good.replace("points:", "points"))
        await until(lambda: keeper.trouble is not None)
        assert OLD in says(keeper, "am I paid enough")

        files.write(WAGES, good.replace(OLD, MENDED))
        await until(lambda: keeper.trouble is None)
        assert MENDED in says(keeper, "am I paid enough")


@conversation
async def test_a_folder_that_goes_and_comes_back_is_noticed(files: Copy) -> None:
    """Deleted, moved away or moved in; what is live stays meanwhile, and then its files are watched as before."""
    async with watched(files) as (keeper, failures):
        folder, away = files.root / "roles", files.root.parent / "roles-away"
        shutil.copytree(folder, away)
        shutil.rmtree(folder)
        await until(lambda: keeper.trouble is not None)
        assert "Does a thing." in says(keeper, "what does a welder do")
        away.rename(folder)
        await until(lambda: keeper.trouble is None)
        await watches(keeper, files, "roles/welder.yaml")

        folder.rename(away)
        await until(lambda: keeper.trouble is not None)
        away.rename(folder)
        await until(lambda: keeper.trouble is None)
        await watches(keeper, files, "roles/plumber.yaml")
        assert failures == []


@conversation
async def test_the_whole_folder_may_go_and_come_back(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a disk is mounted anew, or a checkout is put in the place of another. Nothing tells of that: it is looked for."""
    monkeypatch.setattr(watching_module, "LOOK_MILLISECONDS", 100)
    async with watched(files) as (keeper, failures):
        away = files.root.with_name("away")
        files.root.rename(away)
        await until(lambda: keeper.trouble is not None)
        assert OLD in says(keeper, "am I paid enough")
        await asyncio.sleep(0.3)  # several looks

        shutil.copytree(away, files.root)
        await until(lambda: keeper.trouble is None)
        await watches(keeper, files, WAGES)
        assert failures == []


@conversation
async def test_where_the_system_watches_no_more_files_they_are_looked_at(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_module, "LOOK_MILLISECONDS", 100)
    monkeypatch.setattr(watching_module, "awatch", _refusing)
    async with watched(files) as (keeper, failures):
        files.replace(WAGES, OLD, MENDED)
        await until(lambda: MENDED in says(keeper, "am I paid enough"))

        assert [str(failure) for failure in failures] == ["OS file watch limit reached"]


async def _refusing(*_: object, **__: object) -> AsyncIterator[set[object]]:
    raise OSError("OS file watch limit reached")
    yield set()


@conversation
async def test_what_is_being_written_at_the_end_is_written_to_its_end(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot is told to stop while an edit is on its way to the disk, which takes its time."""
    on_the_way = threading.Event()
    fsync = os.fsync

    def slowly(handle: int) -> None:
        on_the_way.set()
        time.sleep(0.2)
        fsync(handle)

    async with keeper_of(files) as keeper:
        async with watch_files(keeper, lambda _: None):
            proposal = await keeper.propose(edit_of(keeper, WAGES, OLD, MENDED))
            monkeypatch.setattr("os.fsync", slowly)
            committing = asyncio.create_task(keeper.commit(proposal, Author("ann", "It was short.")))
            await asyncio.to_thread(on_the_way.wait, PATIENCE)
            committing.cancel()
        assert MENDED in files.read(WAGES)
        assert await keeper.history.unfinished() == []
        assert (await keeper.history.of_file(WAGES))[0].change.author == "ann"
