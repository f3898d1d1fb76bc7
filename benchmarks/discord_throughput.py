"""The full bot against a bare discord.py bot that replies with a constant: messages a second and latency.

    python -m benchmarks.discord_throughput [--messages 2000] [--people 20] [--rounds 3]

Both run as processes of their own against local Discords of this one process, in turns; each of the people asks, waits for
the answer and asks again. The full bot is `career-advisor run` as people run it, with its database on disk.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.playground import LocalDiscord

QUESTIONS = (
    "what does a data engineer do?",
    "ds to de?",
    "is a phd needed?",
    "data analyst vs analytics engineer",
    "what should i learn for ml platform?",
    "i like sql and talking to people, which role fits?",
    "hi",
    "salary in berlin?",
    "what skills does it need?",
    "should i become a manager?",
)
GOAL = 0.7

BARE = """
import os, discord, yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
@client.event
async def on_message(message):
    if not message.author.bot and client.user in message.mentions:
        await message.reply("Forty-two.")
client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


@dataclass(frozen=True)
class Measured:
    """Of one round: messages a second with everyone asking, and milliseconds to an answer, alone and in the crowd."""

    per_second: float
    alone: float
    crowded: float


@contextlib.asynccontextmanager
async def bot_process(local: LocalDiscord, *command: str) -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "DISCORD_TOKEN": local.token,
            "DISCORD_API_URL": local.api_url,
            "DISCORD_GATEWAY_URL": local.gateway_url,
            "DATABASE_PATH": f"{folder}/advisor.db",
            "COOLDOWN_QUESTIONS": "0",
            "LOG_LEVEL": "warning",
        }
        process = await asyncio.create_subprocess_exec(sys.executable, *command, env=os.environ | places)
        try:
            async with asyncio.timeout(120):
                while not local.gateway.is_connected(local.bot):  # noqa: ASYNC110  # nothing tells of it
                    await asyncio.sleep(0.05)
            await asyncio.sleep(1.5)
            yield
        finally:
            process.terminate()
            await process.wait()


async def talk(local: LocalDiscord, name: str, messages: int) -> list[float]:
    person = local.person(name)
    latencies = []
    for number in range(messages):
        begun = time.perf_counter()
        asked = await person.say(f"{local.bot.user.mention} {QUESTIONS[(number + len(name)) % len(QUESTIONS)]}")
        await asked.answer(patience=60)
        latencies.append((time.perf_counter() - begun) * 1000)
    return latencies


async def measure(messages: int, people: int, *command: str) -> Measured:
    async with LocalDiscord() as local, bot_process(local, *command):
        for number in range(people):  # each in a channel of their own, so that nobody walks through the others' talk
            local.person(f"P{number}", here=local.add_channel(f"c{number}"))
        await talk(local, "P0", 20)
        alone = await talk(local, "P0", 100)
        begun = time.perf_counter()
        crowded = await asyncio.gather(*(talk(local, f"P{number}", messages // people) for number in range(people)))
        spent = time.perf_counter() - begun
    every = [latency for one in crowded for latency in one]
    return Measured(len(every) / spent, statistics.median(alone), statistics.median(every))


async def main() -> int:
    parser = argparse.ArgumentParser(description="The full bot against a bare one.")
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    bare: list[Measured] = []
    full: list[Measured] = []
    for number in range(given.rounds):
        bare.append(await measure(given.messages, given.people, "-c", BARE))
        full.append(await measure(given.messages, given.people, "-m", "bot", "run"))
        for name, one in (("bare", bare[-1]), ("full", full[-1])):
            print(
                f"round {number + 1}  {name}  {one.per_second:7.1f} messages/s   median {one.alone:5.1f} ms alone, {one.crowded:6.1f} ms of {given.people}"
            )
    speeds = [statistics.median(one.per_second for one in rounds) for rounds in (bare, full)]
    print(f"full / bare: {speeds[1] / speeds[0]:.2f} (goal: at least {GOAL})")
    return 0 if speeds[1] >= GOAL * speeds[0] else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
