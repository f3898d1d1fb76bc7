"""The discord.py client: passes Discord's events to their handlers. No exception of a handler ends the client."""

import asyncio
import logging
import sys
from collections.abc import Awaitable
from typing import Any, Final

import discord
from discord import app_commands

from bot.analytics.failure_detection import EDIT_SECONDS
from bot.discordbot.answer_components import AnswerComponents
from bot.discordbot.commands.command_sync import sync_commands
from bot.discordbot.commands.me import MeCommands
from bot.discordbot.commands.registration import register_commands
from bot.discordbot.commands.settings_panel import SettingsPanel
from bot.discordbot.commands.suggest import SuggestionForm
from bot.discordbot.component_router import ComponentRouter, PersistentComponent
from bot.discordbot.events.event_guard import guard_parsers
from bot.discordbot.events.message_trigger import IncomingQuestion, extract_question
from bot.discordbot.moderation.tools import ModerationTools
from bot.discordbot.responder import ACKNOWLEDGED, UNKNOWN_INTERACTION
from bot.discordbot.services import BotServices
from bot.discordbot.strings import general
from bot.errors import report_error

log = logging.getLogger("career-advisor.discord")

READY_SECONDS: Final = 0.5
"""discord.py waits this long for the next server at the start, before it reports that the client is ready."""

PRUNE_SECONDS: Final = 24 * 3600

GREETING: Final = "What can you do?"
"""The question that a bare mention asks."""


