"""Members' suggestions: a small form, then the queue in the server's log channel, where moderators decide."""

import logging
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discordbot.moderation.forms import text_field
from bot.discordbot.moderation.suggestion_queue import LONGEST, SHORTEST, SuggestionQueue, shown
from bot.discordbot.rendering.custom_ids import ComponentId, custom_id
from bot.discordbot.responder import Responder, find_document
from bot.discordbot.strings import suggestions as texts
from bot.storage.suggestions import MOST_A_DAY, MOST_OPEN, TooManySuggestionsError

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]

_LONGEST_QUESTION: Final = 300


class SuggestionForm:
    """The command and the form; `queue` is what moderators have of it."""

    def __init__(self, replies: Responder, queue: SuggestionQueue) -> None:
        self._replies = replies
        self._store = replies.sessions.store.suggestions
        self._queue = queue

    def command(self) -> "app_commands.Command[Any, ..., None]":
        """For every member, in servers alone: elsewhere nobody would read it."""

        async def suggest(interaction: Interaction) -> None:
            await self._open(interaction, "")

        return app_commands.Command(
            name="suggest",
            description="Suggest something for my knowledge to this server's moderators.",
            callback=suggest,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    async def pressed(self, interaction: Interaction, press: ComponentId) -> None:
        """The button under an answer, or one under a suggestion in the queue."""
        if press.verb == "suggest":
            await self._open(interaction, press.rest)
        else:
            await self._queue.pressed(interaction, press)

    async def sent(self, interaction: Interaction, press: ComponentId, words: str) -> None:
        """A suggestion, or a moderator's word on one."""
        if press.verb == "suggest":
            await self._made(interaction, press.rest, words)
        else:
            await self._queue.sent(interaction, press, words)

    async def _open(self, interaction: Interaction, key: str) -> None:
        """Show the form, for a suggestion under the answer `key` or under none."""
        if self._channel(interaction) is None:
            await self._replies.say(interaction, texts.NO_SERVER if interaction.guild_id is None else texts.NO_QUEUE)
            return
        asked = self._replies.sessions.question_of(key, str(interaction.user.id))
        begun = texts.ASKED.format(question=asked[:_LONGEST_QUESTION]) if asked else ""
        form = ui.Modal(title=texts.FORM, custom_id=custom_id("suggest", key), timeout=600)
        form.add_item(text_field(texts.FORM_LABEL, texts.FORM_HINT, value=begun, least=SHORTEST, most=LONGEST))
        await interaction.response.send_modal(form)

    async def _made(self, interaction: Interaction, key: str, words: str) -> None:
        """Keep the suggestion and put it into the queue, or neither."""
        channel = self._channel(interaction)
        if channel is None:
            await self._replies.say(interaction, texts.NO_SERVER if interaction.guild_id is None else texts.NO_QUEUE)
            return
        author, server, now = str(interaction.user.id), str(interaction.guild_id), self._replies.sessions.now()
        try:
            kept = await self._store.add(author, server, words[:LONGEST], now, await self._about(key))
        except TooManySuggestionsError as error:
            limit = texts.TOO_MANY_OPEN.format(most=MOST_OPEN) if error.waiting else texts.TOO_MANY_TODAY.format(most=MOST_A_DAY)
            await self._replies.say(interaction, limit)
            return
        try:
            await channel.send(view=shown(kept, [], self._replies.sessions.advisor.library))
        except discord.HTTPException as error:
            log.warning("a suggestion could not be put into channel %s (%s)", getattr(channel, "id", 0), error.code)
            await self._store.drop(kept.id)
            await self._replies.say(interaction, texts.NOT_QUEUED)
            return
        await self._replies.say(interaction, texts.MADE)

    async def _about(self, key: str) -> str:
        """The entry that an answer was about, as far as the answer is still known."""
        found = await find_document(self._replies.sessions, key) if key else None
        library = self._replies.sessions.advisor.library
        for entry in found[1].entries if found is not None else ():
            if entry in library.roles or entry in library.topics:
                return f"{'roles' if entry in library.roles else 'topics'}/{entry}"
        return ""

    def _channel(self, interaction: Interaction) -> discord.abc.Messageable | None:
        """The log channel of the server where this happens, when its admins chose one."""
        guild = interaction.guild
        chosen = self._replies.servers.get(guild.id).log_channel if guild is not None else None
        channel = guild.get_channel_or_thread(chosen) if guild is not None and chosen else None
        return channel if isinstance(channel, discord.abc.Messageable) else None
