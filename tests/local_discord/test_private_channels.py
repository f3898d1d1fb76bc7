"""Direct messages, group channels, and applications that are installed for a user."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from local_discord import ALL_INTENTS, Intent, LocalDiscord, RefusalError
from tests.local_discord.clients import Bot, conversation, running, settings


def add_handlers(bot: Bot) -> None:
    @bot.tree.command(description="Where am I?")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def where(interaction: discord.Interaction) -> None:
        place = "guild" if interaction.guild_id else "private"
        kind = type(interaction.channel).__name__
        await interaction.response.send_message(f"{place} {kind} {interaction.is_user_integration()}")

    @bot.tree.command(description="Only in guilds that have me")
    async def here(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("here")

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if message.author.bot:
            return
        if message.guild is None:
            await message.reply(f"privately: {message.content}")
        elif message.content == "write me":
            await message.author.send("hello there")


@conversation
async def test_a_bot_answers_in_direct_messages() -> None:
    """The bot receives the content without the message-content intent; others have no access to the channel."""
    local = LocalDiscord(settings(), intents=ALL_INTENTS & ~Intent.MESSAGE_CONTENT)
    async with local, running(local, add_handlers, intents=discord.Intents.default()):
        alice, bob = local.person("Alice"), local.person("Bob")
        dm = alice.dm(local.bot)
        asked = await alice.say("psst", channel=dm)

        assert (await asked.answer()).text == "privately: psst"
        assert bob.reads(dm) == []
        with pytest.raises(RefusalError, match="50001"):
            await bob.say("me too", channel=dm)


@conversation
async def test_a_bot_writes_first() -> None:
    """The bot and the person have one direct message channel, whoever writes first."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers):
        alice = local.person("Alice")
        await alice.say("write me")

        assert (await alice.hears(alice.dm(local.bot))).text == "hello there"


@conversation
async def test_closed_direct_messages_are_refused() -> None:
    """Direct messages to a person who does not accept them are refused with 50007."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers) as bot:
        alice = local.person("Alice")
        alice.user.accepts_dms = False
        user = await bot.fetch_user(alice.id)
        with pytest.raises(discord.Forbidden) as caught:
            await user.send("hello")

        assert caught.value.code == 50007


@conversation
async def test_commands_in_direct_messages_and_groups() -> None:
    """In a group, a person can use only applications that they installed; in direct messages with the bot, also its others."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers) as bot:
        alice, bob = local.person("Alice"), local.person("Bob")
        dm, group = alice.dm(local.bot), alice.group(bob, name="job hunters")

        assert alice.offers(group) == []
        alice.install(local.bot)
        assert alice.offers(group) == ["where"]
        assert alice.offers() == ["here", "where"]
        in_group = await (await alice.slash("where", channel=group)).message()
        in_dm = await (await alice.slash("where", channel=dm)).message()
        in_guild = await (await alice.slash("where")).message()
        bobs = await (await bob.slash("where")).message()

        assert in_group.text == "private GroupChannel True"
        assert in_group in bob.reads(group)
        assert in_dm.text == "private DMChannel True"
        assert in_guild.text == "guild TextChannel True"
        assert bobs.text == "guild TextChannel False"
        assert bot.problems == []
        assert local.violations == []


@conversation
async def test_a_user_installed_application_works_in_a_guild_without_the_bot() -> None:
    """Its response is ephemeral unless the person has the permission to use external apps."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers):
        alice = local.person("Alice")
        alice.install(local.bot)
        elsewhere = local.add_guild("Elsewhere", alice.user)
        hall = local.add_channel("hall", guild=elsewhere)
        loud = await (await alice.slash("where", channel=hall)).message()
        hall.deny(elsewhere.everyone, 1 << 50)
        quiet = await (await alice.slash("where", channel=hall)).message()

        assert alice.offers(hall) == ["where"]
        assert (loud.text, loud.ephemeral, quiet.ephemeral) == ("guild TextChannel True", False, True)
