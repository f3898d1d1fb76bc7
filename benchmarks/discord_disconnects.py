"""1,000 forced disconnects at random moments over a talk of 2,000 messages: is each message answered exactly once?

    python -m benchmarks.discord_disconnects [--messages 2000] [--drops 1000] [--seed 1]

The full bot against a local Discord in one process; a smaller talk of this kind is in the test suite.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter

from tests.discord.bots import playground
from tests.discord.test_reconnecting import talk_with_disconnects


async def main() -> int:
    parser = argparse.ArgumentParser(description="Disconnects at random moments.")
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--drops", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.perf_counter()
    async with playground() as (local, bot):
        people = [local.person(f"P{number}") for number in range(10)]
        answers = await talk_with_disconnects(local, people, given.messages, given.drops, given.seed)
        clients = len(bot.clients)
    times = Counter(answers.values())
    print(f"{given.messages} messages, {given.drops} disconnects, {clients} client, {time.perf_counter() - begun:.0f} s")
    print("answered: " + ", ".join(f"{count} messages {number} times" for number, count in sorted(times.items())))
    return 0 if set(times) == {1} else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
