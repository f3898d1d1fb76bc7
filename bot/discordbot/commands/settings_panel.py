"""`/settings`: what a server's admins choose, on one panel of selects; and what they chose, checked against reality."""

import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view, text_view
from bot.discordbot.server_settings import ServerSettings, ServerSettingsStore
from bot.discordbot.strings import general

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]
MOST_CHANNELS: Final = 25
LONGEST_WORDS: Final = 1_000
_TEXT: Final = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.news]


class SettingsPanel:
    """The panel, what is pressed on it, and the check at start."""

    NAME: Final = "settings"

    def __init__(self, servers: ServerSettingsStore, now: Callable[[], float]) -> None:
        self._servers = servers
        self._now = now

    def command(self) -> "app_commands.Command[Any, ..., None]":
        """For members who may manage the server, in servers alone."""

        async def settings(interaction: Interaction) -> None:
            await interaction.response.send_message(view=self._view(interaction), ephemeral=True)

        made: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=self.NAME,
            description="What this server wants of me: answer channels, who sees answers, moderators, a log.",
            callback=settings,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        made.default_permissions = discord.Permissions(manage_guild=True)
        return made

    async def changed(self, interaction: Interaction, what: str, values: list[str]) -> None:
        """Something was picked on the panel: keep it and show the panel as it now is."""
        guild = interaction.guild_id
        if guild is None or not interaction.permissions.manage_guild:
            await interaction.response.send_message(view=text_view(general.SETTINGS_NOT_YOURS), ephemeral=True)
            return
        if what == "distress":
            await interaction.response.send_modal(_distress_form(self._servers.get(guild).distress))
            return
        picked = [int(value) for value in values if value.isdigit()]
        before = self._servers.get(guild)
        choices: dict[str, dict[str, Any]] = {
            "answer": {"answer_channels": tuple(picked)},
            "moderators": {"moderator_role": next(iter(picked), None)},
            "log": {"log_channel": next(iter(picked), None)},
            "private": {"private": not before.private},
        }
        await self._servers.save(guild, before.model_copy(update=choices.get(what, {})), self._now())
        await interaction.response.edit_message(view=self._view(interaction))
        client = interaction.client
        if self._servers.has_answer_channels and _may_read_all(client) and not client.intents.message_content:
            client.renew()

    async def written(self, interaction: Interaction, words: str) -> None:
        """The form with the words for somebody in distress was sent."""
        guild = interaction.guild_id
        if guild is None or not interaction.permissions.manage_guild:
            await interaction.response.send_message(view=text_view(general.SETTINGS_NOT_YOURS), ephemeral=True)
            return
        settings = self._servers.get(guild).model_copy(update={"distress": words.strip()[:LONGEST_WORDS]})
        await self._servers.save(guild, settings, self._now())
        await interaction.response.edit_message(view=self._view(interaction))

    def _view(self, interaction: Interaction) -> ui.LayoutView:
        settings = self._servers.get(interaction.guild_id)
        whom = general.SETTINGS_WHO_ASKS if settings.private else general.SETTINGS_EVERYONE
        toggle = general.SETTINGS_MAKE_PUBLIC if settings.private else general.SETTINGS_MAKE_PRIVATE
        parts: list[ui.Item[Any]] = [
            ui.TextDisplay(f"## {general.SETTINGS_TITLE}"),
            ui.TextDisplay(general.SETTINGS_ANSWER),
            action_row(_channels("answer", settings.answer_channels, MOST_CHANNELS)),
            ui.TextDisplay(general.SETTINGS_LOG),
            action_row(_channels("log", (settings.log_channel,) if settings.log_channel else (), 1)),
            ui.TextDisplay(general.SETTINGS_MODERATORS),
            action_row(_roles(settings.moderator_role)),
            ui.Section(
                ui.TextDisplay(general.SETTINGS_PRIVATE.format(whom=whom)), accessory=button(toggle, custom_id("set", "private"))
            ),
        ]
        whose = general.SETTINGS_DISTRESS_YOURS if settings.distress else general.SETTINGS_DISTRESS_MINE
        change = button(general.SETTINGS_DISTRESS_CHANGE, custom_id("set", "distress"))
        parts.append(ui.Section(ui.TextDisplay(general.SETTINGS_DISTRESS.format(whose=whose)), accessory=change))
        for warning in _warnings(interaction, settings):
            parts += [ui.Separator(), ui.TextDisplay(f"⚠ {warning}")]
        return static_view(ui.Container(*parts, accent_colour=COLOUR))

    async def check_reality(self, client: discord.Client) -> None:
        """Drop what is gone from the settings, servers that the bot has left too, and say so in the log and the log channel."""
        for server, settings in self._servers.all().items():
            guild = client.get_guild(server)
            if guild is None:
                log.warning("server %s is gone; its settings are dropped", server)
                await self._servers.delete(server)
            elif not guild.unavailable:
                await self._check(guild, settings)

    async def _check(self, guild: discord.Guild, settings: ServerSettings) -> None:
        kept = tuple(channel for channel in settings.answer_channels if guild.get_channel_or_thread(channel))
        has_role = settings.moderator_role is None or guild.get_role(settings.moderator_role) is not None
        has_log = settings.log_channel is None or guild.get_channel_or_thread(settings.log_channel) is not None
        gone = [
            name
            for name, is_gone in (
                ("an answer channel", kept != settings.answer_channels),
                ("the moderator role", not has_role),
                ("the log channel", not has_log),
            )
            if is_gone
        ]
        if not gone:
            return
        changes = {
            "answer_channels": kept,
            "moderator_role": settings.moderator_role if has_role else None,
            "log_channel": settings.log_channel if has_log else None,
        }
        await self._servers.save(guild.id, settings.model_copy(update=changes), self._now())
        log.warning("server %s: gone since: %s", guild.id, ", ".join(gone))
        channel = guild.get_channel_or_thread(settings.log_channel) if settings.log_channel else None
        if isinstance(channel, discord.abc.Messageable):
            with contextlib.suppress(discord.HTTPException):
                await channel.send(view=text_view(general.LOGGED_REALITY.format(what=", ".join(gone))))


