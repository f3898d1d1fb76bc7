"""Where somebody talks with the bot, as the store's places; see bot/storage/places.py for what that means for privacy."""

import discord

from bot.storage import locations


def message_location(message: discord.Message) -> str:
    """A message's channel; the bot's answer to it is seen by everyone there."""
    if message.guild is not None:
        return locations.in_server(message.guild.id, message.channel.id, private=False)
    if isinstance(message.channel, discord.GroupChannel):
        return locations.in_group(message.channel.id, private=False)
    return locations.DM


def interaction_location(interaction: discord.Interaction, *, private: bool) -> str:
    """An interaction's channel; a private answer is seen by the one person alone."""
    channel = interaction.channel_id or 0
    if interaction.guild_id is not None:
        return locations.in_server(interaction.guild_id, channel, private=private)
    if is_own_dm(interaction):
        return locations.DM
    return locations.in_group(channel, private=private)


def is_own_dm(interaction: discord.Interaction) -> bool:
    """Whether this is the person's direct messages with the bot, where everything is private anyway."""
    return interaction.guild_id is None and bool(interaction.context.dm_channel)
