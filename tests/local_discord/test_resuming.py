"""Lost connections: sessions are resumed, and no event is lost or delivered twice."""

from __future__ import annotations

import asyncio
import json
import random

import discord

from local_discord import LocalDiscord
from tests.local_discord.clients import Bot, conversation, running, settings
from tests.local_discord.wire import close_code, connect, identify, wait_for_event
from tests.seeds import seeded


def echo(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


@conversation
async def test_a_disconnected_client_resumes_and_misses_nothing() -> None:
    """A message that is posted while the client is disconnected is answered once, after the resume."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        await (await alice.say("before")).answer()
        for code in (None, 4000, 1000):
            assert local.drop_gateway(code) == 1
            asked = await alice.say(f"during {code}")
            await asked.answer()
            await asyncio.wait_for(bot.resumed.get(), 5)
        said = [message.text for message in alice.reads() if message.author.bot]

        assert said == [f"You said: {text}" for text in ("before", "during None", "during 4000", "during 1000")]
        assert len(local.gateway.sessions) == 1


@conversation
async def test_a_client_resumes_after_a_reconnect_request() -> None:
    """The client resumes its session after op 7."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        local.gateway.ask_to_reconnect()
        answer = await (await alice.say("still there?")).answer()
        await asyncio.wait_for(bot.resumed.get(), 5)

        assert answer.text == "You said: still there?"


@conversation
async def test_a_client_identifies_again_if_its_session_is_invalid() -> None:
    """The client identifies again after op 9, and when its session has expired."""
    async with LocalDiscord(settings(session_lifetime=-1.0)) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        for spoil in (local.gateway.invalidate, local.drop_gateway):
            bot.up.clear()
            old = {session.id for session in local.gateway.sessions}
            spoil()
            await asyncio.wait_for(bot.up.wait(), 10)
            answer = await (await alice.say("again")).answer()

            assert answer.text == "You said: again"
            assert old.isdisjoint(session.id for session in local.gateway.sessions)


@conversation
async def test_resuming_replays_the_missed_events() -> None:
    """The events after the given sequence number are sent with their original numbers, followed by RESUMED."""
    async with LocalDiscord(settings()) as local:
        async with connect(local) as socket:
            await identify(socket, local.token)
            session = (await wait_for_event(socket, "READY"))["d"]["session_id"]
            last = (await wait_for_event(socket, "GUILD_CREATE"))["s"]
            local.drop_gateway(4000)
            await close_code(socket)
        await local.person("Alice").say("while away")
        data = {"token": local.token, "session_id": session, "seq": last}
        async with connect(local) as socket:
            await socket.send_str(json.dumps({"op": 6, "d": data | {"seq": 10_000}}))
            assert await close_code(socket) == 4007
        async with connect(local) as socket:
            await socket.receive_json()
            await socket.send_str(json.dumps({"op": 6, "d": data}))
            replayed = [await socket.receive_json() for _ in range(3)]

            assert [(one["t"], one["s"]) for one in replayed] == [
                ("GUILD_MEMBER_ADD", last + 1),
                ("MESSAGE_CREATE", last + 2),
                ("RESUMED", last + 3),
            ]


@conversation
async def test_lost_heartbeat_acknowledgements() -> None:
    """The client resumes after the gateway closed the connection instead of acknowledging a heartbeat."""
    async with LocalDiscord(settings(heartbeat_interval=0.05)) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        local.faults.lose_acks(2)
        for _ in range(2):
            await asyncio.wait_for(bot.resumed.get(), 5)

        assert (await (await alice.say("here?")).answer()).text == "You said: here?"


@conversation
async def test_a_malformed_event_is_delivered_unchanged() -> None:
    """The event has a sequence number like any other event."""
    async with LocalDiscord(settings()) as local, connect(local) as socket:
        await identify(socket, local.token)
        last = (await wait_for_event(socket, "GUILD_CREATE"))["s"]
        local.send_malformed("MESSAGE_CREATE", {"id": "not a number"})

        assert await wait_for_event(socket, "MESSAGE_CREATE") == {
            "op": 0,
            "t": "MESSAGE_CREATE",
            "s": last + 1,
            "d": {"id": "not a number"},
        }


@conversation
async def test_an_interaction_delivered_twice_is_acknowledged_once() -> None:
    """Both deliveries are the same interaction, so the second acknowledgement is refused with 40060."""
    refused: list[int] = []

    def add_hello(bot: Bot) -> None:
        @bot.tree.command(description="Hello")
        async def hello(interaction: discord.Interaction) -> None:
            try:
                await interaction.response.send_message("hello")
            except discord.HTTPException as error:
                refused.append(error.code)
                await interaction.followup.send("again")

    async with LocalDiscord(settings()) as local, running(local, add_hello):
        alice = local.person("Alice")
        local.faults.repeat_interactions()
        result = await alice.slash("hello")

        assert ((await result.message()).text, (await result.followup()).text) == ("hello", "again")
        assert refused == [40060]


@seeded(7)
@conversation
async def test_many_drops_at_random_moments_lose_and_double_nothing(seed: int) -> None:
    """Every message is answered exactly once, although the connection is lost again and again."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        chance = random.Random(seed)
        asked, cuts = [], 0
        for number in range(150):
            asked.append(await alice.say(f"{number}"))
            if chance.random() < 0.4:
                cuts += local.drop_gateway(chance.choice([None, None, 4000]))
            # A random number of loop iterations makes each drop happen at a different point of the client's work.
            for _ in range(chance.randrange(40)):
                await asyncio.sleep(0)
        for one in asked:
            await one.answer()
        said = [message.text for message in alice.reads() if message.author.bot]

        assert sorted(said) == sorted(f"You said: {number}" for number in range(150))
        assert cuts > 0
        assert bot.problems == []
