"""Commands are sent to Discord only when they differ from those sent before: Discord counts."""

import hashlib
import json
import logging
from collections.abc import Collection
from typing import Any, Final

import discord
from discord import app_commands

from bot.storage.metadata import MetadataStore

log = logging.getLogger("career-advisor.discord")

_SERVERS: Final = "servers with commands of their own"


async def sync_commands(tree: app_commands.CommandTree[Any], metadata: MetadataStore, home: Collection[int] = ()) -> bool:
    """Whether any were sent. What was sent is known by its hash, for each application and each server in `home`, whose
    commands are registered there alone. A server that is no home any more loses them.
    """
    application = tree.client.application_id
    sent = await _register(tree, metadata, f"commands:{application}", None)
    named = f"{_SERVERS}:{application}"
    before = json.loads(await metadata.get(named) or "[]")
    for server in sorted({*home, *before}):
        try:
            sent = await _register(tree, metadata, f"commands:{application}:{server}", discord.Object(server)) or sent
        except discord.Forbidden:
            log.warning("server %s does not let me register commands there; is it the right id in KNOWLEDGE_GUILD_IDS?", server)
    if sorted(home) != before:
        await metadata.set(named, json.dumps(sorted(home)))
    return sent


async def _register(
    tree: app_commands.CommandTree[Any], metadata: MetadataStore, name: str, server: discord.Object | None
) -> bool:
    described = [command.to_dict(tree) for command in tree.get_commands(guild=server)]
    ordered = json.dumps(sorted(described, key=lambda c: (c.get("type", 1), c["name"])), sort_keys=True, default=str)
    digest = hashlib.sha256(ordered.encode()).hexdigest()
    if await metadata.get(name) == digest:
        return False
    await tree.sync(guild=server)
    await metadata.set(name, digest)
    log.info("commands registered: %d", len(described))
    return True
