"""Noticing what is done to the knowledge files by hand or by a pull, and taking it in."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

from watchfiles import Change, awatch

from bot.curation.knowledge_base import KnowledgeBase

LOOK_MILLISECONDS: Final = 10_000
"""So often the files are looked at though nothing is told of them: not every system tells everything."""


@contextlib.asynccontextmanager
async def watch_files(keeper: KnowledgeBase, failed: Callable[[Exception], object]) -> AsyncIterator[None]:
    """While inside, changes of the files are taken in; `failed` is told what goes wrong with one look at them, and the next
    one is made all the same. What is being written at the end is written to its end.
    """
    # So that the first change is soon learned as well; nobody waits for this at the end.
    threading.Thread(target=keeper.live.advisor.matcher.fill_feature_cache, name="taking notes", daemon=True).start()
    task = asyncio.create_task(_watch(keeper, failed))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await keeper.settled()


async def _watch(keeper: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    told = ""
    while True:
        try:
            await _watch_folder(keeper, failed)
        except (OSError, RuntimeError) as error:  # the folder is gone, or the system watches no more files
            if str(error) != told:
                failed(error)
            told = str(error)
            await asyncio.sleep(LOOK_MILLISECONDS / 1000)
            await _look(keeper, failed)


async def _watch_folder(keeper: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    """Until another folder stands in its place, of which the system would tell nothing."""
    if not await asyncio.to_thread(keeper.root.is_dir):
        await asyncio.sleep(LOOK_MILLISECONDS / 1000)
        await _look(keeper, failed)
        return
    watched = await asyncio.to_thread(_identity, keeper.root)
    looks = awatch(keeper.root, watch_filter=_matters, yield_on_timeout=True, rust_timeout=LOOK_MILLISECONDS)
    async with contextlib.aclosing(looks):
        async for _ in looks:
            await _look(keeper, failed)
            if await asyncio.to_thread(_identity, keeper.root) != watched:
                return


async def _look(keeper: KnowledgeBase, failed: Callable[[Exception], object]) -> None:
    try:
        await keeper.reload()
    except Exception as error:  # noqa: BLE001  # the knowledge that is live stays
        failed(error)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _matters(change: Change, path: str) -> bool:
    """Of a folder that is moved the system tells nothing but its name, which has no ending as a rule."""
    del change
    return Path(path).suffix in (".yaml", ".yml", "") and not Path(path).name.startswith(".")
