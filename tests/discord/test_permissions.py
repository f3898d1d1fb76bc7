"""Only moderators edit the knowledge, only in the servers in the settings, and the right is checked at every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import discord
import pytest
from discord import app_commands

from bot.discordbot.strings import failed_questions, moderation
from local_discord import InteractionResult, Permission, Person, Upload
from local_discord.actions import guilds
from local_discord.people import command_actions
from local_discord.state.flags import CommandType, OptionType
from local_discord.state.guilds import Channel
from tests.discord import forgery
from tests.discord.assertions import (
    DAMP,
    PIPES,
    WET,
    assert_answered,
    assert_refused,
    break_a_question_in_the_files,
    draft_of,
    state,
)
from tests.discord.communities import WAGES, Community, community
from tests.local_discord.clients import conversation

# For each command: its arguments besides the defaults, and the answer to a moderator: a part of the message, or the form's title.
COMMANDS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "edit": ({}, "Edit topics/fair-wages.yaml"),
    "new": ({}, "Edit roles/something-new.yaml"),
    "answer": ({}, moderation.ANSWER_TITLE),
    "rename": ({}, "Rename topics/fair-wages.yaml to something-new\nNothing is live yet."),
    "delete": ({"entry": "topics/learning-the-trade"}, "Delete topics/learning-the-trade.yaml\nNothing is live yet."),
    "alias": ({"entry": "roles/welder"}, "Alias “something-new” in roles/welder.yaml\nNothing is live yet."),
    "phrase": ({}, "Phrase for topics/fair-wages.yaml\nNothing is live yet."),
    "download": ({}, moderation.DOWNLOADED_ALL),
    "upload": ({}, "Upload of topics/fair-wages\nNothing is live yet."),
    "try": ({}, "**Now:**"),
    "status": ({}, moderation.STATUS_FINE),
    "history": ({}, moderation.HISTORY),
    "diff": ({}, "### Change 2\n"),
    "revert": ({}, "Take back change 2 (topics/fair-wages)\nNothing is live yet."),
    "undo": ({}, "Undo change 2 (topics/fair-wages)\nNothing is live yet."),
    "export": ({}, moderation.EXPORTED),
    "gaps": ({}, failed_questions.NONE),
    "stats": ({}, failed_questions.NO_NUMBERS),
}

# For each button and form: its custom id, where {key} is an own draft, and the answer to a moderator. One question waits.
BUTTONS: Final = {
    "edit:{key}": "Edit topics/leaking-pipes.yaml",
    "save:{key}": moderation.WHY_TITLE,
    "show:{key}": "Nothing is live yet.",
    "drop:{key}": moderation.DROPPED,
    "take:": moderation.WHY_TITLE,
    "gap:page:0": "Not answered well: 1 of 1",
    "gap:to:1": "There is no entry “”",
    "gap:other:1": failed_questions.OTHER_TITLE,
    "gap:new:1": failed_questions.NEW_TITLE,
    "gap:write:1": moderation.ANSWER_TITLE,
    "gap:out:1": failed_questions.NONE,
    "gap:drop:1": failed_questions.GONE,
}
FORMS: Final = {
    "text:{key}": "Nothing is live yet.",
    "why:{key}": "Live, as change ",
    "taken:": "The files are live, as change ",
    "gap:new:1": "for topics/something-new.yaml",
    "gap:other:1": "There is no entry “something new”",
    "answer:": "Answer to “Does it drip?”\nNothing is live yet.",
}
FIELDS: Final = {
    "reason": "It is time.",
    "override": "Nobody asks that.",
    "line": "something new",
    "question": "Does it drip?",
    "answer": "Not now.",
    "source": "editorial",
}


@dataclass(frozen=True)
class Asker:
    """A user, the channel that they are in, and whether they may edit the knowledge from there."""

    person: Person
    place: Channel
    may: bool


def _elsewhere(c: Community) -> Asker:
    """An administrator of another server of the bot, whose moderators may not edit the knowledge."""
    place = c.local.add_channel("talk", guild=c.local.add_guild("Elsewhere", c.local.bot.user))
    admin = c.local.stranger("Admin", place)
    guild = c.local.world.guild(place.guild_id or 0)
    role = guilds.add_role(c.local.world, guild, "Admins", int(Permission.ADMINISTRATOR))
    guilds.set_role(c.local.world, guild, guilds.join(c.local.world, guild, admin.user), role)
    return Asker(admin, place, may=False)


ASKERS: Final[dict[str, Callable[[Community], Asker]]] = {
    "a member": lambda c: Asker(c.member, c.local.general, may=False),
    "a moderator": lambda c: Asker(c.mod, c.local.general, may=True),
    "the owner": lambda c: Asker(c.owner, c.local.general, may=True),
    "an admin of another server": _elsewhere,
    "the owner in another server": lambda c: Asker(c.owner, _elsewhere(c).place, may=False),
    "the owner in a direct message": lambda c: Asker(c.owner, c.owner.dm(c.local.bot), may=False),
}
each_asker = pytest.mark.parametrize("asker", ASKERS)


def registered(c: Community) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every subcommand that the bot registers for the server."""
    for group in c.bot.client.tree.get_commands(guild=discord.Object(c.local.guild.id)):
        assert isinstance(group, app_commands.Group)
        yield from (command for command in group.walk_commands() if isinstance(command, app_commands.Command))


