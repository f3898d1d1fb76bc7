"""Registers the commands with Discord, only when they have changed: Discord limits how often that may happen."""

import hashlib
import json
import logging
from collections.abc import Collection
from typing import Any, Final

import discord
from discord import app_commands

from bot.storage.metadata import MetadataStore

log = logging.getLogger("career-advisor.discord")

_GUILDS_KEY: Final = "servers with commands of their own"


async def sync_commands(tree: app_commands.CommandTree[Any], metadata: MetadataStore, guild_ids: Collection[int] = ()) -> bool:
    """Register the global commands, and those of each server in `guild_ids`. Returns whether anything had changed.

    A hash of what was registered last is stored for the application and for each server. A server that is no longer in
    `guild_ids` loses its commands.
    """
    application = tree.client.application_id
    has_changed = await _sync(tree, metadata, f"commands:{application}", None)
    guilds_key = f"{_GUILDS_KEY}:{application}"
    previous_ids = json.loads(await metadata.get(guilds_key) or "[]")
    for guild_id in sorted({*guild_ids, *previous_ids}):
        key = f"commands:{application}:{guild_id}"
        try:
            has_changed = await _sync(tree, metadata, key, discord.Object(guild_id)) or has_changed
        except discord.Forbidden:
            log.warning("server %s does not let me register commands there; is it the right id in KNOWLEDGE_GUILD_IDS?", guild_id)
    if sorted(guild_ids) != previous_ids:
        await metadata.set(guilds_key, json.dumps(sorted(guild_ids)))
    return has_changed


async def _sync(tree: app_commands.CommandTree[Any], metadata: MetadataStore, key: str, guild: discord.Object | None) -> bool:
    payloads = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    serialized = json.dumps(sorted(payloads, key=lambda c: (c.get("type", 1), c["name"])), sort_keys=True, default=str)
    digest = hashlib.sha256(serialized.encode()).hexdigest()
    if await metadata.get(key) == digest:
        return False
    await tree.sync(guild=guild)
    await metadata.set(key, digest)
    log.info("commands registered: %d", len(payloads))
    return True
