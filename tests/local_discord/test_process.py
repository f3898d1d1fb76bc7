"""`python -m local_discord` as a separate process."""

from __future__ import annotations

import asyncio
import signal
import sys

import aiohttp

from tests.local_discord.clients import conversation


@conversation
async def test_it_prints_its_settings_and_stops_on_sigterm() -> None:
    """The URLs and the token are printed as settings; after SIGTERM the exit code is 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "local_discord", "--token", "a.b.c", "--bot", "Helper", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    lines = [(await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip() for _ in range(3)]
    settings = dict(line.split("=", 1) for line in lines)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {settings['DISCORD_TOKEN']}"}) as session:
        async with session.get(f"{settings['DISCORD_API_URL']}/users/@me") as response:
            me = await response.json()
        async with session.get(f"{settings['DISCORD_API_URL']}/gateway") as response:
            gateway = await response.json()
    process.send_signal(signal.SIGTERM)

    assert me["username"] == "Helper"
    assert gateway == {"url": settings["DISCORD_GATEWAY_URL"]}
    assert await asyncio.wait_for(process.wait(), 10) == 0
