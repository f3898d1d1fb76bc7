"""A bot that uses another library, discord.js, works with the local Discord.

`make test` installs discord.js if Node is available; without Node or the package the test is skipped.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from local_discord import LocalDiscord
from tests.local_discord.clients import conversation, settings

HERE = Path(__file__).parent / "discordjs"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (HERE / "node_modules" / "discord.js").is_dir(),
    reason="needs Node, and discord.js, which `make test` installs",
)


@conversation
async def test_discord_js_answers_a_message_and_a_slash_command() -> None:
    """The bot signs in, registers a command, replies, defers, edits and reconnects; none of its requests is refused."""
    assert NODE is not None
    async with LocalDiscord(settings()) as local:
        process = await asyncio.create_subprocess_exec(
            NODE,
            str(HERE / "bot.mjs"),
            f"{local.world.base_url}/api",
            local.token,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout is not None
        try:
            first = await asyncio.wait_for(process.stdout.readline(), 20)
            assert first == b"ready\n", first + await process.stdout.read()
            alice = local.person("Alice")
            answer = await (await alice.say("bonjour")).answer()
            privately = await (await alice.say("psst", channel=alice.dm(local.bot))).answer()
            asked = await (await alice.slash("ask", question="what now?")).message()
            local.drop_gateway()
            again = await (await alice.say("still there?")).answer(max_wait=20)
        finally:
            process.terminate()
            await process.communicate()

        assert answer.text == "discord.js heard: bonjour"
        assert privately.text == "discord.js heard: psst"
        assert asked.text == "discord.js was asked: what now?"
        assert again.text == "discord.js heard: still there?"
        assert [str(violation) for violation in local.violations] == []
        assert local.refusals == []
