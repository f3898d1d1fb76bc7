"""Watches the knowledge files for changes made by hand or by a pull, and loads them."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

from watchfiles import Change, awatch

from bot.curation.knowledge_base import KnowledgeBase

LOOK_MILLISECONDS: Final = 10_000
"""The files are also checked at this interval, since not every system reports every change."""


@contextlib.asynccontextmanager
async def watch_files(knowledge_base: KnowledgeBase, failed: Callable[[Exception], object]) -> AsyncIterator[None]:
    """While the context is open, changed files are loaded. `failed` is called with an error of one check; checking goes
    on. A write that is running when the context closes is finished."""
    # So that the first change is soon learned as well; nobody waits for this at the end.
    threading.Thread(target=knowledge_base.live.advisor.matcher.fill_feature_cache, name="taking notes", daemon=True).start()
    task = asyncio.create_task(_watch(knowledge_base, failed))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await knowledge_base.wait_written()


async def _watch(knowledge_base: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    told = ""
    while True:
        try:
            await _watch_folder(knowledge_base, failed)
        except (OSError, RuntimeError) as error:  # the folder is gone, or the system watches no more files
            if str(error) != told:
                failed(error)
            told = str(error)
            await asyncio.sleep(LOOK_MILLISECONDS / 1000)
            await _look(knowledge_base, failed)


async def _watch_folder(knowledge_base: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    """Watch the folder until another folder takes its place; the system reports nothing about that."""
    if not await asyncio.to_thread(knowledge_base.root.is_dir):
        await asyncio.sleep(LOOK_MILLISECONDS / 1000)
        await _look(knowledge_base, failed)
        return
    watched = await asyncio.to_thread(_identity, knowledge_base.root)
    looks = awatch(knowledge_base.root, watch_filter=_matters, yield_on_timeout=True, rust_timeout=LOOK_MILLISECONDS)
    async with contextlib.aclosing(looks):
        async for _ in looks:
            await _look(knowledge_base, failed)
            if await asyncio.to_thread(_identity, knowledge_base.root) != watched:
                return


async def _look(knowledge_base: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    try:
        await knowledge_base.reload()
    except Exception as error:  # noqa: BLE001  # the knowledge that is live stays
        failed(error)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _matters(change: Change, path: str) -> bool:
    """Whether a change may concern the knowledge. When a folder is moved the system reports only its name, which usually
    has no extension."""
    del change
    return Path(path).suffix in (".yaml", ".yml", "") and not Path(path).name.startswith(".")
