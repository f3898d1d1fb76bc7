"""Noticing what is done to the knowledge files by hand or by a pull, and taking it in."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from watchfiles import Change, awatch

from bot.upkeep.keeper import Keeper


@contextlib.asynccontextmanager
async def watching(keeper: Keeper, failed: Callable[[Exception], object]) -> AsyncIterator[None]:
    """While inside, changes of the files are taken in; `failed` is told what goes wrong with one look at them, and the next
    one is made all the same. What is being written at the end is written to its end.
    """
    # So that the first change is soon learned as well; nobody waits for this at the end.
    threading.Thread(target=keeper.live.advisor.matcher.take_notes, name="taking notes", daemon=True).start()
    task = asyncio.create_task(_watch(keeper, failed))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await keeper.settled()


async def _watch(keeper: Keeper, failed: Callable[[Exception], object]) -> None:
    async for _ in awatch(keeper.root, watch_filter=_matters, recursive=True):
        try:
            await keeper.reload()
        except Exception as error:  # noqa: BLE001  # the knowledge that is live stays
            failed(error)


def _matters(change: Change, path: str) -> bool:
    del change
    return path.endswith((".yaml", ".yml")) and not Path(path).name.startswith(".")
