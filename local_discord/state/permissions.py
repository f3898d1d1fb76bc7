"""Permissions: Discord's rules for who may do what and who sees what."""

from __future__ import annotations

from local_discord.state.errors import missing_access, missing_permissions
from local_discord.state.flags import ALL_PERMISSIONS, PRIVATE_CHANNEL_PERMISSIONS, ChannelType, Permission
from local_discord.state.guilds import Channel, Guild, Member
from local_discord.state.messages import Message
from local_discord.state.world import World


def guild_permissions(guild: Guild, member: Member) -> int:
    """A member's permissions in the whole guild, from @everyone and the member's roles.

    The owner and administrators have all permissions.
    """
    if member.user.id == guild.owner_id:
        return ALL_PERMISSIONS
    held = guild.everyone.permissions
    for role_id in member.roles:
        held |= guild.roles[role_id].permissions
    return ALL_PERMISSIONS if held & Permission.ADMINISTRATOR else held


def permissions_in(world: World, user_id: int, channel: Channel) -> int:
    """A user's permissions in a channel; 0 if the user has no access. Threads inherit the permissions of their parent."""
    guild = world.guild_of(channel)
    if guild is None:
        return int(PRIVATE_CHANNEL_PERMISSIONS) if user_id in channel.recipients else 0
    member = guild.members.get(user_id)
    if member is None:
        return 0
    held = guild_permissions(guild, member)
    if held == ALL_PERMISSIONS:
        return held
    if channel.is_thread:
        return _in_thread(world, user_id, channel)
    held = _overwritten(held, guild, member, channel)
    if not held & Permission.VIEW_CHANNEL:
        return 0
    if member.timed_out_until is not None and member.timed_out_until > world.clock.now():
        held &= Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    return held


def _in_thread(world: World, user_id: int, thread: Channel) -> int:
    held = permissions_in(world, user_id, world.channel(thread.parent_id or 0))
    invited = thread.thread is not None and user_id in thread.thread.members
    if thread.type is ChannelType.PRIVATE_THREAD and not invited and not held & Permission.MANAGE_THREADS:
        return 0
    # In a thread, SEND_MESSAGES_IN_THREADS takes the place of SEND_MESSAGES.
    if held & Permission.SEND_MESSAGES_IN_THREADS:
        return held | Permission.SEND_MESSAGES
    return held & ~int(Permission.SEND_MESSAGES)


def _overwritten(held: int, guild: Guild, member: Member, channel: Channel) -> int:
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        held = (held & ~everyone.deny) | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        overwrite = channel.overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    held = (held & ~deny) | allow
    own = channel.overwrites.get(member.user.id)
    return held if own is None else (held & ~own.deny) | own.allow


def has_permissions(world: World, user_id: int, channel: Channel, required: Permission) -> bool:
    """Whether the user has all of the required permissions in the channel."""
    return permissions_in(world, user_id, channel) & required == required


def require_permissions(world: World, user_id: int, channel: Channel, required: Permission) -> None:
    """Raise 50001 if the user cannot see the channel, and 50013 if a required permission is missing."""
    held = permissions_in(world, user_id, channel)
    if not held & Permission.VIEW_CHANNEL:
        raise missing_access()
    if held & required != required:
        raise missing_permissions()


def require_guild_permissions(user_id: int, guild: Guild, required: Permission) -> None:
    """Raise 50001 if the user is not a member of the guild, and 50013 if a required permission is missing."""
    member = guild.members.get(user_id)
    if member is None:
        raise missing_access()
    held = guild_permissions(guild, member)
    if held & required != required:
        raise missing_permissions()


def top_position(guild: Guild, member: Member) -> int:
    """The position of the member's highest role; the owner is above every role."""
    if member.user.id == guild.owner_id:
        return 1 << 30
    return max((guild.roles[role_id].position for role_id in member.roles), default=0)


def can_see(world: World, user_id: int, message: Message) -> bool:
    """Whether the user sees the message: they see its channel, and it is not ephemeral for someone else."""
    if message.reader_id is not None:
        return message.reader_id == user_id
    return bool(permissions_in(world, user_id, world.channel(message.channel_id)) & Permission.VIEW_CHANNEL)


def may_read_content(user_id: int, channel: Channel, message: Message) -> bool:
    """Whether a bot receives a message's content even without the message-content intent.

    This is the case for its own messages, in private channels, and for messages that mention it.
    """
    return message.author.id == user_id or channel.is_private or any(user.id == user_id for user in message.mentions)
