"""`/me`: what is remembered of somebody, shown and changed by them alone. Every answer is for their eyes only."""

import io
import json
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from bot.answers.small_talk import remembered
from bot.dialogue.state import Profile
from bot.discordbot.commands import queries
from bot.discordbot.commands.queries import UnknownNameError
from bot.discordbot.events.location import interaction_location
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import action_row, button, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import general

Interaction = discord.Interaction[Any]

EXPORT_FILE = "what-is-stored-about-me.json"


class MeCommands(app_commands.Group):
    """What is told here is told to the place where the command is run: a server, or the direct messages."""

    def __init__(self, replies: Responder, complete_role: Callable[..., Any]) -> None:
        super().__init__(name="me", description="What I remember about you.")
        self._replies = replies
        self._sessions = replies.sessions
        for name in ("role", "goal"):
            command = self.get_command(name)
            if isinstance(command, app_commands.Command):
                command.autocomplete("role")(complete_role)

    @app_commands.command(description="Show what I remember about you here.")
    async def show(self, interaction: Interaction) -> None:
        await self._show(interaction)

    @app_commands.command(description="Tell me the role you have.")
    @app_commands.describe(role="Your role; leave it out to have it forgotten.")
    async def role(self, interaction: Interaction, role: app_commands.Range[str, 1, 100] | None = None) -> None:
        await self._change_role(interaction, "role", role)

    @app_commands.command(description="Tell me the role you want.")
    @app_commands.describe(role="Your goal; leave it out to have it forgotten.")
    async def goal(self, interaction: Interaction, role: app_commands.Range[str, 1, 100] | None = None) -> None:
        await self._change_role(interaction, "goal", role)

    @app_commands.command(description="Tell me what you know.")
    @app_commands.describe(skills="Your skills, separated by commas; leave them out to have them forgotten.")
    async def skills(self, interaction: Interaction, skills: app_commands.Range[str, 1, 1000] | None = None) -> None:
        found = self._sessions.advisor.lookup.skills(skills) if skills else ()
        if skills and not found:
            await self._replies.say(interaction, general.UNKNOWN_SKILLS.format(names=escape(skills)))
            return
        await self._change(interaction, {"skills": found})

    @app_commands.command(description="Everything that is stored about you, as a file.")
    async def export(self, interaction: Interaction) -> None:
        stored = await self._sessions.store.export(str(interaction.user.id))
        content = json.dumps(stored, indent=2, ensure_ascii=False).encode()
        view = static_view(discord.ui.TextDisplay(general.EXPORTED), discord.ui.File(f"attachment://{EXPORT_FILE}"))
        await interaction.response.send_message(view=view, file=discord.File(io.BytesIO(content), EXPORT_FILE), ephemeral=True)

    @app_commands.command(description="Delete everything that is stored about you.")
    async def forget(self, interaction: Interaction) -> None:
        yes = button(general.FORGET_YES, custom_id("forget"), discord.ButtonStyle.danger)
        await interaction.response.send_message(view=text_view(general.FORGET_ASK, action_row(yes)), ephemeral=True)

    async def _change_role(self, interaction: Interaction, field: str, name: str | None) -> None:
        try:
            role = queries.resolve_role(self._sessions.advisor, name) if name else None
        except UnknownNameError as error:
            hint = f"{general.UNKNOWN_ROLE.format(name=escape(error.name))} {general.SEE_ROLES}"
            await self._replies.say(interaction, hint)
            return
        await self._change(interaction, {field: role})

    async def _change(self, interaction: Interaction, changes: dict[str, Any]) -> None:
        user, now = str(interaction.user.id), self._sessions.now()
        openly, privately = await self._profiles(interaction)
        changed = openly.model_copy(update=changes)
        also = privately.model_copy(update=changes)
        await self._sessions.store.save_profile(user, interaction_location(interaction, private=False), changed, now)
        if privately != openly:
            await self._sessions.store.save_profile(user, interaction_location(interaction, private=True), also, now)
        await self._show(interaction, general.KEPT)

    async def _profiles(self, interaction: Interaction) -> tuple[Profile, Profile]:
        """What was told here in the open, and what is known when answers are shown to the person alone."""
        user = str(interaction.user.id)
        openly = await self._sessions.store.profile(user, interaction_location(interaction, private=False))
        return openly, await self._sessions.store.profile(user, interaction_location(interaction, private=True))

    async def _show(self, interaction: Interaction, above: str = "") -> None:
        openly, privately = await self._profiles(interaction)
        parts = [above, f"### {general.REMEMBERED}", *(self._lines(openly) or [general.REMEMBERED_NOTHING])]
        if privately != openly:
            parts += [f"### {general.REMEMBERED_PRIVATELY}", *self._lines(privately)]
        await self._replies.say(interaction, "\n".join(filter(None, [*parts, f"-# {general.REMEMBERED_SCOPE}"])))

    def _lines(self, profile: Profile) -> list[str]:
        return [f"- {escape(line)}" for line in remembered(self._sessions.advisor.library, profile)]