def _distress_form(words: str) -> ui.Modal:
    form = ui.Modal(title=general.SETTINGS_DISTRESS_TITLE, custom_id=custom_id("words", "distress"), timeout=600)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="words", style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_WORDS, default=words or None
    )
    label, hint = general.SETTINGS_DISTRESS_LABEL, general.SETTINGS_DISTRESS_HINT
    form.add_item(ui.Label(text=label, description=hint, component=field))
    return form


def _channels(what: str, chosen: tuple[int, ...], most: int) -> "ui.ChannelSelect[Any]":
    return ui.ChannelSelect(
        custom_id=custom_id("set", what),
        channel_types=_TEXT if what == "answer" else _TEXT[:1],
        placeholder="None",
        min_values=0,
        max_values=most,
        default_values=[discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel) for one in chosen],
    )


def _roles(chosen: int | None) -> "ui.RoleSelect[Any]":
    defaults = [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.role)] if chosen else []
    return ui.RoleSelect(
        custom_id=custom_id("set", "moderators"), placeholder="None", min_values=0, max_values=1, default_values=defaults
    )


def _may_read_all(client: discord.Client) -> bool:
    """Whether the developer portal's switch for the text of messages is on."""
    flags = client.application_flags
    return bool(flags.gateway_message_content or flags.gateway_message_content_limited)


def _warnings(interaction: Interaction, settings: ServerSettings) -> list[str]:
    """What keeps the chosen from working, in sentences."""
    warnings = []
    if settings.answer_channels and not _may_read_all(interaction.client):
        warnings.append(general.SETTINGS_NEEDS_CONTENT)
    guild = interaction.guild
    if guild is not None:
        wanted = (*settings.answer_channels, *((settings.log_channel,) if settings.log_channel else ()))
        silent = [channel for channel in dict.fromkeys(wanted) if not _may_write(guild, channel)]
        if silent:
            warnings.append(general.SETTINGS_NO_WRITING.format(channels=", ".join(f"<#{channel}>" for channel in silent)))
    return warnings


def _may_write(guild: discord.Guild, channel_id: int) -> bool:
    channel = guild.get_channel(channel_id)
    if channel is None:
        return True
    allowed = channel.permissions_for(guild.me)
    return allowed.view_channel and allowed.send_messages
