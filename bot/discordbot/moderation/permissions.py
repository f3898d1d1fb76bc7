"""Who may do what. Asked at every step: a role may be lost between opening a form and sending it, and custom ids be forged."""

from typing import Any

import discord

from bot.discordbot.responder import Responder
from bot.discordbot.server_settings import ServerSettingsStore

Interaction = discord.Interaction[Any]


def may_moderate(interaction: Interaction, servers: ServerSettingsStore) -> bool:
    """Whether this is a member with the server's moderator role, or with the right to manage the server, in that server."""
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        return False
    role = servers.get(interaction.guild_id).moderator_role
    return interaction.permissions.manage_guild or (role is not None and member.get_role(role) is not None)


def may_curate(interaction: Interaction, replies: Responder) -> bool:
    """Whether this is a moderator in one of the servers that are the knowledge's home."""
    return interaction.guild_id in replies.home and may_moderate(interaction, replies.servers)
