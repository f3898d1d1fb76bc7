"""The whole bot on a local Discord: the real discord.py client, its own store, and the repository's knowledge."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.advisor import Advisor
from bot.bootstrap import build_advisor
from bot.curation.knowledge_base import KnowledgeBase
from bot.curation.proposals import LiveKnowledge
from bot.curation.recovery import open_knowledge_base
from bot.discordbot import client as client_module
from bot.discordbot.client import AdvisorClient
from bot.discordbot.rendering.image_cache import PictureMaker
from bot.discordbot.runner import run_bot
from bot.discordbot.services import BotServices, make_services
from bot.knowledge.snapshot import Snapshot
from bot.settings import Settings
from bot.storage.store import Store
from local_discord import LocalDiscord
from local_discord.state.flags import Permission
from local_discord.state.guilds import Channel, Overwrite
from tests.curation import small
from tests.learned import advisor as learned_advisor
from tests.local_discord.clients import settings as local_settings

TIMEOUT_SECONDS = 60

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def knowledge_base_with(advisor: Advisor, store: Store) -> KnowledgeBase:
    """The repository's knowledge with the given advisor, for tests that edit nothing."""
    root = Path(__file__).resolve().parents[2] / "knowledge"
    return KnowledgeBase(root, store.history, build_advisor, time.time, LiveKnowledge(Snapshot.of_folder(root), advisor, {}))


class LoggedErrors(logging.Handler):
    """Collects the errors that were logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@dataclass
class RunningBot:
    """A bot that runs. `clients` has one client for each time that the bot signed in."""

    services: BotServices
    store: Store
    errors: LoggedErrors
    clients: list[AdvisorClient] = field(default_factory=list)

    @property
    def client(self) -> AdvisorClient:
        return self.clients[-1]

    async def ready(self, number: int = 1) -> None:
        """Wait until the client with this number (from 1), or a later one, is ready."""
        async with asyncio.timeout(TIMEOUT_SECONDS):
            # Polls, because a client in the list may not have an event loop yet, and may be replaced by the next one.
            while not any(client.up.is_set() for client in self.clients[number - 1 :]):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def wait_idle(self) -> None:
        """Wait until every question is answered and stored."""
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await self.services.sessions.wait_idle()

    def expect_error(self) -> list[logging.LogRecord]:
        """Remove and return the errors logged so far, which the test expects."""
        found, self.errors.records = self.errors.records, []
        return found


def bot_settings(local: LocalDiscord, **changes: Any) -> Settings:
    """Settings for the local Discord, without the environment, and without a cooldown unless a test sets one."""
    values: dict[str, Any] = {
        "discord_token": local.token,
        "discord_api_url": local.api_url,
        "discord_gateway_url": local.gateway_url,
        "cooldown_questions": 0,
    }
    return Settings(_env_file=None, **(values | changes))


@contextlib.asynccontextmanager
async def bot_on(
    local: LocalDiscord,
    *,
    database: Path | None = None,
    pictures: PictureMaker | None = None,
    with_advisor: Advisor | None = None,
    knowledge: Path | None = None,
    **changes: Any,
) -> AsyncIterator[RunningBot]:
    """A bot that is ready. At the end it is stopped; an error that was logged and not expected fails the test.

    With the folder `knowledge`, the bot has a small knowledge base that can be edited; else it has the repository's.
    """
    client_module.READY_SECONDS = 0.02  # type: ignore[misc]  # discord.py waits this long after the last server
    settings = bot_settings(local, **changes)
    errors = LoggedErrors()
    logging.getLogger().addHandler(errors)
    stop = asyncio.Event()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with Store.open(database or Path(folder) / "advisor.db") as store:
                if knowledge is not None:
                    knowledge_base = await open_knowledge_base(knowledge, store.history, small.make_advisor, time.time)
                else:
                    knowledge_base = knowledge_base_with(with_advisor or learned_advisor(), store)
                services = await make_services(settings, knowledge_base, store, pictures)
                bot = RunningBot(services, store, errors)
                running = asyncio.create_task(run_bot(settings, local.token, services, stop, bot.clients.append))
                try:
                    waiting = asyncio.create_task(bot.ready())
                    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
                    if running.done():
                        waiting.cancel()
                        running.result()
                    await waiting
                    yield bot
                finally:
                    stop.set()
                    await asyncio.wait_for(asyncio.gather(running, return_exceptions=True), TIMEOUT_SECONDS)
        assert [record.getMessage() for record in errors.records] == []
    finally:
        logging.getLogger().removeHandler(errors)


@contextlib.asynccontextmanager
async def discord_with_bot(**changes: Any) -> AsyncIterator[tuple[LocalDiscord, RunningBot]]:
    """A local Discord with the bot. At the end, no request may have violated Discord's OpenAPI description."""
    async with LocalDiscord(local_settings()) as local, bot_on(local, **changes) as bot:
        yield local, bot
        assert local.violations == []


def silence(local: LocalDiscord, channel: Channel) -> None:
    """Deny everyone to write in the channel, the bot included."""
    channel.overwrites[local.guild.id] = Overwrite(local.guild.id, is_member=False, deny=int(Permission.SEND_MESSAGES))
