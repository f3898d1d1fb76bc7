"""The gateway: identifying, and the delivery of events."""

from __future__ import annotations

import asyncio
import json
import zlib

import discord
import pytest
import zstandard

from local_discord import ALL_INTENTS, Intent, LocalDiscord, RateLimit, Settings
from tests.local_discord.clients import Bot, connected_to, conversation, running, settings
from tests.local_discord.wire import close_code, connect, identify, wait_for_event


@conversation
async def test_a_wrong_token_does_not_sign_in() -> None:
    """discord.py raises LoginFailure; the gateway closes the connection with 4004."""
    async with LocalDiscord(settings()) as local:
        with pytest.raises(discord.LoginFailure):
            async with running(local, token="wrong"):  # noqa: S106 - it is meant to be wrong
                raise AssertionError("signed in")
        async with connect(local) as socket:
            await identify(socket, "wrong")
            assert await close_code(socket) == 4004


@conversation
async def test_privileged_intents_need_to_be_allowed() -> None:
    """discord.py raises PrivilegedIntentsRequired for an intent that is not allowed; the allowed ones are accepted."""
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
async def test_invalid_payloads_close_the_connection(frame: str, code: int) -> None:
    """Each kind of invalid payload has its own close code."""
    async with LocalDiscord(settings()) as local, connect(local) as socket:
        await socket.send_str(frame.replace("TOKEN", local.token))
        assert await close_code(socket) == code


@conversation
async def test_a_second_identify_and_too_many_payloads_close_the_connection() -> None:
    """The code is 4005 for a second IDENTIFY and 4008 for more payloads than the rate limit allows."""
    async with LocalDiscord(settings(gateway=RateLimit(5, 60.0))) as local:
        async with connect(local) as socket:
            await identify(socket, local.token)
            await identify(socket, local.token)
            assert await close_code(socket) == 4005
        async with connect(local) as socket:
            for _ in range(6):
                await socket.send_str('{"op": 1, "d": null}')
            assert await close_code(socket) == 4008


@conversation
async def test_a_client_without_heartbeats_is_closed() -> None:
    """After two intervals without a heartbeat, the connection is closed with 4009."""
    async with LocalDiscord(Settings(heartbeat_interval=0.02)) as local, connect(local) as socket:
        assert await close_code(socket) == 4009


@conversation
async def test_events_are_delivered_by_intent_and_visibility() -> None:
    """A session receives messages only with the intent, and only from channels that the bot sees."""
    async with LocalDiscord(settings()) as local, connect(local) as with_all_intents, connect(local) as with_few_intents:
        await identify(with_all_intents, local.token)
        await identify(with_few_intents, local.token, int(Intent.GUILDS))
        await wait_for_event(with_all_intents, "GUILD_CREATE")
        await wait_for_event(with_few_intents, "GUILD_CREATE")
        attic = local.add_channel("attic")
        attic.deny(local.bot.user, 1 << 10)
        alice = local.person("Alice")
        await alice.say("hidden", channel=attic)
        await alice.say("open")
        local.add_channel("cellar")

        assert (await wait_for_event(with_all_intents, "MESSAGE_CREATE"))["d"]["content"] == "open"
        names = [(await with_few_intents.receive_json())["t"] for _ in range(2)]
        assert names == ["CHANNEL_CREATE", "CHANNEL_CREATE"]


@conversation
async def test_content_is_removed_without_the_message_content_intent() -> None:
    """Content remains in messages that mention the bot, in its own messages, and in private channels."""
    seen: list[str] = []

    def record_content(bot: Bot) -> None:
        @bot.event
        async def on_message(message: discord.Message) -> None:
            if message.content != "done":
                seen.append(message.content)
            if message.reference is not None and isinstance(message.reference.resolved, discord.Message):
                seen.append(f"to {message.reference.resolved.content!r}")
            if message.content.startswith("last"):
                await message.channel.send("done")

    local = LocalDiscord(settings(), intents=ALL_INTENTS & ~Intent.MESSAGE_CONTENT)
    async with local, running(local, record_content, intents=discord.Intents.default()) as bot:
        alice = local.person("Alice")
        own = await local.acting_as(local.bot).say("own")
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
async def test_guilds_are_distributed_over_the_shards() -> None:
    """READY lists each guild for exactly one shard, by Discord's formula."""
    async with LocalDiscord(settings()) as local:
        for number in range(8):
            local.add_guild(f"guild {number}", local.bot.user)
            local.advance(0.001 * (number % 3))
        async with connect(local) as zero, connect(local) as one:
            await identify(zero, local.token, shard=[0, 2])
            await identify(one, local.token, shard=[1, 2])
            shares = [[int(guild["id"]) for guild in (await wait_for_event(s, "READY"))["d"]["guilds"]] for s in (zero, one)]

            assert sorted(shares[0] + shares[1]) == sorted(local.world.guilds)
            assert all((guild >> 22) % 2 == shard for shard, share in enumerate(shares) for guild in share)


@conversation
async def test_members_are_listed_on_request() -> None:
    """A request with a prefix returns the members whose names begin with it."""
    async with LocalDiscord(settings()) as local, running(local) as bot:
        for name in ("Alice", "Alina", "Bob"):
            local.person(name)
        [guild] = bot.guilds
        found = await guild.query_members("ali", limit=5)

        assert [member.display_name for member in found] == ["Alice", "Alina"]


@conversation
async def test_zlib_stream_compression() -> None:
    """All payloads are parts of one stream, and each ends with a flush."""
    async with LocalDiscord(settings()) as local, connect(local, "v=10&encoding=json&compress=zlib-stream") as socket:
        unpack = zlib.decompressobj()
        hello = json.loads(unpack.decompress(await socket.receive_bytes()))
        await identify(socket, local.token)
        packed = await socket.receive_bytes()

        assert hello["op"] == 10
        assert packed.endswith(b"\x00\x00\xff\xff")
        assert json.loads(unpack.decompress(packed))["t"] == "READY"


@conversation
async def test_zstd_stream_compression() -> None:
    """All payloads are parts of one stream."""
    async with LocalDiscord(settings()) as local, connect(local, "v=10&encoding=json&compress=zstd-stream") as socket:
        unpack = zstandard.ZstdDecompressor().decompressobj()
        hello = json.loads(unpack.decompress(await socket.receive_bytes()))
        await identify(socket, local.token)

        assert hello["op"] == 10
        assert json.loads(unpack.decompress(await socket.receive_bytes()))["t"] == "READY"


class Sharded(discord.AutoShardedClient):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify without delay; by default the library waits five seconds between shards because of Discord's rate limit."""


@conversation
async def test_discord_pys_sharded_client() -> None:
    """The client gets the gateway's URL from the API, and each of its shards receives its own guilds."""
    async with LocalDiscord(settings()) as local:
        for number in range(4):
            local.add_guild(f"guild {number}", local.bot.user)
        with connected_to(local):
            client = Sharded(shard_count=2, intents=discord.Intents.default(), guild_ready_timeout=0.05)
            up = asyncio.Event()

            @client.event
            async def on_ready() -> None:
                up.set()

            task = asyncio.create_task(client.start(local.token))
            try:
                await asyncio.wait_for(up.wait(), 20)
                guilds, shards = {guild.id: guild.shard_id for guild in client.guilds}, set(client.shards)
            finally:
                await client.close()
                await asyncio.gather(task, return_exceptions=True)

        assert guilds == {guild: (guild >> 22) % 2 for guild in local.world.guilds}
        assert shards == {0, 1}
