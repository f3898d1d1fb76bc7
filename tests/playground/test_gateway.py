"""The gateway: who may identify, what is delivered, and how a talk is taken up again."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.playground import ALL_INTENTS, Intent, LocalDiscord, RateLimit, Settings
from tests.playground.clients import Bot, conversation, running, settings

Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def connected(local: LocalDiscord, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{local.gateway_url}?{query}") as socket:
        yield socket


async def identify(socket: Socket, token: str, intents: int = int(ALL_INTENTS), **more: Any) -> None:
    data = {"token": token, "intents": intents, "properties": {}, **more}
    await socket.send_str(json.dumps({"op": 2, "d": data}))


async def closed(socket: Socket) -> int | None:
    while True:
        message = await socket.receive(timeout=5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
            return socket.close_code


async def told(socket: Socket, name: str) -> dict[str, Any]:
    while True:
        payload: dict[str, Any] = await socket.receive_json(timeout=5)
        if payload["t"] == name:
            return payload


def echoing(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


@conversation
async def test_a_wrong_token_does_not_sign_in() -> None:
    """discord.py reports it as a failed login; the gateway closes with 4004."""
    async with LocalDiscord(settings()) as local:
        with pytest.raises(discord.LoginFailure):
            async with running(local, token="wrong"):  # noqa: S106 - it is meant to be wrong
                raise AssertionError("signed in")
        async with connected(local) as socket:
            await identify(socket, "wrong")
            assert await closed(socket) == 4004


@conversation
async def test_privileged_intents_need_to_be_allowed() -> None:
    """discord.py reports the missing intent; only the allowed ones are accepted."""
    async with LocalDiscord(settings(), intents=ALL_INTENTS & ~Intent.MESSAGE_CONTENT) as local:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with running(local, intents=discord.Intents.all()):
                raise AssertionError("signed in")
        async with running(local, intents=discord.Intents.default()) as bot:
            assert bot.application is not None
            assert not bot.application.flags.gateway_message_content_limited
            assert bot.application.flags.gateway_guild_members_limited


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", 4002),
        ('{"op": 99}', 4001),
        ('{"op": 8, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1073741824}}', 4013),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [2, 2]}}', 4010),
        ('{"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}', 4004),
        ("x" * 4097, 4002),
    ],
)
@conversation
async def test_nonsense_ends_the_connection(frame: str, code: int) -> None:
    """Each kind of nonsense has its own close code."""
    async with LocalDiscord(settings()) as local, connected(local) as socket:
        await socket.send_str(frame.replace("TOKEN", local.token))
        assert await closed(socket) == code


@conversation
async def test_identifying_twice_and_talking_too_much() -> None:
    """4005 for the second identify, 4008 for more payloads than are allowed."""
    async with LocalDiscord(settings(gateway=RateLimit(5, 60.0))) as local:
        async with connected(local) as socket:
            await identify(socket, local.token)
            await identify(socket, local.token)
            assert await closed(socket) == 4005
        async with connected(local) as socket:
            for _ in range(6):
                await socket.send_str('{"op": 1, "d": null}')
            assert await closed(socket) == 4008


@conversation
async def test_a_client_without_heartbeats_is_closed() -> None:
    """Silence for two intervals ends the connection with 4009."""
    async with LocalDiscord(Settings(heartbeat_interval=0.02)) as local, connected(local) as socket:
        assert await closed(socket) == 4009


@conversation
async def test_events_come_by_intent_and_visibility() -> None:
    """A bot hears of messages only with the intent, and only where it sees them."""
    async with LocalDiscord(settings()) as local, connected(local) as all_ears, connected(local) as few:
        await identify(all_ears, local.token)
        await identify(few, local.token, int(Intent.GUILDS))
        await told(all_ears, "GUILD_CREATE")
        await told(few, "GUILD_CREATE")
        attic = local.add_channel("attic")
        attic.deny(local.bot.user, 1 << 10)
        alice = local.person("Alice")
        await alice.say("hidden", channel=attic)
        await alice.say("open")
        local.add_channel("cellar")

        assert (await told(all_ears, "MESSAGE_CREATE"))["d"]["content"] == "open"
        names = [(await few.receive_json())["t"] for _ in range(2)]
        assert names == ["CHANNEL_CREATE", "CHANNEL_CREATE"]


@conversation
async def test_text_is_blanked_without_the_message_content_intent() -> None:
    """Left are mentions, replies that ping, own messages, and private ones."""
    seen: list[str] = []

    def noting(bot: Bot) -> None:
        @bot.event
        async def on_message(message: discord.Message) -> None:
            if message.content != "done":
                seen.append(message.content)
            if message.reference is not None and isinstance(message.reference.resolved, discord.Message):
                seen.append(f"to {message.reference.resolved.content!r}")
            if message.content.startswith("last"):
                await message.channel.send("done")

    local = LocalDiscord(settings(), intents=ALL_INTENTS & ~Intent.MESSAGE_CONTENT)
    async with local, running(local, noting, intents=discord.Intents.default()) as bot:
        alice = local.person("Alice")
        own = await local.voice_of(local.bot).say("own")
        silent = await alice.say("silent")
        await alice.say(f"{local.bot.mention} loud")
        await alice.say("answer", to=own)
        await alice.say("no ping", to=own, ping=False)
        await alice.say(f"{local.bot.mention} to myself", to=silent)
        await alice.say("last", channel=alice.dm(local.bot))
        await alice.hears(alice.dm(local.bot))
        fetched = await bot.get_partial_messageable(local.general.id).fetch_message(silent.id)

    mention = local.bot.mention
    assert seen == ["own", "", f"{mention} loud", "answer", "to 'own'", "", "to 'own'", f"{mention} to myself", "to ''", "last"]
    assert fetched.content == ""


@conversation
async def test_a_dropped_client_resumes_and_misses_nothing() -> None:
    """What is said while the line is cut is answered once, after the client is back."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
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
async def test_the_gateway_asks_for_a_reconnect() -> None:
    """Op 7 is followed by a resume."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        local.gateway.ask_to_reconnect()
        answer = await (await alice.say("still there?")).answer()
        await asyncio.wait_for(bot.resumed.get(), 5)

        assert answer.text == "You said: still there?"


@conversation
async def test_an_invalid_session_is_identified_anew() -> None:
    """Op 9 makes the client identify again; so does a session that is too old to be resumed."""
    async with LocalDiscord(settings(session_lives=-1.0)) as local, running(local, echoing) as bot:
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
async def test_resuming_by_hand_replays_what_was_missed() -> None:
    """Replayed are the events after the given number, with their own numbers, then comes RESUMED."""
    async with LocalDiscord(settings()) as local:
        async with connected(local) as socket:
            await identify(socket, local.token)
            session = (await told(socket, "READY"))["d"]["session_id"]
            last = (await told(socket, "GUILD_CREATE"))["s"]
            local.drop_gateway(4000)
            await closed(socket)
        await local.person("Alice").say("while away")
        data = {"token": local.token, "session_id": session, "seq": last}
        async with connected(local) as socket:
            await socket.send_str(json.dumps({"op": 6, "d": data | {"seq": 10_000}}))
            assert await closed(socket) == 4007
        async with connected(local) as socket:
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
    """A connection that is closed instead of acknowledged is taken up again."""
    async with LocalDiscord(settings(heartbeat_interval=0.05)) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        local.faults.lose_acks(2)
        for _ in range(2):
            await asyncio.wait_for(bot.resumed.get(), 5)

        assert (await (await alice.say("here?")).answer()).text == "You said: here?"


@conversation
async def test_a_malformed_event_is_delivered_as_it_stands() -> None:
    """What a bot makes of it is its own affair; here it only has to arrive, numbered like any other."""
    async with LocalDiscord(settings()) as local, connected(local) as socket:
        await identify(socket, local.token)
        last = (await told(socket, "GUILD_CREATE"))["s"]
        local.send_malformed("MESSAGE_CREATE", {"id": "not a number"})

        assert await told(socket, "MESSAGE_CREATE") == {
            "op": 0,
            "t": "MESSAGE_CREATE",
            "s": last + 1,
            "d": {"id": "not a number"},
        }


@conversation
async def test_an_interaction_delivered_twice_is_acknowledged_once() -> None:
    """The second delivery is the same interaction, so its answer is refused with 40060."""
    refused: list[int] = []

    def greeting(bot: Bot) -> None:
        @bot.tree.command(description="Hello")
        async def hello(interaction: discord.Interaction) -> None:
            try:
                await interaction.response.send_message("hello")
            except discord.HTTPException as error:
                refused.append(error.code)
                await interaction.followup.send("again")

    async with LocalDiscord(settings()) as local, running(local, greeting):
        alice = local.person("Alice")
        local.faults.repeat_interactions()
        used = await alice.slash("hello")

        assert ((await used.message()).text, (await used.followup()).text) == ("hello", "again")
        assert refused == [40060]


@conversation
async def test_shards_share_the_guilds() -> None:
    """Each guild is told to one shard, private conversations to the first; the library's sharded client agrees."""
    async with LocalDiscord(settings()) as local:
        for number in range(8):
            local.add_guild(f"guild {number}", local.bot.user)
            local.advance(0.001 * (number % 3))
        async with connected(local) as zero, connected(local) as one:
            await identify(zero, local.token, shard=[0, 2])
            await identify(one, local.token, shard=[1, 2])
            shares = [[int(guild["id"]) for guild in (await told(s, "READY"))["d"]["guilds"]] for s in (zero, one)]

            assert sorted(shares[0] + shares[1]) == sorted(local.world.guilds)
            assert all((guild >> 22) % 2 == shard for shard, share in enumerate(shares) for guild in share)


