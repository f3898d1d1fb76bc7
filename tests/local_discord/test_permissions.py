"""Discord's permission rules."""

from __future__ import annotations

import pytest

from local_discord import LocalDiscord, Permission, RefusalError
from local_discord.actions import channels
from local_discord.state.flags import ALL_PERMISSIONS
from local_discord.state.permissions import guild_permissions, has_permissions, permissions_in
from tests.local_discord.clients import conversation


def test_permissions_of_roles_add_up_and_administrators_have_all() -> None:
    """A member has the permissions of all their roles; administrators and the owner have all permissions in every channel."""
    local = LocalDiscord()
    alice, carol, owner = local.person("Alice"), local.person("Carol"), local.person("Owner")
    local.add_role("pinner", Permission.PIN_MESSAGES, to=alice)
    local.add_role("admin", Permission.ADMINISTRATOR, to=carol)
    local.general.deny(local.guild.everyone, Permission.VIEW_CHANNEL)

    held = guild_permissions(local.guild, local.guild.members[alice.id])
    assert held & Permission.PIN_MESSAGES
    assert held & Permission.SEND_MESSAGES
    assert not held & Permission.MANAGE_GUILD
    assert permissions_in(local.world, alice.id, local.general) == 0
    assert permissions_in(local.world, carol.id, local.general) == ALL_PERMISSIONS
    assert permissions_in(local.world, owner.id, local.general) == ALL_PERMISSIONS


def test_overwrites_apply_to_everyone_then_roles_then_the_member() -> None:
    """The more specific overwrite wins; among roles, allowing wins over denying."""
    local = LocalDiscord()
    alice = local.person("Alice")
    quiet = local.add_role("quiet", to=alice)
    loud = local.add_role("loud", to=alice)
    here = local.general

    here.deny(local.guild.everyone, Permission.SEND_MESSAGES)
    assert not has_permissions(local.world, alice.id, here, Permission.SEND_MESSAGES)
    here.allow(loud, Permission.SEND_MESSAGES)
    here.deny(quiet, Permission.SEND_MESSAGES)
    assert has_permissions(local.world, alice.id, here, Permission.SEND_MESSAGES)
    here.deny(alice.user, Permission.SEND_MESSAGES)
    assert not has_permissions(local.world, alice.id, here, Permission.SEND_MESSAGES)


@conversation
async def test_private_threads_are_visible_to_their_members_and_moderators() -> None:
    """Only members of a private thread and people with MANAGE_THREADS see it."""
    local = LocalDiscord()
    alice, bob, carol = local.person("Alice"), local.person("Bob"), local.person("Carol")
    local.add_role("moderator", Permission.MANAGE_THREADS, to=carol)
    thread = alice.thread("secret", private=True)
    await alice.say("psst", channel=thread)

    assert [person.name for person in (alice, bob, carol) if person.reads(thread)] == ["Alice", "Carol"]
    channels.join_thread(local.world, alice.user, thread, bob.user)
    assert bob.reads(thread) != []


@conversation
async def test_a_timed_out_member_can_read_but_not_post() -> None:
    """A timed out member cannot post until the timeout is over."""
    local = LocalDiscord()
    alice = local.person("Alice")
    local.guild.members[alice.id].timed_out_until = local.world.clock.now() + 60
    with pytest.raises(RefusalError, match="50013"):
        await alice.say("but")
    local.advance(61)

    assert (await alice.say("well")) in alice.reads()
