"""The client: Discord's events in, answers out. One failing handler or one malformed event never ends it."""

import asyncio
import logging
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands

from bot.discordbot.commands.command_sync import sync_commands
from bot.discordbot.commands.registration import register_commands
from bot.discordbot.commands.settings_panel import SettingsPanel
from bot.discordbot.commands.suggest import SuggestionForm
from bot.discordbot.component_router import PersistentComponent, on_modal
from bot.discordbot.events.event_guard import guard_parsers
from bot.discordbot.events.message_trigger import IncomingQuestion, extract_question
from bot.discordbot.moderation.router import ModerationRouter
from bot.discordbot.moderation.suggestion_queue import SuggestionQueue
from bot.discordbot.responder import ACKNOWLEDGED, Responder
from bot.discordbot.strings import general
from bot.errors import report_error

log = logging.getLogger("career-advisor.discord")

EDIT_SECONDS: Final = 10 * 60
"""A question edited within this time gets its answer edited."""

READY_SECONDS: Final = 0.5
"""After the last server that Discord names for so long nothing more is waited for."""

DAILY: Final = 24 * 3600

GREETING: Final = "What can you do?"
"""What a bare mention asks."""


def minimal_intents(*, content: bool) -> discord.Intents:
    """Servers, their messages, direct messages; the text of messages that do not mention us only where admins want that."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)


class CommandTree(app_commands.CommandTree["AdvisorClient"]):
    """The commands; each interaction once, each error report."""

    async def interaction_check(self, interaction: discord.Interaction["AdvisorClient"], /) -> bool:
        return interaction.client.replies.claim(interaction)

    async def on_error(self, interaction: discord.Interaction["AdvisorClient"], error: app_commands.AppCommandError, /) -> None:
        if isinstance(error, app_commands.CheckFailure):
            return  # whoever did not let them has told them
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await interaction.client.tell_trouble(interaction, cause)


class AdvisorClient(discord.Client):
    """`replies` sends, `panel` is the servers' settings, `suggesting` what members suggest. `wants_renewal` is set when the
    intents that are wanted changed.
    """

    def __init__(self, replies: Responder, *, content: bool, application_id: int | None = None) -> None:
        known: dict[str, Any] = {"application_id": application_id} if application_id is not None else {}
        super().__init__(
            intents=minimal_intents(content=content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=READY_SECONDS,
            **known,
        )
        self.replies = replies
        self.panel = SettingsPanel(replies.servers, replies.sessions.now)
        self.moderation = ModerationRouter(self, replies)
        self.suggesting = SuggestionForm(replies, SuggestionQueue(replies, self.moderation.editor))
        self.tree = CommandTree(self)
        self.wants_renewal = False
        self.up = asyncio.Event()
        self._unanswered_edits: OrderedDict[int, None] = OrderedDict()
        self._renewing: asyncio.Task[None] | None = None
        self._pruning: asyncio.Task[None] | None = None
        guard_parsers(self)

    # -- beginning and end --------------------------------------------------------------------------------------------

    async def setup_hook(self) -> None:
        register_commands(self.tree, self.replies, self.panel, self.suggesting)
        knowledge = self.moderation.commands()
        if knowledge is not None:
            self.tree.add_command(knowledge, guilds=[discord.Object(server) for server in self.replies.home])
        self.add_dynamic_items(PersistentComponent)
        await sync_commands(self.tree, self.replies.sessions.store.metadata, self.replies.home)
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
                await self.replies.sessions.store.turns.prune(self.replies.sessions.now())
            except Exception as error:  # noqa: BLE001  # what is not pruned today is pruned tomorrow
                report_error(error, quietly=True)
            await asyncio.sleep(DAILY)

    async def on_ready(self) -> None:
        assert self.user is not None  # noqa: S101  # the library sets it before this event
        log.info("ready as %s; servers: %d", self.user, len(self.guilds))
        await self.panel.check_reality(self)
        self.up.set()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.replies.servers.delete(guild.id)

    def renew(self) -> None:
        """End this session so that another with the wanted intents can begin."""
        self.wants_renewal = True
        self._renewing = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        await self.replies.sessions.wait_idle()
        await self.close()

    # -- what people write --------------------------------------------------------------------------------------------

    async def on_message(self, message: discord.Message) -> None:
        found = self._heard(message)
        if found is None:
            return
        wait = self.replies.cooldown.wait(message.author.id, self.replies.sessions.now())
        if wait:
            await self.replies.refuse_fast(message, wait)
            return
        await self._answer(message, found, again=False)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if message.edited_at is None or (message.edited_at - message.created_at).total_seconds() > EDIT_SECONDS:
            return
        if payload.cached_message is not None and payload.cached_message.content == message.content:
            return  # a link's preview came, or the message was pinned
        found = self._heard(message)
        if found is not None and not self.replies.cooldown.wait(message.author.id, self.replies.sessions.now()):
            await self._answer(message, found, again=True)

    def _heard(self, message: discord.Message) -> IncomingQuestion | None:
        if self.user is None:
            return None
        channels = self.replies.servers.get(message.guild.id if message.guild else None).answer_channels
        return extract_question(message, self.user, channels, reads_all=self.intents.message_content)

    async def _answer(self, message: discord.Message, found: IncomingQuestion, *, again: bool) -> None:
        if found.is_hidden:
            await message.reply(general.UNHEARD, nonce=message.id)
            return
        text = found.text or GREETING
        try:
            await self.replies.answer_message(message, lambda turn: turn.ask(text), again=again)
        except discord.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001  # told to the person; the table logs it under a code
            if not self.is_closed():
                await message.reply(report_error(error, quietly=True).text)

    # -- what people press and fill in, and what goes wrong -------------------------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.modal_submit and self.replies.claim(interaction):
            await self.safely(interaction, lambda: on_modal(interaction, self.replies))

    async def safely(self, interaction: discord.Interaction, deed: Callable[[], Any]) -> None:
        """Do something for an interaction; what goes wrong is told to the person and ends nothing."""
        try:
            await deed()
        except Exception as error:  # noqa: BLE001  # told to the person; the table logs it under a code
            await self.tell_trouble(interaction, error)

    async def tell_trouble(self, interaction: discord.Interaction, error: Exception) -> None:
        """One sentence for the person, in private. Late and twice answered interactions are nobody's fault any more."""
        if self.is_closed():
            return
        if isinstance(error, discord.NotFound | discord.HTTPException) and error.code in (ACKNOWLEDGED, 10062):
            log.warning("an interaction could not be answered in time (%s)", error.code)
            return
        report = report_error(error, quietly=True)
        try:
            await self.replies.say(interaction, report.text)
        except discord.HTTPException as failed:
            log.warning("an error could not be told to the person (%s)", failed.code)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """The last resort of every handler. What was handled is not logged: it may hold what somebody wrote."""
        error = sys.exception()
        if isinstance(error, Exception) and not self.is_closed():
            log.error("the handler of %s failed", event_method)
            report_error(error, quietly=True)
