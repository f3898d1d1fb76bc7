"""A local Discord server: gateway and HTTP API on the loopback interface, to try and test bots without Discord itself.

    async with LocalDiscord() as discord:
        alice = discord.person("Alice")
        asked = await alice.say(f"{discord.bot.mention} hello")
        answer = await asked.answer()

An unmodified discord.py client connects to it after `discord.http.Route.BASE = discord.api_url` and
`discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord.gateway_url)`.
"""

from __future__ import annotations

from local_discord.people.messages import VisibleMessage
from local_discord.people.options import typed
from local_discord.people.person import Person
from local_discord.people.results import InteractionResult, VisibleModal
from local_discord.people.waiting import CannotError, NoAnswerError
from local_discord.server import LocalDiscord
from local_discord.settings import RateLimit, Settings
from local_discord.state.errors import RefusalError
from local_discord.state.flags import ALL_INTENTS, Intent, Permission
from local_discord.state.messages import Upload

__all__ = [
    "ALL_INTENTS",
    "CannotError",
    "Intent",
    "InteractionResult",
    "LocalDiscord",
    "NoAnswerError",
    "Permission",
    "Person",
    "RateLimit",
    "RefusalError",
    "Settings",
    "Upload",
    "VisibleMessage",
    "VisibleModal",
    "typed",
]
