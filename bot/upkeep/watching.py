"""Noticing what is done to the knowledge files by hand or by a pull, and taking it in."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

from bot.errors import tell
from bot.upkeep.keeper import Keeper


@contextlib.asynccontextmanager
async def watching(keeper: Keeper) -> AsyncIterator[None]:
    """While inside, changes of the files are taken in; what is being written at the end is written to its end."""
    task = asyncio.create_task(_watch(keeper))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await keeper.settled()


async def _watch(keeper: Keeper) -> None:
    """Whatever goes wrong with one look at the files, the next one is made all the same."""
    async for _ in awatch(keeper.root, watch_filter=_matters, recursive=True):
        try:
            await keeper.reload()
        except Exception as error:  # noqa: BLE001  # logged under a code; the knowledge that is live stays
            tell(error)


def _matters(change: Change, path: str) -> bool:
    del change
    return path.endswith((".yaml", ".yml")) and not Path(path).name.startswith(".")
