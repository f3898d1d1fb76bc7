"""The documentation is correct: permissions, settings, exit codes, commands, and the tables of the store."""

from __future__ import annotations

import re
from pathlib import Path

import discord

from bot import errors
from bot.settings import Settings
from bot.storage.migrations import MIGRATIONS
from local_discord import LocalDiscord
from tests.discord.bots import PNG, bot_on, discord_with_bot
from tests.discord.communities import community
from tests.discord.test_pictures import Painter
from tests.local_discord.clients import conversation, settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
DISCORD = (DOCS / "discord.md").read_text("utf-8")
PRIVACY = (DOCS / "privacy.md").read_text("utf-8")


def invited_permissions() -> discord.Permissions:
    found = re.search(r"permissions=(\d+)", DISCORD)
    assert found is not None
    return discord.Permissions(int(found[1]))


def test_the_invite_asks_for_what_the_table_lists() -> None:
    table = DISCORD.split("| permission | why |")[1].split("\n\n")[0]
    listed = {row.split("|")[1].strip().lower().replace(" ", "_") for row in table.splitlines()[2:]}
    names = {"view_channels": "view_channel", "read_message_history": "read_message_history"}

    assert {names.get(name, name) for name in listed} == {
        _canonical(name) for name, is_asked in invited_permissions() if is_asked
    }


def _canonical(name: str) -> str:
    return {"read_messages": "view_channel"}.get(name, name)


@conversation
async def test_the_invited_permissions_are_enough() -> None:
    """The bot can answer in a channel and in a thread, with a picture, and has no other permission."""
    async with LocalDiscord(settings()) as local:
        people = local.guild.everyone.permissions
        alice = local.person("Alice")
        local.add_role("People", people, to=alice)
        local.guild.everyone.permissions = 0
        local.add_role("Bot", invited_permissions().value, to=local.bot)
        async with bot_on(local, pictures=Painter()):
            asked = await alice.say(f"{local.bot.user.mention} data engineer vs analytics engineer")
            answer = await asked.answer()
            thread = alice.thread("more", under=asked)
            deeper = await (await alice.say(f"{local.bot.user.mention} hi", channel=thread)).answer()

            assert answer.attachments[0].content == PNG
            assert deeper.text
        assert local.refusals == []


def test_every_setting_is_described() -> None:
    described = set(re.findall(r"`([A-Z][A-Z_]+)`", DISCORD))

    assert {name.upper() for name in Settings.model_fields} == {
        name for name in described if name.lower() in Settings.model_fields
    }


def test_every_exit_code_is_described() -> None:
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_") and name != "EXIT_USAGE"}

    assert codes <= {int(row) for row in re.findall(r"^\| (\d+) \|", DISCORD, re.MULTILINE)}


@conversation
async def test_every_command_is_described() -> None:
    async with discord_with_bot() as (local, _):
        for name in local.person("Owner").offers():
            assert f"/{name}" in DISCORD + PRIVACY, name


def test_every_table_is_described() -> None:
    """Every table with the words of docs/privacy.md that describe what is stored in it."""
    made = {name for step in MIGRATIONS for sql in step.statements for name in re.findall(r"CREATE TABLE (\w+)", sql)}
    descriptions = {
        "profiles": "Profile",
        "profiles_by_sphere": "Profile",
        "conversations": "Talk",
        "answers": "Answers",
        "feedback": "Feedback",
        "unanswered": "were not answered well",
        "handled": "Numbers of answered messages",
        "servers": "Settings of a server",
        "facts": "Settings of a server",
        "changes": "**Changes** of the knowledge and **versions**",
        "versions": "**Changes** of the knowledge and **versions**",
        "drafts": "**Drafts**",
        "missed": "were not answered well",
        "asker_keys": "the key is thrown away",
        "gap_decisions": "were not answered well",
        "tallies": "Weekly counts",
        "suggestions": "Suggestions",
        "suggestion_decisions": "Suggestions",
    }

    assert made == set(descriptions)
    for word in descriptions.values():
        assert word in PRIVACY


@conversation
async def test_every_command_for_moderators_is_described(tmp_path: Path) -> None:
    page = (DOCS / "keeping.md").read_text("utf-8")
    async with community(tmp_path) as c:
        offered = {name for name in c.mod.offers() if name.startswith("knowledge ")}

        assert offered == set(re.findall(r"`/(knowledge \w+)`", page))
