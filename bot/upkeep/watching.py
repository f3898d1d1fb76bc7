"""Noticing what is done to the knowledge files by hand or by a pull, and taking it in."""

import logging
from pathlib import Path

from watchfiles import Change, awatch

from bot.errors import tell
from bot.upkeep.keeper import Keeper

log = logging.getLogger("career-advisor.upkeep")


async def watch(keeper: Keeper) -> None:
    """Until cancelled. Whatever goes wrong with one look at the files, the next one is made all the same."""
    async for _ in awatch(keeper.root, watch_filter=_matters, recursive=True):
        try:
            await keeper.reload()
        except Exception as error:  # noqa: BLE001  # logged under a code; the knowledge that is live stays
            tell(error)


def _matters(change: Change, path: str) -> bool:
    del change
    return path.endswith((".yaml", ".yml")) and not Path(path).name.startswith(".")
