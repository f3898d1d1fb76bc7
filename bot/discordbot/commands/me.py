"""`/me`: shows and changes what is stored about the user. Every answer is ephemeral."""

import io
import json
from typing import Any

import discord
from discord import app_commands

from bot.answers.talk.small_talk import remembered
from bot.dialogue.state import Profile
from bot.discordbot.commands import queries
from bot.discordbot.commands.autocomplete import complete_role
from bot.discordbot.commands.queries import UnknownNameError
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.events.location import interaction_location
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import action_row, button, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import general
from bot.sessions.session_manager import SessionManager
from bot.storage.store import Store

Interaction = discord.Interaction[Any]

EXPORT_FILE = "what-is-stored-about-me.json"


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class MeCommands(app_commands.Group):
    """The commands of `/me`. Changes apply to the place where the command is used: a server, or the direct messages."""

    def __init__(self, responder: Responder, sessions: SessionManager, store: Store) -> None:
        super().__init__(name="me", description="What I remember about you.")
        self._responder = responder
        self._sessions = sessions
        self._store = store

    def register(self, router: ComponentRouter) -> None:
        router.add_component("forget", self._on_forget)

    @app_commands.command(description="Show what I remember about you here.")
    async def show(self, interaction: Interaction) -> None:
        await self._show(interaction)

    @app_commands.command(description="Tell me the role you have.")
    @app_commands.describe(role="Your role; leave it out to have it forgotten.")
    @app_commands.autocomplete(role=complete_role)
    async def role(self, interaction: Interaction, role: app_commands.Range[str, 1, 100] | None = None) -> None:
        await self._change_role(interaction, "role", role)

    @app_commands.command(description="Tell me the role you want.")
    @app_commands.describe(role="Your goal; leave it out to have it forgotten.")
    @app_commands.autocomplete(role=complete_role)
    async def goal(self, interaction: Interaction, role: app_commands.Range[str, 1, 100] | None = None) -> None:
        await self._change_role(interaction, "goal", role)

    @app_commands.command(description="Tell me what you know.")
    @app_commands.describe(skills="Your skills, separated by commas; leave them out to have them forgotten.")
    async def skills(self, interaction: Interaction, skills: app_commands.Range[str, 1, 1000] | None = None) -> None:
        found = self._sessions.advisor.lookup.skills(skills) if skills else ()
        if skills and not found:
            await self._responder.say(interaction, general.UNKNOWN_SKILLS.format(names=escape(skills)))
            return
        await self._change_profile(interaction, {"skills": found})

    @app_commands.command(description="Everything that is stored about you, as a file.")
    async def export(self, interaction: Interaction) -> None:
        stored = await self._store.export(str(interaction.user.id))
        content = json.dumps(stored, indent=2, ensure_ascii=False).encode()
        view = static_view(discord.ui.TextDisplay(general.EXPORTED), discord.ui.File(f"attachment://{EXPORT_FILE}"))
        await interaction.response.send_message(view=view, file=discord.File(io.BytesIO(content), EXPORT_FILE), ephemeral=True)

    @app_commands.command(description="Delete everything that is stored about you.")
    async def forget(self, interaction: Interaction) -> None:
        confirm = button(general.FORGET_YES, custom_id("forget"), discord.ButtonStyle.danger)
        await interaction.response.send_message(view=text_view(general.FORGET_ASK, action_row(confirm)), ephemeral=True)

    async def _on_forget(self, interaction: Interaction, argument: str) -> None:
        """The confirmation below `/me forget`."""
        del argument
        erased = await self._sessions.forget(str(interaction.user.id))
        await interaction.response.edit_message(view=text_view(general.FORGOTTEN if erased else general.FORGOTTEN_NOTHING))

    async def _change_role(self, interaction: Interaction, field: str, name: str | None) -> None:
        """Set the profile's `field` to the role that `name` names; without a name, clear it."""
        try:
            role = queries.resolve_role(self._sessions.advisor, name) if name else None
        except UnknownNameError as error:
            hint = f"{general.UNKNOWN_ROLE.format(name=escape(error.name))} {general.SEE_ROLES}"
            await self._responder.say(interaction, hint)
            return
        await self._change_profile(interaction, {field: role})

    async def _change_profile(self, interaction: Interaction, changes: dict[str, Any]) -> None:
        user_id, now = str(interaction.user.id), self._sessions.now()
        public, private = await self._profiles(interaction)
        changed_public = public.model_copy(update=changes)
        changed_private = private.model_copy(update=changes)
        await self._store.save_profile(user_id, interaction_location(interaction, private=False), changed_public, now)
        if private != public:
            await self._store.save_profile(user_id, interaction_location(interaction, private=True), changed_private, now)
        await self._show(interaction, general.KEPT)

    async def _profiles(self, interaction: Interaction) -> tuple[Profile, Profile]:
        """The profile for public answers in this place, and the one for private answers."""
        user_id = str(interaction.user.id)
        public = await self._store.profile(user_id, interaction_location(interaction, private=False))
        return public, await self._store.profile(user_id, interaction_location(interaction, private=True))

    async def _show(self, interaction: Interaction, heading: str = "") -> None:
        public, private = await self._profiles(interaction)
        parts = [heading, f"### {general.REMEMBERED}", *(self._lines(public) or [general.REMEMBERED_NOTHING])]
        if private != public:
            parts += [f"### {general.REMEMBERED_PRIVATELY}", *self._lines(private)]
        await self._responder.say(interaction, "\n".join(filter(None, [*parts, f"-# {general.REMEMBERED_SCOPE}"])))

    def _lines(self, profile: Profile) -> list[str]:
        return [f"- {escape(line)}" for line in remembered(self._sessions.advisor.library, profile)]
