"""The bot notices every kind of change to the knowledge files while it runs."""

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
from tests.curation.test_knowledge_base import CORRECTED, WAGES, edit_of, files, open_small, says
from tests.knowledge.copies import ROLE, Copy

__all__ = ["files"]  # a fixture

WAIT_SECONDS = 20
"""Seconds until a test fails; what it waits for takes less than one."""

OLD = "Ask what others are paid."


@contextlib.asynccontextmanager
async def watched(files: Copy) -> AsyncIterator[tuple[KnowledgeBase, list[Exception]]]:
    """The small knowledge base with watched files, and the errors of the watcher."""
    failures: list[Exception] = []
    async with open_small(files) as knowledge_base, watch_files(knowledge_base, failures.append):
        await wait_until_watched(knowledge_base, files)
        yield knowledge_base, failures


async def until(condition: Callable[[], object]) -> None:
    """Wait until the condition holds."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110  # listeners are not called when a failure is over
            await asyncio.sleep(0.01)


async def wait_until_watched(knowledge_base: KnowledgeBase, files: Copy, file: str = "topics/leaking-pipes.yaml") -> None:
    """Change a file again and again until a change is noticed, since there is no event for the start of watching."""
    text = files.read(file)
    async with asyncio.timeout(WAIT_SECONDS):
        for number in range(10_000):
            marked = f"{text}# {number}\n"
            files.write(file, marked)
            await asyncio.sleep(0.1)
            if knowledge_base.live.snapshot.content(file) == marked.encode():
                return


def extra(number: int) -> str:
    phrases = f"  - what of the matter numbered {number}"
    return TOPIC.format(id=f"extra-{number}", name=f"Extra {number}", text="It is so.", phrases=phrases)


@conversation
async def test_an_edit_by_hand_is_noticed(files: Copy) -> None:
    async with watched(files) as (knowledge_base, failures):
        files.replace(WAGES, OLD, CORRECTED)
        await until(lambda: CORRECTED in says(knowledge_base, "am I paid enough"))

        assert (await knowledge_base.history.of_file(WAGES))[0].change.origin == "file"
        assert failures == []


@conversation
async def test_a_file_replaced_by_an_editor_is_noticed(files: Copy) -> None:
    """An editor may write a temporary file and rename it, or rename the old file first. Temporary files are ignored."""
    async with watched(files) as (knowledge_base, _):
        for number, new in enumerate((CORRECTED, "Ask your neighbours.")):
            path, temporary = files.root / WAGES, files.root / f"topics/.fair-wages.yaml.swp{number}"
            text = files.read(WAGES)
            before = knowledge_base.live.snapshot.files[WAGES].text
            files.write(str(temporary.relative_to(files.root)), text.replace((OLD, CORRECTED)[number], new))
            if number:
                path.rename(path.with_name("fair-wages.yaml~"))
            temporary.replace(path)
            await until(lambda before=before: knowledge_base.live.snapshot.files[WAGES].text != before)  # type: ignore[misc]
            assert new in says(knowledge_base, "am I paid enough")
        assert knowledge_base.trouble is None


@conversation
async def test_a_pull_of_many_files_is_loaded(files: Copy) -> None:
    """Files are created, changed and deleted one after the other, as git does."""
    async with watched(files) as (knowledge_base, failures):
        for number in range(60):
            files.write(f"topics/extra-{number}.yaml", extra(number))
            await asyncio.sleep(0)
        files.replace(WAGES, OLD, CORRECTED)
        (files.root / "topics/learning-the-trade.yaml").unlink()
        files.write("roles/fitter.yaml", ROLE.format(id="fitter", name="Fitter"))
        await until(lambda: "roles/fitter.yaml" in knowledge_base.live.snapshot.files)

        names = set(knowledge_base.live.snapshot.files)
        assert {f"topics/extra-{number}.yaml" for number in range(60)} < names
        assert "topics/learning-the-trade.yaml" not in names
        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert (knowledge_base.trouble, failures) == (None, [])


@conversation
async def test_a_bad_file_and_its_correction_are_noticed(files: Copy) -> None:
    async with watched(files) as (knowledge_base, _):
        good = files.read(WAGES)
        files.write(WAGES, good.replace("points:", "points"))
        await until(lambda: knowledge_base.trouble is not None)
        assert OLD in says(knowledge_base, "am I paid enough")

        files.write(WAGES, good.replace(OLD, CORRECTED))
        await until(lambda: knowledge_base.trouble is None)
        assert CORRECTED in says(knowledge_base, "am I paid enough")


@conversation
async def test_a_folder_that_disappears_and_returns_is_noticed(files: Copy) -> None:
    """The folder is deleted or moved away, and moved back. The live knowledge stays, and afterwards its files are watched."""
    async with watched(files) as (knowledge_base, failures):
        folder, away = files.root / "roles", files.root.parent / "roles-away"
        shutil.copytree(folder, away)
        shutil.rmtree(folder)
        await until(lambda: knowledge_base.trouble is not None)
        assert "Does a thing." in says(knowledge_base, "what does a welder do")
        away.rename(folder)
        await until(lambda: knowledge_base.trouble is None)
        await wait_until_watched(knowledge_base, files, "roles/welder.yaml")

        folder.rename(away)
        await until(lambda: knowledge_base.trouble is not None)
        away.rename(folder)
        await until(lambda: knowledge_base.trouble is None)
        await wait_until_watched(knowledge_base, files, "roles/plumber.yaml")
        assert failures == []


@conversation
async def test_the_whole_knowledge_folder_can_disappear_and_return(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """This happens when a disk is mounted again or a checkout is replaced. There is no event for it, so the bot polls."""
    monkeypatch.setattr(watching_module, "LOOK_MILLISECONDS", 100)
    async with watched(files) as (knowledge_base, failures):
        away = files.root.with_name("away")
        files.root.rename(away)
        await until(lambda: knowledge_base.trouble is not None)
        assert OLD in says(knowledge_base, "am I paid enough")
        await asyncio.sleep(0.3)  # several polls

        shutil.copytree(away, files.root)
        await until(lambda: knowledge_base.trouble is None)
        await wait_until_watched(knowledge_base, files, WAGES)
        assert failures == []


@conversation
async def test_files_are_polled_when_the_system_cannot_watch_more_files(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_module, "LOOK_MILLISECONDS", 100)
    monkeypatch.setattr(watching_module, "awatch", _watch_limit_reached)
    async with watched(files) as (knowledge_base, failures):
        files.replace(WAGES, OLD, CORRECTED)
        await until(lambda: CORRECTED in says(knowledge_base, "am I paid enough"))

        assert [str(failure) for failure in failures] == ["OS file watch limit reached"]


async def _watch_limit_reached(*_: object, **__: object) -> AsyncIterator[set[object]]:
    raise OSError("OS file watch limit reached")
    yield set()


@conversation
async def test_an_edit_that_is_being_written_at_shutdown_is_finished(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot is stopped while an edit is being written to a slow disk."""
    writing = threading.Event()
    fsync = os.fsync

    def slowly(handle: int) -> None:
        writing.set()
        time.sleep(0.2)
        fsync(handle)

    async with open_small(files) as knowledge_base:
        async with watch_files(knowledge_base, lambda _: None):
            proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, OLD, CORRECTED))
            monkeypatch.setattr("os.fsync", slowly)
            committing = asyncio.create_task(knowledge_base.commit(proposal, Author("ann", "It was short.")))
            await asyncio.to_thread(writing.wait, WAIT_SECONDS)
            committing.cancel()
        assert CORRECTED in files.read(WAGES)
        assert await knowledge_base.history.unfinished() == []
        assert (await knowledge_base.history.of_file(WAGES))[0].change.author == "ann"
