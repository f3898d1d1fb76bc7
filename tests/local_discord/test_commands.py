"""Slash commands, autocomplete and context menus."""

from __future__ import annotations

from typing import Literal

import discord
import pytest
from discord import app_commands

from local_discord import ALL_INTENTS, CannotError, Intent, LocalDiscord, NoAnswerError, Upload, typed
from local_discord.state.flags import MessageType
from tests.local_discord.clients import Bot, conversation, running, settings

ROLES = ["data analyst", "data engineer", "data scientist"]


def add_commands(bot: Bot) -> None:
    @bot.tree.command(description="Ask something")
    @app_commands.rename(target="for")
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 3, 200],
        private: bool = False,
        target: discord.Member | None = None,
    ) -> None:
        name = f" for {target.display_name}" if target else ""
        await interaction.response.send_message(f"{question}?{name}", ephemeral=private)

    @bot.tree.command(description="About a role")
    async def role(interaction: discord.Interaction, name: str) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"all about {name}")
        await interaction.followup.send("and more", ephemeral=True)

    @role.autocomplete("name")
    async def names(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name.title(), value=name) for name in ROLES if current in name]

    me = app_commands.Group(name="me", description="About you")

    @me.command(name="show", description="Show it")
    async def show(interaction: discord.Interaction, kind: Literal["short", "long"], count: int = 1) -> None:
        await interaction.response.send_message(f"{kind} {count}", ephemeral=True)

    bot.tree.add_command(me)

    @bot.tree.command(description="Read a file")
    async def read(interaction: discord.Interaction, file: discord.Attachment) -> None:
        await interaction.response.send_message((await file.read()).decode())

    @bot.tree.command(description="Says nothing")
    async def silence(interaction: discord.Interaction) -> None:
        del interaction

    @bot.tree.context_menu(name="Answer this")
    async def answer_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about: {message.content}")

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"hello {member.display_name}")


@conversation
async def test_a_slash_command_is_answered() -> None:
    """The response names the user who ran the command."""
    async with LocalDiscord(settings()) as local, running(local, add_commands) as bot:
        alice, bob = local.person("Alice"), local.person("Bob")
        answer = await (await alice.slash("ask", question="what now", for_=bob)).message()

        assert answer.text == "what now? for Bob"
        assert answer.raw.type is MessageType.CHAT_INPUT_COMMAND
        assert answer.json["interaction_metadata"]["user"]["username"] == "alice"
        assert answer in bob.reads()
        assert bot.problems == []
        assert local.violations == []


@conversation
async def test_an_ephemeral_response_is_visible_to_one_person_only() -> None:
    """Other people neither see the message nor can use its components."""
    async with LocalDiscord(settings()) as local, running(local, add_commands):
        alice, bob = local.person("Alice"), local.person("Bob")
        answer = await (await alice.slash("ask", question="what now", private=True)).message()

        assert answer.ephemeral
        assert answer in alice.reads()
        assert answer not in bob.reads()
        with pytest.raises(CannotError):
            await bob.press(answer, "anything")


@conversation
async def test_autocomplete_suggests_and_the_chosen_value_is_sent() -> None:
    """The suggestions depend on the typed text; the command receives the chosen value."""
    async with LocalDiscord(settings()) as local, running(local, add_commands):
        alice = local.person("Alice")
        suggested = await alice.suggestions("role", "name", "en")
        result = await alice.slash("role", name=typed("data", pick="Data Scientist"))
        answer = await result.message()
        await answer.shows("all about data scientist")
        more = await result.followup()

        assert suggested == [
            {"name": "Data Engineer", "value": "data engineer"},
            {"name": "Data Scientist", "value": "data scientist"},
        ]
        assert (more.text, more.ephemeral) == ("and more", True)
        assert local.violations == []


@conversation
async def test_sub_commands_choices_and_numbers() -> None:
    """A sub-command's name is written with spaces; a choice is given by its visible name."""
    async with LocalDiscord(settings()) as local, running(local, add_commands):
        alice = local.person("Alice")
        answer = await (await alice.slash("me show", kind="long", count=3)).message()

        assert answer.text == "long 3"


