"""`/settings`: a panel with a server's settings, for members who may manage the server."""

import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discordbot.component_payload import selected_values, submitted_text
from bot.discordbot.component_router import ComponentRouter, Requirement
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view, text_view
from bot.discordbot.server_settings import ServerSettings, ServerSettingsStore
from bot.discordbot.strings import general

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]
MOST_CHANNELS: Final = 25
LONGEST_DISTRESS_TEXT: Final = 1_000
_CHANNEL_TYPES: Final = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.news]


@app_commands.command(description="What this server wants of me: answer channels, who sees answers, moderators, a log.")
@app_commands.allowed_contexts(guilds=True)
@app_commands.allowed_installs(guilds=True)
@app_commands.default_permissions(manage_guild=True)
async def settings(interaction: Interaction) -> None:
    await interaction.client.settings_panel.show(interaction)


class SettingsPanel:
    """Shows the panel, handles presses on it, and removes stale settings at the start."""

    def __init__(self, servers: ServerSettingsStore, now: Callable[[], float]) -> None:
        self._servers = servers
        self._now = now

    def register(self, router: ComponentRouter) -> None:
        admins = Requirement(_may_manage, general.SETTINGS_NOT_YOURS)
        router.add_component("set:answer", self._on_answer_channels, admins)
        router.add_component("set:moderators", self._on_moderator_role, admins)
        router.add_component("set:log", self._on_log_channel, admins)
        router.add_component("set:private", self._on_private, admins)
        router.add_component("set:distress", self._on_distress, admins)
        router.add_form("words", self._on_distress_text, admins)

    async def show(self, interaction: Interaction) -> None:
        """Send the panel, ephemerally."""
        await interaction.response.send_message(view=self._view(interaction), ephemeral=True)

    async def _on_answer_channels(self, interaction: Interaction, argument: str) -> None:
        del argument
        await self._change(interaction, {"answer_channels": tuple(_selected_ids(interaction))})

    async def _on_moderator_role(self, interaction: Interaction, argument: str) -> None:
        del argument
        await self._change(interaction, {"moderator_role": next(iter(_selected_ids(interaction)), None)})

    async def _on_log_channel(self, interaction: Interaction, argument: str) -> None:
        del argument
        await self._change(interaction, {"log_channel": next(iter(_selected_ids(interaction)), None)})

    async def _on_private(self, interaction: Interaction, argument: str) -> None:
        """The button that switches between private and public answers."""
        del argument
        await self._change(interaction, {"private": not self._servers.get(interaction.guild_id).private})

    async def _on_distress(self, interaction: Interaction, argument: str) -> None:
        del argument
        await interaction.response.send_modal(_distress_form(self._servers.get(interaction.guild_id).distress))

    async def _on_distress_text(self, interaction: Interaction, argument: str) -> None:
        del argument
        await self._change(interaction, {"distress": submitted_text(interaction)[:LONGEST_DISTRESS_TEXT]})

    async def _change(self, interaction: Interaction, changes: dict[str, Any]) -> None:
        """Store changed settings and update the panel. The client is restarted when it needs the Message Content Intent now."""
        server_id = interaction.guild_id or 0
        await self._servers.save(server_id, self._servers.get(server_id).model_copy(update=changes), self._now())
        await interaction.response.edit_message(view=self._view(interaction))
        client = interaction.client
        if self._servers.has_answer_channels and _may_read_all(client) and not client.intents.message_content:
            client.restart()

    def _view(self, interaction: Interaction) -> ui.LayoutView:
        settings = self._servers.get(interaction.guild_id)
        whom = general.SETTINGS_WHO_ASKS if settings.private else general.SETTINGS_EVERYONE
        toggle = general.SETTINGS_MAKE_PUBLIC if settings.private else general.SETTINGS_MAKE_PRIVATE
        parts: list[ui.Item[Any]] = [
            ui.TextDisplay(f"## {general.SETTINGS_TITLE}"),
            ui.TextDisplay(general.SETTINGS_ANSWER),
            action_row(_channel_select("answer", settings.answer_channels, MOST_CHANNELS)),
            ui.TextDisplay(general.SETTINGS_LOG),
            action_row(_channel_select("log", (settings.log_channel,) if settings.log_channel else (), 1)),
            ui.TextDisplay(general.SETTINGS_MODERATORS),
            action_row(_role_select(settings.moderator_role)),
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

    async def remove_stale(self, client: discord.Client) -> None:
        """Remove channels and roles that no longer exist from the settings, and the settings of servers that the bot has
        left. Each removal is logged, and reported in the server's log channel."""
        for server_id, settings in self._servers.all().items():
            guild = client.get_guild(server_id)
            if guild is None:
                log.warning("server %s is gone; its settings are deleted", server_id)
                await self._servers.delete(server_id)
            elif not guild.unavailable:
                await self._remove_stale_from(guild, settings)

    async def _remove_stale_from(self, guild: discord.Guild, settings: ServerSettings) -> None:
        existing = tuple(channel for channel in settings.answer_channels if guild.get_channel_or_thread(channel))
        has_role = settings.moderator_role is None or guild.get_role(settings.moderator_role) is not None
        has_log = settings.log_channel is None or guild.get_channel_or_thread(settings.log_channel) is not None
        gone = [
            name
            for name, is_gone in (
                ("an answer channel", existing != settings.answer_channels),
                ("the moderator role", not has_role),
                ("the log channel", not has_log),
            )
            if is_gone
        ]
        if not gone:
            return
        changes = {
            "answer_channels": existing,
            "moderator_role": settings.moderator_role if has_role else None,
            "log_channel": settings.log_channel if has_log else None,
        }
        await self._servers.save(guild.id, settings.model_copy(update=changes), self._now())
        log.warning("server %s: removed from its settings, since it no longer exists: %s", guild.id, ", ".join(gone))
        channel = guild.get_channel_or_thread(settings.log_channel) if settings.log_channel else None
        if isinstance(channel, discord.abc.Messageable):
            with contextlib.suppress(discord.HTTPException):
                await channel.send(view=text_view(general.LOGGED_REALITY.format(what=", ".join(gone))))


def _may_manage(interaction: Interaction) -> bool:
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def _selected_ids(interaction: Interaction) -> list[int]:
    return [int(value) for value in selected_values(interaction) if value.isdigit()]


def _distress_form(text: str) -> ui.Modal:
    form = ui.Modal(title=general.SETTINGS_DISTRESS_TITLE, custom_id=custom_id("words", "distress"), timeout=600)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=LONGEST_DISTRESS_TEXT,
        default=text or None,
    )
    label, hint = general.SETTINGS_DISTRESS_LABEL, general.SETTINGS_DISTRESS_HINT
    form.add_item(ui.Label(text=label, description=hint, component=field))
    return form


