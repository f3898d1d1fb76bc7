"""Checks that each of 2,000 messages is answered exactly once while 1,000 disconnects are forced at random moments.

    python -m benchmarks.discord_disconnects [--messages 2000] [--drops 1000] [--seed 1]

The full bot runs against a local Discord in one process. The test suite has a smaller version.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter

from tests.discord.bots import discord_with_bot
from tests.discord.test_disconnects import talk_with_disconnects


async def main() -> int:
    parser = argparse.ArgumentParser(description="Disconnects at random moments.")
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--drops", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.perf_counter()
    async with discord_with_bot() as (local, bot):
        people = [local.person(f"P{number}") for number in range(10)]
        answers = await talk_with_disconnects(local, people, options.messages, options.drops, options.seed)
        clients = len(bot.clients)
    times = Counter(answers.values())
    print(f"{options.messages} messages, {options.drops} disconnects, {clients} client, {time.perf_counter() - start:.0f} s")
    print("answered: " + ", ".join(f"{count} messages {number} times" for number, count in sorted(times.items())))
    return 0 if set(times) == {1} else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
