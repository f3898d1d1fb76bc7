"""Every slash command, as users run it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from bot.discordbot.strings import general
from local_discord import LocalDiscord
from local_discord.people.waiting import CannotError
from tests.discord.bots import bot_on, discord_with_bot
from tests.local_discord.clients import conversation, settings

ALL = [
    "about", "ask", "compare", "help", "map", "me export", "me forget", "me goal", "me role", "me show", "me skills", "path",
    "recommend", "role", "roles", "topics", "transition",
]  # fmt: skip


@conversation
async def test_commands_are_offered_where_they_work() -> None:
    """`/suggest` is offered only in servers, and `/settings` only to members who may manage the server."""
    async with discord_with_bot() as (local, _):
        alice, owner = local.person("Alice"), local.person("Owner")

        assert alice.offers() == sorted([*ALL, "suggest"])
        assert alice.offers(alice.dm(local.bot)) == ALL
        assert owner.offers() == sorted([*ALL, "settings", "suggest"])


@conversation
async def test_ask_publicly_privately_and_for_somebody() -> None:
    async with discord_with_bot() as (local, _):
        alice, bob = local.person("Alice"), local.person("Bob")
        public = await (await alice.slash("ask", question="is a phd needed?")).message()
        privately = await (await alice.slash("ask", question="is a phd needed?", private=True)).message()
        for_bob = await (await alice.slash("ask", question="how do I become a data engineer?", for_=bob)).message()

        assert (public.ephemeral, privately.ephemeral, for_bob.ephemeral) == (False, True, False)
        assert public.text == privately.text
        assert for_bob.text.startswith(f"For {bob.mention}:\n")
        assert for_bob.raw.mentions == []


@conversation
async def test_role_by_id_name_abbreviation_and_an_unknown_name() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        for name in ("data-engineer", "Data Engineer", "DE", "data enginer"):
            assert (await (await alice.slash("role", role=name)).message()).text.startswith("## Data engineer")
        asked_back = await (await alice.slash("role", role="dta scientist")).message()
        unknown = await (await alice.slash("role", role="<@1> **banana**")).message()

        assert "Did you mean one of these?" in asked_back.text
        chosen = await (await alice.press(asked_back, asked_back.buttons[0].label)).message()
        assert chosen.text.startswith(f"## {asked_back.buttons[0].label}")
        assert general.SEE_ROLES in unknown.text


@conversation
async def test_the_lists_are_complete_and_can_be_picked_from() -> None:
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        library = bot.services.sessions.advisor.library
        roles = await (await alice.slash("roles")).message()
        topics = await (await alice.slash("topics")).message()
        picked = await (await alice.pick(roles, "ML engineer")).message()
        one = await (await alice.slash("topics", topic="degree-requirements")).message()
        free = await (await alice.slash("topics", topic="are bootcamps worth it?")).message()

        assert sorted(option for select in roles.selects for option in select.options) == sorted(
            library.role_names(library.roles)
        )
        assert sum(len(select.options) for select in topics.selects) == len(library.topics)
        assert picked.text.startswith("## ML engineer")
        assert one.text.startswith(f"## {library.topics['degree-requirements'].name}")
        assert "boot camp" in free.text.lower()
        topic = topics.selects[-1].options[0]
        chosen = await (await alice.pick(topics, topic, select=topics.selects[-1].label)).message()
        assert topic.split("'")[0] in chosen.text.replace("\\", "")


@conversation
async def test_compare_transition_path_and_recommend() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        compared = await (await alice.slash("compare", first="DE", second="AE", third="ds")).message()
        same = await (await alice.slash("compare", first="DE", second="data engineer")).message()
        unknown = await (await alice.slash("compare", first="DE", second="banana")).message()
        move = await (await alice.slash("transition", start="DS", goal="DE")).message()
        open_move = await (await alice.slash("transition", goal="DE")).message()
        path = await (await alice.slash("path", start="data-scientist", goal="data-engineer")).message()
        standing_still = await (await alice.slash("path", start="DE", goal="data-engineer")).message()
        nothing = await (await alice.slash("recommend")).message()
        fitting = await (await alice.slash("recommend", likes="statistics", dislikes="meetings", skills="SQL")).message()

        assert compared.text.startswith("## Data engineer vs analytics engineer vs data scientist")
        assert "### Analytics engineer\n**What it is for:**" in compared.text
        assert (same.text, same.ephemeral) == (general.SAME_ROLE, True)
        assert "I know no role called “banana”" in unknown.text
        assert move.text.startswith("## From data scientist to data engineer")
        assert "data engineer" in open_move.text.lower()
        assert path.text.startswith("## From data scientist to data engineer")
        assert standing_still.text == general.SAME_ROLE
        assert "too little to go on" in nothing.text
        assert "you like statistics" in fitting.text


@conversation
async def test_map_help_and_about() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        await alice.slash("me role", role="DA")
        shown = await (await alice.slash("map")).message()
        helped = await (await alice.slash("help", private=True)).message()
        about = await (await alice.slash("about")).message()

        assert "You are here: Data analyst." in shown.text
        assert "Data scientist → " in shown.text
        assert helped.ephemeral
        assert "I can tell you what a role" in helped.text
        assert "I am a bot" in about.text


@conversation
async def test_me_is_shown_changed_exported_and_forgotten() -> None:
    """Every answer is ephemeral."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        nothing = await (await alice.slash("me show")).message()
        role = await (await alice.slash("me role", role="data analyst")).message()
        goal = await (await alice.slash("me goal", role="DE")).message()
        skills = await (await alice.slash("me skills", skills="python, sql and cooking")).message()
        unknown_role = await (await alice.slash("me role", role="astronaut")).message()
        unknown_skills = await (await alice.slash("me skills", skills="juggling")).message()
        used = await (await alice.slash("transition", goal="DE")).message()
        exported = await (await alice.slash("me export")).message()

        assert general.REMEMBERED_NOTHING in nothing.text
        assert "Your role: data analyst." in role.text
        assert "Your goal: data engineer." in goal.text
        assert "Python" in skills.text
        assert "I know no role called “astronaut”" in unknown_role.text
        assert "juggling" in unknown_skills.text
        assert "as you told me" in used.text
        assert all(message.ephemeral for message in (nothing, role, goal, skills, unknown_role, unknown_skills, exported))
        stored = json.loads(exported.attachments[0].content)
        assert stored["profiles"][0]["profile"]["role"] == "data-analyst"

        question = await (await alice.slash("me forget")).message()
        done = await (await alice.press(question, general.FORGET_YES)).message()
        assert done.text == general.FORGOTTEN
        again = await (await alice.slash("me forget")).message()
        assert (await (await alice.press(again, general.FORGET_YES)).message()).text == general.FORGOTTEN_NOTHING
        assert all(not rows for rows in (await bot.store.export(str(alice.id))).values())


