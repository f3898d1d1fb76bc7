"""A local Discord: gateway and HTTP API on loopback, for trying and testing bots without a connection to Discord.

    async with LocalDiscord() as discord:
        alice = discord.person("Alice")
        asked = await alice.say(f"{discord.bot.mention} hello")
        answer = await asked.answer()

An unmodified discord.py client is pointed at it by `discord.http.Route.BASE = local.api_url` and
`discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(local.gateway_url)`.
"""

from __future__ import annotations

from bot.playground.model.errors import RefusalError
from bot.playground.model.flags import ALL_INTENTS, Intent, Permission
from bot.playground.model.messages import Upload
from bot.playground.people.options import typed
from bot.playground.people.person import Person
from bot.playground.people.seen import SeenMessage
from bot.playground.people.used import SeenModal, Used
from bot.playground.people.waiting import CannotError, NoAnswerError
from bot.playground.server import LocalDiscord
from bot.playground.settings import RateLimit, Settings

__all__ = [
    "ALL_INTENTS",
    "CannotError",
    "Intent",
    "LocalDiscord",
    "NoAnswerError",
    "Permission",
    "Person",
    "RateLimit",
    "RefusalError",
    "SeenMessage",
    "SeenModal",
    "Settings",
    "Upload",
    "Used",
    "typed",
]
