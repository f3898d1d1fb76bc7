"""`career-advisor me`: show, export or erase the data stored about the user of this terminal."""

import json
from pathlib import Path

import typer

from bot.answers.talk.small_talk import remembered
from bot.knowledge.library import Library
from bot.storage.store import Store
from bot.terminal.chat import PLACE, USER


async def show_memory(database: Path, library: Library) -> None:
    """Print what the profile holds."""
    async with Store.open(database) as store:
        lines = remembered(library, await store.profile(USER, PLACE))
    typer.echo("\n".join(lines) if lines else "Nothing yet.")


async def export_memory(database: Path) -> None:
    """Print every stored row about the user as JSON."""
    async with Store.open(database) as store:
        typer.echo(json.dumps(await store.export(USER), indent=2, ensure_ascii=False))


async def forget_memory(database: Path) -> None:
    """Erase every stored row about the user, and print whether there was one."""
    async with Store.open(database) as store:
        erased = await store.forget(USER)
    typer.echo("Everything about you is erased." if erased else "There was nothing to erase.")
