"""The connection is lost: every message is answered, and none twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from local_discord import LocalDiscord
from local_discord.people.person import Person
from tests.discord.bots import discord_with_bot
from tests.local_discord.clients import conversation
from tests.seeds import seeded


async def talk_with_disconnects(local: LocalDiscord, people: list[Person], messages: int, drops: int, seed: int) -> Counter[int]:
    """These people ask `messages` questions, while the connection is lost `drops` times. Returns message id → number of
    answers."""
    chance = random.Random(seed)
    asked = []
    cut = 0
    for number in range(messages):
        person = people[number % len(people)]
        asked.append(await person.say(f"{local.bot.user.mention} what does a data engineer do?"))
        while cut < drops * (number + 1) // messages:
            for _ in range(chance.randrange(40)):
                await asyncio.sleep(0)
            dropped = local.drop_gateway(chance.choice([None, None, 4000]))
            cut += dropped
            if not dropped:
                await asyncio.sleep(0.001)
    for one in asked:
        await one.answer(max_wait=60)
    await asyncio.sleep(0.3)
    kept = local.world.messages[local.general.id].values()
    answers = Counter(m.reference.message_id for m in kept if m.reference is not None and m.author.id == local.bot.user.id)
    return Counter({one.id: answers[one.id] for one in asked})


@seeded(7)
@conversation
async def test_lost_connections_at_random_moments_lose_no_message_and_repeat_none(seed: int) -> None:
    async with discord_with_bot() as (local, _):
        people = [local.person(name) for name in ("Alice", "Bob", "Carol", "Dan", "Eve")]
        answers = await talk_with_disconnects(local, people, messages=100, drops=50, seed=seed)

        assert set(answers.values()) == {1}


@conversation
async def test_a_message_that_was_answered_before_a_restart_is_not_answered_again() -> None:
    """The store knows the answer. The test passes the same event to the bot once more."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        asked = await alice.say(f"{local.bot.user.mention} hi")
        await asked.answer()
        await bot.wait_idle()
        channel = bot.client.get_channel(local.general.id)
        again = await channel.fetch_message(asked.id)  # type: ignore[union-attr]
        await bot.client.on_message(again)

        assert len([m for m in alice.reads() if m.author.bot]) == 1


@conversation
async def test_a_command_during_a_lost_connection_is_answered_after_it() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        local.drop_gateway()
        answer = await (await alice.slash("role", role="DE")).message()

        assert "data engineer" in answer.text.lower()
