"""The real, unmodified discord.py client, connected to a local Discord."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from local_discord import LocalDiscord, Settings
from tests import asynchronous

# Discord's OpenAPI description is not part of this project; an environment variable names its path.
_DEFAULT_OPENAPI = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
OPENAPI = Path(os.environ.get("DISCORD_OPENAPI", _DEFAULT_OPENAPI))


conversation = asynchronous.conversation


def settings(**changes: Any) -> Settings:
    """Settings that validate requests against Discord's OpenAPI description if it is available."""
    return Settings(**({"openapi": OPENAPI if OPENAPI.is_file() else None} | changes))


@contextlib.contextmanager
def connected_to(local: LocalDiscord) -> Iterator[None]:
    """Set the URLs that discord.py connects to, and restore them at the end."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = local.api_url, yarl.URL(local.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


Prepare = Callable[["Bot"], None]


class Bot(discord.Client):
    """A client with a command tree; `prepare` registers the handlers and commands of the test.

    `problems` are the errors that the handlers raised.
    """

    def __init__(self, intents: discord.Intents, prepare: Prepare | None = None, **options: Any) -> None:
        # The library waits for this time after the last guild before it is ready; here no guild arrives late.
        super().__init__(intents=intents, guild_ready_timeout=0.05, allowed_mentions=discord.AllowedMentions.none(), **options)
        self.tree = app_commands.CommandTree(self)
        self.problems: list[BaseException] = []
        self.up = asyncio.Event()
        self.resumed = asyncio.Queue[None]()
        if prepare is not None:
            prepare(self)

        @self.tree.error
        async def on_tree_error(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
            self.problems.append(error)

    async def setup_hook(self) -> None:
        if any(self.tree.get_commands(type=kind) for kind in discord.AppCommandType):
            await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify without delay; by default the library waits five seconds because of Discord's rate limit."""

    async def on_ready(self) -> None:
        self.up.set()

    async def on_resumed(self) -> None:
        self.resumed.put_nowait(None)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        self.problems.append(sys.exception() or RuntimeError(event_method))

    @property
    def me(self) -> discord.ClientUser:
        assert self.user is not None
        return self.user


@contextlib.asynccontextmanager
async def running(
    local: LocalDiscord,
    prepare: Prepare | None = None,
    *,
    intents: discord.Intents | None = None,
    token: str | None = None,
    **options: Any,
) -> AsyncIterator[Bot]:
    """A client that has signed in and is ready; it is closed at the end. Errors while signing in are raised."""
    with connected_to(local):
        client = Bot(intents or discord.Intents.all(), prepare, **options)
        task = asyncio.create_task(client.start(token or local.token))
        up = asyncio.create_task(client.up.wait())
        try:
            await asyncio.wait({task, up}, return_when=asyncio.FIRST_COMPLETED, timeout=10)
            if task.done():
                await task
            assert up.done(), "the client did not become ready"
            yield client
        finally:
            up.cancel()
            await client.close()
            await asyncio.gather(task, up, return_exceptions=True)


needs_description = pytest.mark.skipif(
    not OPENAPI.is_file(), reason="needs Discord's own API description; its path is read from DISCORD_OPENAPI"
)
