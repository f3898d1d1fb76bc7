"""`/suggest`: members suggest something for the knowledge. The suggestion goes to the server's log channel, where
moderators decide on it."""

import logging
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discordbot.component_payload import submitted_text
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation.suggestion_queue import LONGEST, SHORTEST
from bot.discordbot.moderation.suggestion_view import suggestion_view
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.forms import text_field
from bot.discordbot.responder import Responder, find_document
from bot.discordbot.server_settings import ServerSettingsStore
from bot.discordbot.strings import suggestions as texts
from bot.sessions.session_manager import SessionManager
from bot.storage.suggestions import MOST_A_DAY, MOST_OPEN, SuggestionStore, TooManySuggestionsError

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]

_LONGEST_QUESTION: Final = 300


@app_commands.command(description="Suggest something for my knowledge to this server's moderators.")
@app_commands.allowed_contexts(guilds=True)
@app_commands.allowed_installs(guilds=True)
async def suggest(interaction: Interaction) -> None:
    await interaction.client.suggestion_form.show(interaction)


class SuggestionForm:
    """The form for a suggestion. It works only in servers that have a log channel: elsewhere nobody would read it."""

    def __init__(
        self, responder: Responder, sessions: SessionManager, servers: ServerSettingsStore, suggestions: SuggestionStore
    ) -> None:
        self._responder = responder
        self._sessions = sessions
        self._servers = servers
        self._suggestions = suggestions

    def register(self, router: ComponentRouter) -> None:
        router.add_component("suggest", self.show)
        router.add_form("suggest", self._on_submit)

    async def show(self, interaction: Interaction, key: str = "") -> None:
        """Show the form. `key` is the answer under which the suggestion is made, empty for none."""
        if self._log_channel(interaction) is None:
            await self._say_unavailable(interaction)
            return
        question = self._sessions.question_of(key, str(interaction.user.id))
        beginning = texts.ASKED.format(question=question[:_LONGEST_QUESTION]) if question else ""
        form = ui.Modal(title=texts.FORM, custom_id=custom_id("suggest", key), timeout=600)
        form.add_item(text_field(texts.FORM_LABEL, texts.FORM_HINT, value=beginning, least=SHORTEST, most=LONGEST))
        await interaction.response.send_modal(form)

    async def _on_submit(self, interaction: Interaction, key: str) -> None:
        """Store the suggestion and send it to the log channel. When it cannot be sent, it is not stored either."""
        channel = self._log_channel(interaction)
        if channel is None:
            await self._say_unavailable(interaction)
            return
        author, server, text = str(interaction.user.id), str(interaction.guild_id), submitted_text(interaction)[:LONGEST]
        try:
            suggestion = await self._suggestions.add(author, server, text, self._sessions.now(), await self._entry_of(key))
        except TooManySuggestionsError as error:
            limit = texts.TOO_MANY_OPEN.format(most=MOST_OPEN) if error.waiting else texts.TOO_MANY_TODAY.format(most=MOST_A_DAY)
            await self._responder.say(interaction, limit)
            return
        try:
            await channel.send(view=suggestion_view(suggestion, [], self._sessions.advisor.library))
        except discord.HTTPException as error:
            log.warning("a suggestion could not be sent to channel %s (%s)", getattr(channel, "id", 0), error.code)
            await self._suggestions.drop(suggestion.id)
            await self._responder.say(interaction, texts.NOT_QUEUED)
            return
        await self._responder.say(interaction, texts.MADE)

    async def _entry_of(self, key: str) -> str:
        """The entry that the answer `key` was about ("topics/portfolio"); empty when the answer is no longer stored."""
        found = await find_document(self._sessions, key) if key else None
        library = self._sessions.advisor.library
        for entry in found[1].entries if found is not None else ():
            if entry in library.roles or entry in library.topics:
                return f"{'roles' if entry in library.roles else 'topics'}/{entry}"
        return ""

    def _log_channel(self, interaction: Interaction) -> discord.abc.Messageable | None:
        """The log channel of the server; None outside servers, and when the server has none."""
        guild = interaction.guild
        channel_id = self._servers.get(guild.id).log_channel if guild is not None else None
        channel = guild.get_channel_or_thread(channel_id) if guild is not None and channel_id else None
        return channel if isinstance(channel, discord.abc.Messageable) else None

    async def _say_unavailable(self, interaction: Interaction) -> None:
        await self._responder.say(interaction, texts.NO_SERVER if interaction.guild_id is None else texts.NO_QUEUE)