@conversation
async def test_a_profile_can_be_cleared() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        await alice.slash("me role", role="DA")
        await alice.slash("me skills", skills="sql")
        await alice.slash("me role")
        shown = await (await alice.slash("me skills")).message()

        assert general.REMEMBERED_NOTHING in shown.text


@conversation
async def test_autocompletion() -> None:
    """Without text: popular roles. With text: matches by letters, abbreviation or typo. At most 25, with ids as values."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")

        async def names(text: str, option: str = "role", command: str = "role") -> list[str]:
            return [choice["name"] for choice in await alice.suggestions(command, option, text)]

        assert len(await names("")) == min(25, len(bot.services.sessions.advisor.library.roles))
        assert (await names("mle"))[0] == "ML engineer"
        assert (await names("analitics e"))[0] == "Analytics engineer"
        assert (await names("data"))[:2] == ["Data analyst", "Data engineer"]
        assert await names("xyzzy") == []
        assert len(await names("", "topic", "topics")) == 25
        assert "Do you need a master's or a PhD?" in await names("phd", "topic", "topics")
        assert await names("de", "goal", "transition") == await names("de", "third", "compare")
        assert (await alice.suggestions("me goal", "role", "DE"))[0]["value"] == "data-engineer"


@conversation
async def test_a_user_can_install_the_bot_for_themselves() -> None:
    """It then works in servers that the bot is not in, in direct messages with others, and in groups."""
    async with LocalDiscord(settings()) as local:
        elsewhere = local.add_guild("Elsewhere", local.person("Alice").user, local.person("Bob").user)
        lobby = local.add_channel("lobby", guild=elsewhere)
        async with bot_on(local):
            alice, bob, carol = local.person("Alice"), local.person("Bob"), local.person("Carol")
            with pytest.raises(CannotError):
                await alice.slash("role", channel=lobby, role="DE")
            for person in (alice,):
                person.install(local.bot)
            for place in (lobby, alice.dm(bob), alice.group(bob, carol)):
                used = await (await alice.slash("role", channel=place, role="DE")).message()
                assert used.text.startswith("## Data engineer")
        assert local.violations == []


@conversation
async def test_commands_are_registered_only_when_they_have_changed() -> None:
    """A second start with the same store does not register them again."""
    async with LocalDiscord(settings()) as local:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "kept.db"
            async with bot_on(local, database=database):
                pass
            local.faults.answer(500, "/applications/*/commands", method="PUT")
            async with bot_on(local, database=database):
                assert "role" in local.person("Alice").offers()
            assert local.faults.routes[0].times == 1
            async with bot_on(local):  # an empty store
                pass
            assert local.faults.routes[0].times == 0
