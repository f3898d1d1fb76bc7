"""A local Discord standing alone: one guild, one bot, its token printed; until interrupted."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from local_discord.server import LocalDiscord
from local_discord.settings import Settings


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local_discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on loopback; 0 takes a free one (default)")
    parser.add_argument("--bot", default="Advisor", help="the bot's name")
    parser.add_argument("--guild", default="Playground", help="the guild's name")
    parser.add_argument("--token", help="the bot's token; made up when not given")
    parser.add_argument("--openapi", type=Path, help="Discord's own API description, to check every request against")
    return parser.parse_args(given)


async def _serve(arguments: argparse.Namespace) -> None:
    settings = Settings(port=arguments.port, openapi=arguments.openapi)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its loop; there Ctrl-C ends the loop itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    names = {"bot": arguments.bot, "guild": arguments.guild, "token": arguments.token}
    async with LocalDiscord(settings, **names) as discord:
        lines = [
            f"DISCORD_API_URL={discord.api_url}",
            f"DISCORD_GATEWAY_URL={discord.gateway_url}",
            f"DISCORD_TOKEN={discord.token}",
            f"# application {discord.bot.id}, guild {discord.guild.id}, channel {discord.general.id}; Ctrl-C stops",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await stopped.wait()


def main(given: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(_arguments(given)))


if __name__ == "__main__":
    main()
