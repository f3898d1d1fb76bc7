"""The place in which a user talks with the bot. bot/storage/locations.py defines places and what they mean for privacy."""

import discord

from bot.storage import locations


def message_location(message: discord.Message) -> str:
    """The place of a message; everyone in its channel sees the answer."""
    if message.guild is not None:
        return locations.in_server(message.guild.id, message.channel.id, private=False)
    if isinstance(message.channel, discord.GroupChannel):
        return locations.in_group(message.channel.id, private=False)
    return locations.DM


def interaction_location(interaction: discord.Interaction, *, private: bool) -> str:
    """The place of an interaction. `private`: only the user sees the answer."""
    channel = interaction.channel_id or 0
    if interaction.guild_id is not None:
        return locations.in_server(interaction.guild_id, channel, private=private)
    if is_own_dm(interaction):
        return locations.DM
    return locations.in_group(channel, private=private)


def is_own_dm(interaction: discord.Interaction) -> bool:
    """Whether the interaction is in the user's direct messages with the bot, where nobody else sees an answer."""
    return interaction.guild_id is None and bool(interaction.context.dm_channel)
