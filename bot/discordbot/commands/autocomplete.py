"""Autocompletion of the options that name a role or a topic."""

from collections.abc import Iterable
from typing import Any, Final

import discord
from discord.app_commands import Choice

from bot.careers.lookup import Lookup

Interaction = discord.Interaction[Any]

LONGEST_NAME: Final = 100
"""Discord's limit for the name of a choice, in characters."""


async def complete_role(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The roles that match the text typed so far; the value of a choice is the role's id."""
    return _choices(_lookup(interaction).suggest_roles(typed))


async def complete_topic(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The topics that match the text typed so far; the value of a choice is the topic's id."""
    return _choices(_lookup(interaction).suggest_topics(typed))


def _lookup(interaction: Interaction) -> Lookup:
    lookup: Lookup = interaction.client.sessions.advisor.lookup
    return lookup


def _choices(found: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    return [Choice(name=name[:LONGEST_NAME], value=value) for name, value in found]