@conversation
async def test_members_are_listed_on_request() -> None:
    """Asking for members by name gives those whose name begins so."""
    async with LocalDiscord(settings()) as local, running(local) as bot:
        for name in ("Alice", "Alina", "Bob"):
            local.person(name)
        [guild] = bot.guilds
        found = await guild.query_members("ali", limit=5)

        assert [member.display_name for member in found] == ["Alice", "Alina"]


@conversation
async def test_zlib_stream_is_one_stream() -> None:
    """Each payload ends with a flush and is unpacked with what came before."""
    async with LocalDiscord(settings()) as local, connected(local, "v=10&encoding=json&compress=zlib-stream") as socket:
        unpack = zlib.decompressobj()
        hello = json.loads(unpack.decompress(await socket.receive_bytes()))
        await identify(socket, local.token)
        packed = await socket.receive_bytes()

        assert hello["op"] == 10
        assert packed.endswith(b"\x00\x00\xff\xff")
        assert json.loads(unpack.decompress(packed))["t"] == "READY"


@conversation
async def test_zstd_stream_is_one_stream() -> None:
    """As zlib, where this Python can."""
    zstandard = pytest.importorskip("zstandard")
    async with LocalDiscord(settings()) as local, connected(local, "v=10&encoding=json&compress=zstd-stream") as socket:
        unpack = zstandard.ZstdDecompressor().decompressobj()
        hello = json.loads(unpack.decompress(await socket.receive_bytes()))
        await identify(socket, local.token)

        assert hello["op"] == 10
        assert json.loads(unpack.decompress(await socket.receive_bytes()))["t"] == "READY"