def arguments(c: Community, offer: command_actions.OfferedCommand, special: Mapping[str, Any]) -> dict[str, Any]:
    """The required options only; a value from `special`, else one for the type of the option."""
    text = c.files.read(WAGES).replace("source: editorial", "source: [editorial]", 1)
    by_kind = {
        OptionType.STRING: "something-new",
        OptionType.INTEGER: 2,
        OptionType.ATTACHMENT: Upload(0, "topics.fair-wages.yaml", text.encode()),
    }
    given = {}
    for option in offer.options:
        if option.get("required"):
            default = by_kind[OptionType(option["type"])]
            default = "topics/fair-wages" if option.get("autocomplete") else default
            default = option["choices"][0]["value"] if option.get("choices") else default
            given[option["name"]] = special.get(option["name"], default)
    return given


async def run(c: Community, asker: Asker, command: str, special: Mapping[str, Any]) -> InteractionResult:
    """Run a command, whether Discord offers it to the user or not."""
    offer = command_actions.find(c.local.world, c.owner.user, c.local.general, CommandType.CHAT_INPUT, f"knowledge {command}")
    action = command_actions.slash(c.local.world, asker.place, offer, arguments(c, offer, special))
    return await asker.person.forge(c.local.bot, action, channel=asker.place)


@conversation
async def test_commands_are_offered_only_in_the_server_and_all_are_tested_here(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        elsewhere = _elsewhere(c)
        names = {f"knowledge {command.name}" for command in registered(c)}

        assert names == {f"knowledge {name}" for name in COMMANDS}
        assert names <= set(c.owner.offers())
        for person, place in (
            (elsewhere.person, elsewhere.place), (c.owner, elsewhere.place), (c.owner, c.owner.dm(c.local.bot)),
        ):  # fmt: skip
            offers = person.offers(place)
            assert "ask" in offers
            assert not [name for name in offers if name.startswith("knowledge")]


@conversation
async def test_all_buttons_and_forms_are_tested_here(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        buttons, forms = c.bot.client.router.names

        assert routes_in(BUTTONS) == {name for name in buttons if name.startswith("kn:")}
        assert routes_in(FORMS) == {name for name in forms if name.startswith("kn:")}


def routes_in(custom_ids: Iterable[str]) -> set[str]:
    """The names without their last part, which is the argument."""
    return {f"kn:{name.rpartition(':')[0]}" for name in custom_ids}


@each_asker
@conversation
async def test_commands_work_for_moderators_and_refuse_others(tmp_path: Path, asker: str) -> None:
    async with community(tmp_path) as c:
        who = ASKERS[asker](c)
        await c.save(who.person if who.may else c.mod, await c.edit(who.person if who.may else c.mod))
        for command, (special, expected) in COMMANDS.items():
            live, before = await state(c), await state(c, who.person)
            used = await run(c, who, command, special)
            if who.may:
                await assert_answered(used, expected)
            else:
                await assert_refused(used)
                assert await state(c, who.person) == before, command
            assert await state(c) == live, f"{command} let something go live without a confirmation"


@each_asker
@conversation
async def test_buttons_and_forms_work_for_moderators_and_refuse_others(tmp_path: Path, asker: str) -> None:
    """The others have drafts of their own, from when they had the right."""
    async with community(tmp_path) as c:
        who = ASKERS[asker](c)
        await break_a_question_in_the_files(c)
        for name in ("Alice", "Bob"):
            await (await c.local.person(name).say(f"{c.local.bot.user.mention} will it rain on the roof")).answer()
        await c.bot.wait_idle()
        fields = FIELDS | {"text0": c.files.read(PIPES).replace(DAMP, WET)}
        presses: list[tuple[str, str, dict[str, str] | None]] = [
            (name, expected, None) for name, expected in BUTTONS.items() if not name.startswith("gap:")
        ]
        presses += [(name, expected, fields) for name, expected in FORMS.items()]
        presses += [(name, expected, None) for name, expected in BUTTONS.items() if name.startswith("gap:")]
        for name, expected, filled in presses:
            custom_id = f"ca:v1:kn:{name.format(key=await draft_of(c, who.person))}"
            before = await state(c, who.person)
            if filled is None:
                used = await forgery.press(c.local, who.person, custom_id, who.place)
            else:
                used = await forgery.send(c.local, who.person, custom_id, filled, who.place)
            if who.may:
                await assert_answered(used, expected)
            else:
                await assert_refused(used)
                assert await state(c, who.person) == before, name


@conversation
async def test_autocompletion_shows_nothing_to_others(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        checked = 0
        for command in registered(c):
            for option in command.parameters:
                if option.autocomplete:
                    name = f"knowledge {command.name}"
                    assert await c.member.suggestions(name, option.display_name, "wel") == []
                    assert await c.mod.suggestions(name, option.display_name, "wel") != []
                    checked += 1
        assert checked >= 7