def _channel_select(name: str, chosen: tuple[int, ...], most: int) -> "ui.ChannelSelect[Any]":
    return ui.ChannelSelect(
        custom_id=custom_id("set", name),
        channel_types=_CHANNEL_TYPES if name == "answer" else _CHANNEL_TYPES[:1],
        placeholder="None",
        min_values=0,
        max_values=most,
        default_values=[
            discord.SelectDefaultValue(id=channel_id, type=discord.SelectDefaultValueType.channel) for channel_id in chosen
        ],
    )


def _role_select(chosen: int | None) -> "ui.RoleSelect[Any]":
    defaults = [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.role)] if chosen else []
    return ui.RoleSelect(
        custom_id=custom_id("set", "moderators"), placeholder="None", min_values=0, max_values=1, default_values=defaults
    )


def _may_read_all(client: discord.Client) -> bool:
    """Whether the Message Content Intent is turned on in the developer portal."""
    flags = client.application_flags
    return bool(flags.gateway_message_content or flags.gateway_message_content_limited)


def _warnings(interaction: Interaction, settings: ServerSettings) -> list[str]:
    """Texts about settings that cannot work: a missing intent, and channels in which the bot may not write."""
    warnings = []
    if settings.answer_channels and not _may_read_all(interaction.client):
        warnings.append(general.SETTINGS_NEEDS_CONTENT)
    guild = interaction.guild
    if guild is not None:
        used = (*settings.answer_channels, *((settings.log_channel,) if settings.log_channel else ()))
        silent = [channel for channel in dict.fromkeys(used) if not _may_write(guild, channel)]
        if silent:
            warnings.append(general.SETTINGS_NO_WRITING.format(channels=", ".join(f"<#{channel}>" for channel in silent)))
    return warnings


def _may_write(guild: discord.Guild, channel_id: int) -> bool:
    channel = guild.get_channel(channel_id)
    if channel is None:
        return True
    allowed = channel.permissions_for(guild.me)
    return allowed.view_channel and allowed.send_messages
