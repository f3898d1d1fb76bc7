"""`career-advisor run` as a process: errors at the start, waiting for Discord, and the end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.errors import EXIT_BAD_TOKEN, EXIT_MISSING_INTENT, EXIT_NO_TOKEN, EXIT_SETTINGS
from bot.storage.store import Store
from local_discord import Intent, LocalDiscord
from tests.curation.small import little_knowledge
from tests.learned import advisor
from tests.local_discord.clients import conversation, settings
from tests.program import LEARNED, REPOSITORY, Program

TIMEOUT_SECONDS = 60


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of the process, with the small knowledge base, which loads fast, unless `more` names another."""
    files = little_knowledge(folder / "knowledge").root
    home = Program.at(folder / "home", folder / "cache").environment
    return {**home, "DATABASE_PATH": str(folder / "advisor.db"), "KNOWLEDGE_DIR": str(files), **more}


def repository() -> dict[str, str]:
    """The settings for the repository's knowledge with its trained models."""
    advisor()
    return {"KNOWLEDGE_DIR": str(REPOSITORY / "knowledge"), "CACHE_DIR": str(LEARNED)}


@contextlib.asynccontextmanager
async def program(folder: Path, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment(folder, **more), cwd=folder, stderr=asyncio.subprocess.PIPE
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def ended(process: asyncio.subprocess.Process) -> tuple[int, list[str]]:
    """The exit code and the lines of standard error, once the process has ended."""
    _, error = await asyncio.wait_for(process.communicate(), TIMEOUT_SECONDS)
    assert process.returncode is not None
    return process.returncode, error.decode().splitlines()


async def says(process: asyncio.subprocess.Process, text: str) -> str:
    """The next line of standard error that contains the text."""
    assert process.stderr is not None
    async with asyncio.timeout(TIMEOUT_SECONDS):
        async for line in process.stderr:
            if text in line.decode():
                return line.decode()
    raise AssertionError(f"{text!r} was not said")


def discord_urls(local: LocalDiscord) -> dict[str, str]:
    return {"DISCORD_TOKEN": local.token, "DISCORD_API_URL": local.api_url, "DISCORD_GATEWAY_URL": local.gateway_url}


@conversation
async def test_without_a_token(tmp_path: Path) -> None:
    """One sentence says where to get a token, and no database is created."""
    async with program(tmp_path) as process:
        code, lines = await ended(process)

    assert code == EXIT_NO_TOKEN
    assert len(lines) == 1
    assert lines[0].startswith("DISCORD_TOKEN is not set")
    assert not (tmp_path / "advisor.db").exists()


@conversation
async def test_with_a_token_that_discord_rejects(tmp_path: Path) -> None:
    async with (
        LocalDiscord(settings()) as local,
        program(tmp_path, **discord_urls(local) | {"DISCORD_TOKEN": "not.a.token"}) as process,
    ):
        code, lines = await ended(process)

    assert code == EXIT_BAD_TOKEN
    assert lines[-1].startswith("Discord does not take this DISCORD_TOKEN")
    assert not any("not.a.token" in line or "Traceback" in line for line in lines)


@conversation
async def test_without_an_intent_that_the_settings_require(tmp_path: Path) -> None:
    async with (
        LocalDiscord(settings(), intents=Intent.GUILDS) as local,
        program(tmp_path, **discord_urls(local), MESSAGE_CONTENT="required") as process,
    ):
        code, lines = await ended(process)

    assert code == EXIT_MISSING_INTENT
    assert "Message Content Intent" in lines[-1]
    assert not any("Traceback" in line for line in lines)


@conversation
async def test_with_a_wrong_setting(tmp_path: Path) -> None:
    async with program(tmp_path, LOG_FORMAT="xml") as process:
        code, lines = await ended(process)

    assert code == EXIT_SETTINGS
    assert lines[-1].startswith("The setting LOG_FORMAT is wrong")


@conversation
async def test_it_tries_again_while_discord_cannot_be_reached(tmp_path: Path) -> None:
    """Each attempt is logged in one line, and the bot is ready once Discord can be reached."""
    local = LocalDiscord(settings())
    async with local:
        where = discord_urls(local)
    port = int(where["DISCORD_API_URL"].split(":")[2].split("/")[0])
    async with program(tmp_path, **where) as process:
        line = await says(process, "Discord cannot be reached")
        assert "trying again in" in line
        async with LocalDiscord(settings(port=port), token=local.token):
            await says(process, "ready as")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), TIMEOUT_SECONDS) == 0


@conversation
async def test_it_answers_and_stops_in_order(tmp_path: Path) -> None:
    """SIGTERM and SIGINT stop it without an error, and the log contains no text of a user."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        for number in (signal.SIGTERM, signal.SIGINT):
            async with program(tmp_path, **discord_urls(local), **repository(), LOG_FORMAT="json", LOG_LEVEL="debug") as process:
                line = await says(process, "ready as")
                answer = await (await alice.say(f"{local.bot.user.mention} is a phd needed for secrets?")).answer()
                process.send_signal(number)
                code, lines = await ended(process)

                assert code == 0
                assert json.loads(line)["level"] == "info"
                assert not any("secrets" in one or "phd" in one or "Traceback" in one for one in lines)
                assert answer.text
                assert not local.gateway.is_connected(local.bot)
        async with Store.open(tmp_path / "advisor.db") as store:
            assert len((await store.conversation(str(alice.id), f"server:{local.guild.id}/{local.general.id}")).turns) == 2


@conversation
async def test_without_compression(tmp_path: Path) -> None:
    """Some compatible servers have no compression."""
    async with LocalDiscord(settings()) as local:
        more = {"DISCORD_GATEWAY_COMPRESSION": "off", "DISCORD_APPLICATION_ID": str(local.bot.id)}
        async with program(tmp_path, **discord_urls(local), **more) as process:
            await says(process, "ready as")
            answer = await (await local.person("Alice").say(f"{local.bot.user.mention} hi")).answer()

            assert answer.text
