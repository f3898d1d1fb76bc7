"""`career-advisor run` as a process: what keeps it from starting, how it waits for Discord, how it ends."""

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

PATIENCE = 60


def environment(folder: Path, **more: str) -> dict[str, str]:
    """With the little knowledge base, which is read and learned in a moment, unless another is given."""
    files = little_knowledge(folder / "knowledge").root
    home = Program.at(folder / "home", folder / "cache").environment
    return {**home, "DATABASE_PATH": str(folder / "advisor.db"), "KNOWLEDGE_DIR": str(files), **more}


def repository() -> dict[str, str]:
    """The repository's knowledge, with what is learned from it."""
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
    _, error = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, error.decode().splitlines()


async def says(process: asyncio.subprocess.Process, text: str) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        async for line in process.stderr:
            if text in line.decode():
                return line.decode()
    raise AssertionError(f"{text!r} was not said")


def places(local: LocalDiscord) -> dict[str, str]:
    return {"DISCORD_TOKEN": local.token, "DISCORD_API_URL": local.api_url, "DISCORD_GATEWAY_URL": local.gateway_url}


@conversation
async def test_without_a_token(tmp_path: Path) -> None:
    """One sentence, which says where to get one; nothing was created."""
    async with program(tmp_path) as process:
        code, lines = await ended(process)

    assert code == EXIT_NO_TOKEN
    assert len(lines) == 1
    assert lines[0].startswith("DISCORD_TOKEN is not set")
    assert not (tmp_path / "advisor.db").exists()


@conversation
async def test_with_a_token_that_discord_does_not_take(tmp_path: Path) -> None:
    async with (
        LocalDiscord(settings()) as local,
        program(tmp_path, **places(local) | {"DISCORD_TOKEN": "not.a.token"}) as process,
    ):
        code, lines = await ended(process)

    assert code == EXIT_BAD_TOKEN
    assert lines[-1].startswith("Discord does not take this DISCORD_TOKEN")
    assert not any("not.a.token" in line or "Traceback" in line for line in lines)


@conversation
async def test_without_an_intent_that_was_demanded(tmp_path: Path) -> None:
    async with (
        LocalDiscord(settings(), intents=Intent.GUILDS) as local,
        program(tmp_path, **places(local), MESSAGE_CONTENT="required") as process,
    ):
        code, lines = await ended(process)

    assert code == EXIT_MISSING_INTENT
    assert "Message Content Intent" in lines[-1]
    assert not any("Traceback" in line for line in lines)


@conversation
async def test_with_a_setting_that_is_wrong(tmp_path: Path) -> None:
    async with program(tmp_path, LOG_FORMAT="xml") as process:
        code, lines = await ended(process)

    assert code == EXIT_SETTINGS
    assert lines[-1].startswith("The setting LOG_FORMAT is wrong")


@conversation
async def test_while_discord_cannot_be_reached_it_keeps_trying(tmp_path: Path) -> None:
    """A sentence each time, and ready as soon as there is a Discord."""
    local = LocalDiscord(settings())
    async with local:
        where = places(local)
    port = int(where["DISCORD_API_URL"].split(":")[2].split("/")[0])
    async with program(tmp_path, **where) as process:
        line = await says(process, "Discord cannot be reached")
        assert "trying again in" in line
        async with LocalDiscord(settings(port=port), token=local.token):
            await says(process, "ready as")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


@conversation
async def test_it_answers_and_ends_in_order(tmp_path: Path) -> None:
    """By SIGTERM or SIGINT, without an error; nothing that somebody wrote is in the log."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        for number in (signal.SIGTERM, signal.SIGINT):
            async with program(tmp_path, **places(local), **repository(), LOG_FORMAT="json", LOG_LEVEL="debug") as process:
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
    """For a compatible server that has none."""
    async with LocalDiscord(settings()) as local:
        more = {"DISCORD_GATEWAY_COMPRESSION": "off", "DISCORD_APPLICATION_ID": str(local.bot.id)}
        async with program(tmp_path, **places(local), **more) as process:
            await says(process, "ready as")
            answer = await (await local.person("Alice").say(f"{local.bot.user.mention} hi")).answer()

            assert answer.text
