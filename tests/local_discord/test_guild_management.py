"""A bot manages a guild: roles, channels, threads and bulk deletion of messages."""

from __future__ import annotations

import discord
import pytest

from local_discord import LocalDiscord, Permission
from tests.local_discord.clients import Bot, conversation, running, settings


async def guild_of(bot: Bot) -> discord.Guild:
    [guild] = bot.guilds
    return guild


@conversation
async def test_roles_are_created_assigned_edited_and_deleted() -> None:
    """A bot can assign only roles below its own; deleting a role removes it from its members."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        local.add_role("bot", Permission.MANAGE_ROLES | Permission.MANAGE_GUILD, to=local.bot)
        async with running(local) as bot:
            guild = await guild_of(bot)
            member = await guild.fetch_member(alice.id)
            role = await guild.create_role(name="helper", permissions=discord.Permissions(manage_guild=True))
            # New roles are above all others; the bot cannot assign a role that is not below its own.
            with pytest.raises(discord.Forbidden):
                await member.add_roles(role)
            local.guild.roles[role.id].position = 0
            await member.add_roles(role)
            assert role.id in local.guild.members[alice.id].roles
            edited = await role.edit(name="guide", colour=discord.Colour(0x336699))
            assert edited is not None
            assert (edited.name, edited.colour.value) == ("guide", 0x336699)
            await role.delete()

            assert local.guild.members[alice.id].roles == set()
            assert local.violations == []


@conversation
async def test_channels_are_created_hidden_and_deleted() -> None:
    """People no longer see the messages of a channel that the bot has hidden."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        local.add_role("bot", Permission.ADMINISTRATOR, to=local.bot)
        async with running(local) as bot:
            guild = await guild_of(bot)
            made = await guild.create_text_channel("answers", topic="Ask here")
            channel = local.world.channel(made.id)
            await alice.say("nice", channel=channel)
            await made.set_permissions(guild.default_role, view_channel=False)
            assert alice.reads(channel) == []
            renamed = await made.edit(name="old-answers", topic="")
            assert renamed is not None
            assert renamed.name == channel.name == "old-answers"
            await made.delete()

            assert channel.id not in local.world.channels
            assert local.violations == []


@conversation
async def test_bulk_deletion_of_messages() -> None:
    """All messages are deleted, and the bot receives one event."""
    gone: list[int] = []
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        local.add_role("bot", Permission.MANAGE_MESSAGES, to=local.bot)
        said = [await alice.say(str(number)) for number in range(3)]
        async with running(local) as bot:

            @bot.event
            async def on_raw_bulk_message_delete(event: discord.RawBulkMessageDeleteEvent) -> None:
                gone.extend(sorted(event.message_ids))
                await here.send("clean")

            here = bot.get_partial_messageable(local.general.id)
            await bot.http.delete_messages(local.general.id, [message.id for message in said])
            await alice.hears()

            assert gone == [message.id for message in said]
            assert all(message.gone for message in said)


@conversation
async def test_threads_are_archived_and_reopened() -> None:
    """An archived thread is listed as archived, and a new message reopens it."""
    async with LocalDiscord(settings()) as local, running(local) as bot:
        alice = local.person("Alice")
        channel = (await guild_of(bot)).get_channel(local.general.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
        await thread.edit(archived=True)
        archived = [one.name async for one in channel.archived_threads()]
        await alice.say("one more thing", channel=local.world.channel(thread.id))
        state = local.world.channel(thread.id).thread

        assert archived == ["talk"]
        assert state is not None
        assert not state.archived


@conversation
async def test_a_bot_joins_and_leaves_a_guild() -> None:
    """A connected bot receives both events."""
    events: list[str] = []
    async with LocalDiscord(settings()) as local, running(local) as bot:

        @bot.event
        async def on_guild_join(guild: discord.Guild) -> None:
            events.append(f"in {guild.name}")
            await guild.leave()

        @bot.event
        async def on_guild_remove(guild: discord.Guild) -> None:
            events.append(f"out of {guild.name}")
            await bot.get_partial_messageable(local.general.id).send("back")

        local.add_guild("Elsewhere", local.bot.user)
        await local.person("Alice").hears()

        assert events == ["in Elsewhere", "out of Elsewhere"]
