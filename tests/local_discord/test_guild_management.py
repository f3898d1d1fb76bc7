"""What a bot with rights does to a guild: roles, channels, threads, messages in bulk."""

from __future__ import annotations

import discord
import pytest

from local_discord import LocalDiscord, Permission
from tests.local_discord.clients import Bot, conversation, running, settings


async def guild_of(bot: Bot) -> discord.Guild:
    [guild] = bot.guilds
    return guild


@conversation
async def test_roles_are_made_given_changed_and_deleted() -> None:
    """A role counts at once, and is gone from everyone when it is deleted."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        local.add_role("bot", Permission.MANAGE_ROLES | Permission.MANAGE_GUILD, to=local.bot)
        async with running(local) as bot:
            guild = await guild_of(bot)
            member = await guild.fetch_member(alice.id)
            role = await guild.create_role(name="helper", permissions=discord.Permissions(manage_guild=True))
            # New roles are made above; one that stands no lower than the bot's own cannot be given.
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
async def test_channels_are_made_hidden_and_deleted() -> None:
    """People stop seeing a channel that a bot hides from them."""
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
async def test_many_messages_are_deleted_at_once() -> None:
    """A purge takes them all away and is told as one event."""
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
async def test_threads_are_archived_and_found_again() -> None:
    """An archived thread is out of sight and opens again when someone writes."""
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
async def test_a_bot_comes_to_a_guild_and_leaves_it() -> None:
    """Both are told to it while it is connected."""
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
