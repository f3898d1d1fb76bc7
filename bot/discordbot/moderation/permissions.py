"""Who may moderate, and who may edit the knowledge.

The rights are checked at every interaction: a user may lose a role between opening a form and submitting it, and custom ids
can be forged.
"""

from collections.abc import Set as AbstractSet
from typing import Any

import discord

from bot.discordbot.component_router import Requirement
from bot.discordbot.server_settings import ServerSettingsStore
from bot.discordbot.strings import moderation

Interaction = discord.Interaction[Any]


class Permissions:
    """`curation_guilds` are the servers whose moderators may edit the knowledge."""

    def __init__(self, servers: ServerSettingsStore, curation_guilds: AbstractSet[int]) -> None:
        self._servers = servers
        self._curation_guilds = curation_guilds
        self.curators = Requirement(self.may_curate, moderation.NOT_YOURS)

    def may_moderate(self, interaction: Interaction) -> bool:
        """Whether the user is in a server and has its moderator role, or may manage it."""
        member = interaction.user
        if interaction.guild_id is None or not isinstance(member, discord.Member):
            return False
        role_id = self._servers.get(interaction.guild_id).moderator_role
        return interaction.permissions.manage_guild or (role_id is not None and member.get_role(role_id) is not None)

    def may_curate(self, interaction: Interaction) -> bool:
        """Whether the user is a moderator of one of the servers whose moderators may edit the knowledge, in that server."""
        return interaction.guild_id in self._curation_guilds and self.may_moderate(interaction)