@conversation
async def test_a_file_is_an_option() -> None:
    """The bot can download the file of an attachment option."""
    async with LocalDiscord(settings()) as local, running(local, add_commands):
        alice = local.person("Alice")
        answer = await (await alice.slash("read", file=Upload(0, "cv.txt", b"my years"))).message()

        assert answer.text == "my years"


@conversation
async def test_context_menus_of_messages_and_people() -> None:
    """A message command receives the message with its content, even without the intent; a user command receives the member."""
    local = LocalDiscord(settings(), intents=ALL_INTENTS & ~Intent.MESSAGE_CONTENT)
    async with local, running(local, add_commands, intents=discord.Intents.default()):
        alice, bob = local.person("Alice"), local.person("Bob")
        said = await bob.say("how do I start?")
        answer = await (await alice.use_on(said, "Answer this")).message()
        greeting = await (await alice.use_on(bob, "Greet")).message()

        assert answer.text == "about: how do I start?"
        assert answer.raw.type is MessageType.CONTEXT_MENU_COMMAND
        assert greeting.text == "hello Bob"


@conversation
async def test_invalid_commands_and_options_are_not_sent() -> None:
    """Unknown commands and options, and missing or malformed values, raise CannotError."""
    async with LocalDiscord(settings()) as local, running(local, add_commands):
        alice = local.person("Alice")

        assert alice.offers() == ["ask", "me show", "read", "role", "silence"]
        for name, options, why in (
            ("nothing", {}, "is not offered"),
            ("ask", {}, "is required"),
            ("ask", {"question": "hi"}, "outside of 3 to 200"),
            ("ask", {"question": "hello", "volume": 3}, "no such option"),
            ("ask", {"question": 3}, "takes a string"),
            ("me show", {"kind": "huge"}, "none of the choices"),
            ("me show", {"kind": "long", "count": True}, "takes a integer"),
        ):
            with pytest.raises(CannotError, match=why):
                await alice.slash(name, **options)


@conversation
async def test_an_application_that_does_not_respond_is_reported() -> None:
    """After three seconds the wait fails with "The application did not respond"."""
    async with LocalDiscord(settings()) as local:

        def let_deadline_pass(bot: Bot) -> None:
            add_commands(bot)

            @bot.event
            async def on_interaction(_: discord.Interaction) -> None:
                local.advance(4)

        async with running(local, let_deadline_pass):
            with pytest.raises(NoAnswerError, match="did not respond"):
                await local.person("Alice").slash("silence")


@conversation
async def test_permissions_and_channels_decide_which_commands_are_offered() -> None:
    """Commands for moderators only and for guilds only, and a channel in which commands are not allowed."""

    def add_restricted_commands(bot: Bot) -> None:
        @bot.tree.command(description="For moderators")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.guild_only()
        async def settings(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("here you are")

        @bot.tree.command(description="For all")
        async def hello(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("hello")

    async with LocalDiscord(settings()) as local, running(local, add_restricted_commands):
        alice, carol = local.person("Alice"), local.person("Carol")
        local.add_role("moderator", 1 << 5, to=carol)

        assert alice.offers() == ["hello"]
        assert carol.offers() == ["hello", "settings"]
        assert carol.offers(carol.dm(local.bot)) == ["hello"]
        local.general.deny(local.guild.everyone, 1 << 31)
        assert alice.offers() == []


@conversation
async def test_registered_commands_are_kept_and_replaced() -> None:
    """A bulk overwrite keeps the ids of commands that stay, and a second identical sync changes nothing."""
    async with LocalDiscord(settings()) as local, running(local, add_commands) as bot:
        first = {command.name: command.id for command in await bot.tree.fetch_commands()}
        again = {command.name: command.id for command in await bot.tree.sync()}
        bot.tree.remove_command("ask")
        fewer = {command.name: command.id for command in await bot.tree.sync()}
        here = discord.Object(local.guild.id)
        bot.tree.copy_global_to(guild=here)
        await bot.tree.sync(guild=here)

        assert again == first
        assert set(first) - set(fewer) == {"ask"}
        assert fewer.items() <= first.items()
        assert "silence" in {command.name for command in await bot.tree.fetch_commands(guild=here)}
