"""Commands are sent to Discord only when they differ from those sent before: Discord counts."""

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from bot.storage.visits import Visits

log = logging.getLogger("career-advisor.discord")


async def register_when_changed(tree: app_commands.CommandTree[Any], visits: Visits) -> bool:
    """Whether they were sent. What was sent is known by its hash, for each application."""
    application = tree.client.application_id
    described = [command.to_dict(tree) for command in tree.get_commands()]
    ordered = json.dumps(sorted(described, key=lambda c: (c.get("type", 1), c["name"])), sort_keys=True, default=str)
    digest = hashlib.sha256(ordered.encode()).hexdigest()
    name = f"commands:{application}"
    if await visits.fact(name) == digest:
        return False
    await tree.sync()
    await visits.keep_fact(name, digest)
    log.info("commands registered: %d", len(described))
    return True
