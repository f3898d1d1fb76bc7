"""Running the bot: sign in, stay, end in order. What keeps it from starting is one sentence."""

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

from bot.curation.knowledge_base import Event, KnowledgeBase, KnowledgeChanged
from bot.discordbot.client import AdvisorClient
from bot.discordbot.cooldown import Cooldown
from bot.discordbot.errors import BadTokenError, MissingIntentError, NoTokenError
from bot.discordbot.rendering.image_cache import ImageCache, PictureMaker
from bot.discordbot.responder import Responder
from bot.discordbot.server_settings import ServerSettingsStore
from bot.sessions.session_manager import SessionManager
from bot.settings import Settings
from bot.storage.store import Store

log = logging.getLogger("career-advisor.discord")

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
FINISHING_SECONDS: Final = 2.0
CLOSING_SECONDS: Final = 2.0
"""For turns that are underway, and then for the gateway to close; the store closes last, all within five seconds."""

UNSIGNED: Final = "DISCORD_TOKEN is not set, so I cannot sign in to Discord; docs/discord.md says where to get one."
REFUSED: Final = (
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
    """The token. Raises NoTokenError when there is none."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token is not None else ""
    if not token:
        raise NoTokenError(UNSIGNED)
    return token


async def run_bot(
    settings: Settings,
    token: str,
    replies: Responder,
    stop: asyncio.Event | None = None,
    begun: Callable[[AdvisorClient], None] = lambda _: None,
) -> None:
    """Until `stop` (by default SIGTERM and SIGINT) is set. Raises BadTokenError or MissingIntentError; unreachable is
    tried again for ever. `begun` is told each client before it signs in.
    """
    stop = stop or _signalled()
    with redirected_to(settings):
        content = _wants_content(settings, replies.servers)
        wait = FIRST_WAIT
        while not stop.is_set():
            client = AdvisorClient(replies, content=content, application_id=settings.discord_application_id)
            begun(client)
            try:
                await _serve(client, token, stop)
                content = _wants_content(settings, replies.servers)
            except discord.LoginFailure:
                raise BadTokenError(REFUSED) from None
            except discord.PrivilegedIntentsRequired:
                if settings.message_content == "required":
                    raise MissingIntentError(MISSING_INTENT) from None
                log.warning(WITHOUT_CONTENT)
                content = False
            except _UNREACHABLE_ERRORS as error:
                wait = FIRST_WAIT if client.up.is_set() else wait
                pause = wait * random.uniform(0.8, 1.2)  # noqa: S311  # so that many bots do not all come at once
                log.warning(UNREACHABLE, type(error).__name__, pause)
                wait = min(wait * 2, LONGEST_WAIT)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)


async def make_responder(
    settings: Settings, keeper: KnowledgeBase, store: Store, pictures: PictureMaker | None = None
) -> Responder:
    """Everything behind the client; without `pictures` answers come without them."""
    servers = ServerSettingsStore(store.servers)
    await servers.load()
    cooldown = Cooldown(settings.cooldown_questions, settings.cooldown_seconds)
    sessions = SessionManager(keeper.live.advisor, store)

    async def follow(news: Event) -> None:
        if isinstance(news, KnowledgeChanged):
            sessions.use(keeper.live.advisor)

    keeper.listen(follow)
    return Responder(sessions, ImageCache(pictures), servers, cooldown, keeper, frozenset(settings.knowledge_guild_ids))


async def _serve(client: AdvisorClient, token: str, stop: asyncio.Event) -> None:
    """One client until it ends, or until `stop`, when it is closed. Raises what it ends with."""
    serving = asyncio.create_task(client.start(token))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            _raise_in_our_words(serving)
    finally:
        stopping.cancel()
        with contextlib.suppress(TimeoutError):  # what was asked before the end is answered, if that is quick
            await asyncio.wait_for(client.replies.sessions.wait_idle(), FINISHING_SECONDS)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(client.close(), CLOSING_SECONDS)
        if not serving.done():
            serving.cancel()
        await asyncio.gather(serving, stopping, return_exceptions=True)


def _raise_in_our_words(serving: "asyncio.Task[None]") -> None:
    error = serving.exception()
    if isinstance(error, discord.ConnectionClosed) and error.code == 4004:
        raise discord.LoginFailure from error
    if error is not None:
        raise error


def _wants_content(settings: Settings, servers: ServerSettingsStore) -> bool:
    """Whether to ask for the text of messages that do not mention us."""
    return settings.message_content == "required" or (settings.message_content == "auto" and servers.has_answer_channels)


def _signalled() -> asyncio.Event:
    """Set by SIGTERM and by SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


@contextlib.contextmanager
def redirected_to(settings: Settings) -> Iterator[None]:
    """Let the library find another server than Discord's own where the settings name one. It has no other place for that."""
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
