"""Measures throughput and latency of the full bot, compared with a bare discord.py bot that replies with a constant.

    python -m benchmarks.discord_throughput [--messages 2000] [--people 20] [--rounds 3]

The bots run one after the other, each as a process, against a local Discord in this process. Each person asks, waits for
the answer and asks repeated. The full bot is `career-advisor run` with its database on disk. It is measured with ten questions
that are repeated, and with questions that are all different. The bare bot replies with one word, and with a constant message
of the shape and size of an answer: this is the cost of the library and the network alone. At the end both are measured under
Discord's own rate limit.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_discord import LocalDiscord, RateLimit, Settings

QUESTIONS: Final = (
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
GOAL: Final = 0.7
REPOSITORY: Final = Path(__file__).resolve().parent.parent

BARE: Final = """
import os, sys, discord, yarl
from discord import ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
class Shaped(ui.LayoutView):
    box = ui.Container(
        ui.TextDisplay("## Data engineer\\n" + "Brings data in, shapes it and passes it on. " * 45),
        ui.Separator(),
        ui.ActionRow(*(ui.Button(label=f"What about the number {n}?", custom_id=f"ask:{n}") for n in range(4))),
        ui.ActionRow(*(ui.Button(label=f"Tool {n}", custom_id=f"tool:{n}") for n in range(3))),
    )
client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
@client.event
async def on_message(message):
    if message.author.bot or client.user not in message.mentions:
        return
    if "shaped" in sys.argv:
        view = Shaped()
        view.stop()
        await message.reply(view=view)
    else:
        await message.reply("Forty-two.")
client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


@dataclass(frozen=True)
class Contender:
    """A bot: its command line after the interpreter, and the question with number `n` that it is asked."""

    name: str
    command: tuple[str, ...]
    question: Callable[[int], str]


@dataclass(frozen=True)
class Round:
    """One round: messages per second with all people asking, and median milliseconds to an answer for one person alone and
    for all of them."""

    per_second: float
    alone: float
    crowded: float


def repeated(number: int) -> str:
    """One of ten questions."""
    return QUESTIONS[number % len(QUESTIONS)]


def different(number: int) -> str:
    """A question that is asked once."""
    return f"{QUESTIONS[number % len(QUESTIONS)]} i have {number} reasons to ask"


CONTENDERS: Final = (
    Contender("bare bot, one word", ("-c", BARE), repeated),
    Contender("bare bot, an answer's shape", ("-c", BARE, "shaped"), repeated),
    Contender("full bot, questions that come repeated", ("-m", "bot", "run"), repeated),
    Contender("full bot, all questions different", ("-m", "bot", "run"), different),
)


@contextlib.asynccontextmanager
async def bot_process(local: LocalDiscord, *command: str) -> AsyncIterator[None]:
    """Run a bot until the end of the block, which starts when the bot is connected."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DISCORD_TOKEN": local.token,
            "DISCORD_API_URL": local.api_url,
            "DISCORD_GATEWAY_URL": local.gateway_url,
            "DATABASE_PATH": f"{folder}/advisor.db",
            "COOLDOWN_QUESTIONS": "0",
            "LOG_LEVEL": "error",
            "PYTHONPATH": str(REPOSITORY),
        }
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(sys.executable, *command, env=os.environ | environment, stderr=quiet)
        try:
            async with asyncio.timeout(120):
                while not local.gateway.is_connected(local.bot):  # noqa: ASYNC110  # there is no event to wait for
                    await asyncio.sleep(0.05)
            await asyncio.sleep(1.5)
            yield
        finally:
            process.terminate()
            await process.wait()


async def ask_repeatedly(
    local: LocalDiscord, name: str, messages: int, numbers: itertools.count[int], contender: Contender
) -> list[float]:
    """Ask so many questions, one after the other. The milliseconds until each answer."""
    person = local.person(name)
    latencies = []
    for _ in range(messages):
        start = time.perf_counter()
        asked = await person.say(f"{local.bot.user.mention} {contender.question(next(numbers))}")
        await asked.answer(max_wait=60)
        latencies.append((time.perf_counter() - start) * 1000)
    return latencies


async def measure(contender: Contender, messages: int, people: int, settings: Settings | None = None) -> Round:
    """Run one round with one bot."""
    numbers = itertools.count()
    async with LocalDiscord(settings) as local, bot_process(local, *contender.command):
        for number in range(people):  # one channel each, so that nobody's messages end up between those of another person
            local.person(f"P{number}", here=local.add_channel(f"c{number}"))
        await ask_repeatedly(local, "P0", 50, numbers, contender)
        alone = await ask_repeatedly(local, "P0", 100, numbers, contender)
        start = time.perf_counter()
        share = messages // people
        crowded = await asyncio.gather(
            *(ask_repeatedly(local, f"P{number}", share, numbers, contender) for number in range(people))
        )
        seconds = time.perf_counter() - start
    every = [latency for one in crowded for latency in one]
    return Round(len(every) / seconds, statistics.median(alone), statistics.median(every))


async def main() -> int:
    parser = argparse.ArgumentParser(description="The full bot against a bare one.")
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rounds: dict[str, list[Round]] = {contender.name: [] for contender in CONTENDERS}
    for _ in range(options.rounds):
        for contender in CONTENDERS:
            rounds[contender.name].append(await measure(contender, options.messages, options.people))
    print(f"{'median of ' + str(options.rounds) + ' rounds':36} messages/s   ms alone   ms among {options.people}")
    speeds = []
    for name, measured in rounds.items():
        speed, alone, crowded = (
            statistics.median(values)
            for values in zip(*((one.per_second, one.alone, one.crowded) for one in measured), strict=True)
        )
        speeds.append(speed)
        print(f"{name:36} {speed:10.0f} {alone:10.1f} {crowded:10.1f}")
    word, shaped, full, fresh = speeds
    print(f"full bot / bare bot, the same shape of answer: {full / shaped:.2f}; all questions different: {fresh / shaped:.2f}")
    print(f"full bot / bare bot, one word:                 {full / word:.2f}; all questions different: {fresh / word:.2f}")
    limited = Settings(overall=RateLimit(50, 1.0))
    allowed = [await measure(CONTENDERS[at], options.messages // 5, options.people, limited) for at in (0, 3)]
    bare, bot = (one.per_second for one in allowed)
    print(f"at Discord's own limit of 50 requests a second: {bare:.0f} and {bot:.0f} messages/s, {bot / bare:.2f}")
    print(f"goal: {GOAL} with the same shape of answer")
    return 0 if full >= GOAL * shaped else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
