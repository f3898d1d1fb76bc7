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
    permissions = guild.everyone.permissions
    for role_id in member.roles:
        permissions |= guild.roles[role_id].permissions
    return ALL_PERMISSIONS if permissions & Permission.ADMINISTRATOR else permissions


def permissions_in(world: World, user_id: int, channel: Channel) -> int:
    """A user's permissions in a channel; 0 if the user has no access. Threads inherit the permissions of their parent."""
    guild = world.guild_of(channel)
    if guild is None:
        return int(PRIVATE_CHANNEL_PERMISSIONS) if user_id in channel.recipients else 0
    member = guild.members.get(user_id)
    if member is None:
        return 0
    permissions = guild_permissions(guild, member)
    if permissions == ALL_PERMISSIONS:
        return permissions
    if channel.is_thread:
        return _thread_permissions(world, user_id, channel)
    permissions = _apply_overwrites(permissions, guild, member, channel)
    if not permissions & Permission.VIEW_CHANNEL:
        return 0
    if member.timed_out_until is not None and member.timed_out_until > world.clock.now():
        permissions &= Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    return permissions


def _thread_permissions(world: World, user_id: int, thread: Channel) -> int:
    permissions = permissions_in(world, user_id, world.channel(thread.parent_id or 0))
    invited = thread.thread is not None and user_id in thread.thread.members
    if thread.type is ChannelType.PRIVATE_THREAD and not invited and not permissions & Permission.MANAGE_THREADS:
        return 0
    # In a thread, SEND_MESSAGES_IN_THREADS takes the place of SEND_MESSAGES.
    if permissions & Permission.SEND_MESSAGES_IN_THREADS:
        return permissions | Permission.SEND_MESSAGES
    return permissions & ~int(Permission.SEND_MESSAGES)


def _apply_overwrites(permissions: int, guild: Guild, member: Member, channel: Channel) -> int:
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        permissions = (permissions & ~everyone.deny) | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        overwrite = channel.overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    permissions = (permissions & ~deny) | allow
    own = channel.overwrites.get(member.user.id)
    return permissions if own is None else (permissions & ~own.deny) | own.allow


def has_permissions(world: World, user_id: int, channel: Channel, required: Permission) -> bool:
    """Whether the user has all of the required permissions in the channel."""
    return permissions_in(world, user_id, channel) & required == required


def require_permissions(world: World, user_id: int, channel: Channel, required: Permission) -> None:
    """Raise 50001 if the user cannot see the channel, and 50013 if a required permission is missing."""
    permissions = permissions_in(world, user_id, channel)
    if not permissions & Permission.VIEW_CHANNEL:
        raise missing_access()
    if permissions & required != required:
        raise missing_permissions()


def require_guild_permissions(user_id: int, guild: Guild, required: Permission) -> None:
    """Raise 50001 if the user is not a member of the guild, and 50013 if a required permission is missing."""
    member = guild.members.get(user_id)
    if member is None:
        raise missing_access()
    permissions = guild_permissions(guild, member)
    if permissions & required != required:
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
