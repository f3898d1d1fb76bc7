"""Runs the bot: signs in to Discord, reconnects, and stops in order."""

import asyncio
import contextlib
import logging
import random
import signal
from collections.abc import Callable, Iterator
from typing import Any, Final

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discordbot.client import AdvisorClient
from bot.discordbot.errors import BadTokenError, MissingIntentError, NoTokenError
from bot.discordbot.server_settings import ServerSettingsStore
from bot.discordbot.services import BotServices
from bot.settings import Settings

log = logging.getLogger("career-advisor.discord")

FIRST_BACKOFF: Final = 1.0
LONGEST_BACKOFF: Final = 60.0
"""Seconds before the bot tries again to reach Discord; they double with each attempt."""

FINISHING_SECONDS: Final = 2.0
CLOSING_SECONDS: Final = 2.0
"""Seconds for open turns to finish, and then for the gateway to close. With closing the store, the bot stops within five."""

MISSING_CREDENTIALS: Final = "DISCORD_TOKEN is not set, so I cannot sign in to Discord; docs/discord.md says where to get one."
BAD_CREDENTIALS: Final = (
    "Discord does not take this DISCORD_TOKEN; copy it anew from the developer portal (Bot, Reset Token), "
    "without spaces around it."
)
MISSING_INTENT: Final = (
    "Discord does not let me read messages that do not mention me: turn on the Message Content Intent in the developer portal "
    "(Bot, Privileged Gateway Intents), or set MESSAGE_CONTENT=off."
)
WITHOUT_CONTENT: Final = (
    "some server chose answer channels, but the Message Content Intent is off in the developer portal (Bot, Privileged Gateway "
    "Intents); until it is on, only mentions are answered there"
)
UNREACHABLE: Final = "Discord cannot be reached (%s); trying again in %.0f s"

_UNREACHABLE_ERRORS: Final = (OSError, aiohttp.ClientError, TimeoutError, discord.GatewayNotFound, discord.DiscordServerError)


def token_of(settings: Settings) -> str:
    """The token from the settings. Raises NoTokenError when it is not set."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token is not None else ""
    if not token:
        raise NoTokenError(MISSING_CREDENTIALS)
    return token


async def run_bot(
    settings: Settings,
    token: str,
    services: BotServices,
    stop: asyncio.Event | None = None,
    on_client: Callable[[AdvisorClient], None] = lambda _: None,
) -> None:
    """Run until `stop` is set (by default: until SIGTERM or SIGINT).

    Signs in again when the wanted intents change, and tries again without end when Discord cannot be reached. `on_client`
    is called with each client before it signs in. Raises BadTokenError or MissingIntentError.
    """
    stop = stop or _signal_event()
    with discord_urls(settings):
        reads_content = _wants_content(settings, services.servers)
        backoff = FIRST_BACKOFF
        while not stop.is_set():
            client = AdvisorClient(services, reads_content=reads_content, application_id=settings.discord_application_id)
            on_client(client)
            try:
                await _run_client(client, token, stop)
                reads_content = _wants_content(settings, services.servers)
            except discord.LoginFailure:
                raise BadTokenError(BAD_CREDENTIALS) from None
            except discord.PrivilegedIntentsRequired:
                if settings.message_content == "required":
                    raise MissingIntentError(MISSING_INTENT) from None
                log.warning(WITHOUT_CONTENT)
                reads_content = False
            except _UNREACHABLE_ERRORS as error:
                backoff = FIRST_BACKOFF if client.up.is_set() else backoff
                pause = backoff * random.uniform(0.8, 1.2)  # noqa: S311  # jitter: many bots must not return at once
                log.warning(UNREACHABLE, type(error).__name__, pause)
                backoff = min(backoff * 2, LONGEST_BACKOFF)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)


async def _run_client(client: AdvisorClient, token: str, stop: asyncio.Event) -> None:
    """Run one client until it ends or `stop` is set, then close it. Raises the exception that it ended with."""
    running = asyncio.create_task(client.start(token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            _raise_error_of(running)
    finally:
        stopping.cancel()
        with contextlib.suppress(TimeoutError):  # questions that were asked before the stop are answered
            await asyncio.wait_for(client.sessions.wait_idle(), FINISHING_SECONDS)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(client.close(), CLOSING_SECONDS)
        if not running.done():
            running.cancel()
        await asyncio.gather(running, stopping, return_exceptions=True)


def _raise_error_of(running: "asyncio.Task[None]") -> None:
    """Raise the exception of a finished task, if it has one. A token that the gateway rejects is a LoginFailure too."""
    error = running.exception()
    if isinstance(error, discord.ConnectionClosed) and error.code == 4004:
        raise discord.LoginFailure from error
    if error is not None:
        raise error


def _wants_content(settings: Settings, servers: ServerSettingsStore) -> bool:
    """Whether to request the intent to read the text of messages that do not mention the bot."""
    return settings.message_content == "required" or (settings.message_content == "auto" and servers.has_answer_channels)


def _signal_event() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


@contextlib.contextmanager
def discord_urls(settings: Settings) -> Iterator[None]:
    """Let discord.py use the URLs and the compression of the settings. It has no parameters for them, so its class attributes
    are replaced while this context is open."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    defaults: dict[str, Any] = DiscordWebSocket.from_client.__func__.__kwdefaults__  # type: ignore[attr-defined]
    compress = defaults["compress"]
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url.rstrip("/")
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    defaults["compress"] = settings.discord_gateway_compression
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
        defaults["compress"] = compress