def minimal_intents(*, message_content: bool) -> discord.Intents:
    """The intents for servers and for messages. `message_content` adds the text of messages that do not mention the bot."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


class CommandTree(app_commands.CommandTree["AdvisorClient"]):
    """The command tree: runs each interaction once, and reports errors to the user."""

    async def interaction_check(self, interaction: discord.Interaction["AdvisorClient"], /) -> bool:
        return interaction.client.responder.claim(interaction)

    async def on_error(self, interaction: discord.Interaction["AdvisorClient"], error: app_commands.AppCommandError, /) -> None:
        if isinstance(error, app_commands.CheckFailure):
            return  # the check has answered the interaction
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await interaction.client.report_to_user(interaction, cause)


class AdvisorClient(discord.Client):
    """One connection to Discord. Commands and components find their handlers at its public attributes.

    `up` is set once the client is ready.
    """

    def __init__(self, services: BotServices, *, reads_content: bool, application_id: int | None = None) -> None:
        options: dict[str, Any] = {"application_id": application_id} if application_id is not None else {}
        super().__init__(
            intents=minimal_intents(message_content=reads_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=READY_SECONDS,
            **options,
        )
        self.sessions = services.sessions
        self.responder = services.responder
        self.moderation = ModerationTools(self, services)
        self.settings_panel = SettingsPanel(services.servers, services.sessions.now)
        self.suggestion_form = SuggestionForm(services.responder, services.sessions, services.servers, services.store.suggestions)
        self.router = ComponentRouter(services.responder)
        self.tree = CommandTree(self)
        self.up = asyncio.Event()
        self._me_commands = MeCommands(services.responder, services.sessions, services.store)
        self._answer_components = AnswerComponents(services.responder, services.sessions, services.images, services.store)
        self._servers = services.servers
        self._cooldown = services.cooldown
        self._store = services.store
        self._restarting: asyncio.Task[None] | None = None
        self._pruning: asyncio.Task[None] | None = None
        guard_parsers(self)

    # -- start and stop -----------------------------------------------------------------------------------------------

    async def setup_hook(self) -> None:
        self._answer_components.register(self.router)
        self._me_commands.register(self.router)
        self.settings_panel.register(self.router)
        self.suggestion_form.register(self.router)
        self.moderation.register(self.router)
        self.add_dynamic_items(PersistentComponent)
        register_commands(self.tree)
        self.tree.add_command(self._me_commands)
        guild_ids = self.moderation.guild_ids
        if guild_ids:
            self.tree.add_command(self.moderation.commands, guilds=[discord.Object(guild_id) for guild_id in guild_ids])
        await sync_commands(self.tree, self._store.metadata, guild_ids)
        self.moderation.start()
        self._pruning = asyncio.create_task(self._prune())

    async def close(self) -> None:
        if self._pruning is not None:
            self._pruning.cancel()
        self.moderation.stop()
        await super().close()

    async def _prune(self) -> None:
        while True:
            try:
                await self._store.turns.prune(self.sessions.now())
            except Exception as error:  # noqa: BLE001  # the next run prunes what this one did not
                report_error(error, quietly=True)
            await asyncio.sleep(PRUNE_SECONDS)

    async def on_ready(self) -> None:
        assert self.user is not None  # noqa: S101  # discord.py sets it before this event
        log.info("ready as %s; servers: %d", self.user, len(self.guilds))
        await self.settings_panel.remove_stale(self)
        self.up.set()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._servers.delete(guild.id)

    def restart(self) -> None:
        """Close this client after its open turns, so that the runner starts another one with the intents wanted now."""
        self._restarting = asyncio.create_task(self._close_when_idle())

    async def _close_when_idle(self) -> None:
        await self.sessions.wait_idle()
        await self.close()

    # -- messages -----------------------------------------------------------------------------------------------------

    async def on_message(self, message: discord.Message) -> None:
        question = self._extract_question(message)
        if question is None:
            return
        wait = self._cooldown.wait(message.author.id, self.sessions.now())
        if wait:
            await self.responder.notify_cooldown(message, wait)
        else:
            await self._answer(message, question, again=False)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if message.edited_at is None or (message.edited_at - message.created_at).total_seconds() > EDIT_SECONDS:
            return
        if payload.cached_message is not None and payload.cached_message.content == message.content:
            return  # the text is unchanged: the preview of a link was added, or the message was pinned
        question = self._extract_question(message)
        if question is not None and not self._cooldown.wait(message.author.id, self.sessions.now()):
            await self._answer(message, question, again=True)

    def _extract_question(self, message: discord.Message) -> IncomingQuestion | None:
        if self.user is None:
            return None
        answer_channels = self._servers.get(message.guild.id if message.guild else None).answer_channels
        return extract_question(message, self.user, answer_channels, reads_all=self.intents.message_content)

    async def _answer(self, message: discord.Message, question: IncomingQuestion, *, again: bool) -> None:
        if question.is_hidden:
            await message.reply(general.UNHEARD, nonce=message.id)
            return
        text = question.text or GREETING
        try:
            await self.responder.answer_message(message, lambda turn: turn.ask(text), again=again)
        except discord.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001  # reported to the user, and logged by report_error
            if not self.is_closed():
                await message.reply(report_error(error, quietly=True).text)

    # -- interactions and errors --------------------------------------------------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.modal_submit and self.responder.claim(interaction):
            await self.run_handler(interaction, self.router.on_form(interaction))

    async def run_handler(self, interaction: discord.Interaction, handler: Awaitable[None]) -> None:
        """Await the handler of an interaction. An exception is reported to the user, and is not raised."""
        try:
            await handler
        except Exception as error:  # noqa: BLE001  # reported to the user, and logged by report_error
            await self.report_to_user(interaction, error)

    async def report_to_user(self, interaction: discord.Interaction, error: Exception) -> None:
        """Send one sentence about an error to the user alone. Interactions that are expired or already acknowledged can no
        longer be answered; they are only logged."""
        if self.is_closed():
            return
        if isinstance(error, discord.HTTPException) and error.code in (ACKNOWLEDGED, UNKNOWN_INTERACTION):
            log.warning("an interaction could not be answered in time (%s)", error.code)
            return
        report = report_error(error, quietly=True)
        try:
            await self.responder.say(interaction, report.text)
        except discord.HTTPException as failure:
            log.warning("an error could not be reported to the user (%s)", failure.code)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log an exception of an event handler, without the event's content, which may hold text of a user."""
        error = sys.exception()
        if isinstance(error, Exception) and not self.is_closed():
            log.error("the handler of %s failed", event_method)
            report_error(error, quietly=True)
