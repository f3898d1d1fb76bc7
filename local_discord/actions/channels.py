"""Actions on channels, threads and private channels: creating, editing and deleting them."""

from __future__ import annotations

from local_discord.actions.messages import Origin, post
from local_discord.serializers.channels import channel_json, thread_member_json
from local_discord.state.accounts import JSON, User
from local_discord.state.errors import RefusalError, unknown
from local_discord.state.flags import THREADS, ChannelType, Intent, MessageFlag, MessageType, Permission
from local_discord.state.guilds import Channel, Guild, Overwrite, ThreadState
from local_discord.state.messages import Message
from local_discord.state.permissions import permissions_in, require_guild_permissions, require_permissions
from local_discord.state.world import Event, World
from local_discord.validation.form import Form

MOST_IN_GROUP = 10
_KINDS = (ChannelType.TEXT, ChannelType.VOICE, ChannelType.CATEGORY, ChannelType.ANNOUNCEMENT, ChannelType.FORUM)


def add_channel(
    world: World,
    guild: Guild,
    name: str,
    kind: ChannelType = ChannelType.TEXT,
    parent_id: int | None = None,
) -> Channel:
    """Create a channel at the end of the guild's list."""
    channel = Channel(world.new_id(), kind, name, guild.id, parent_id=parent_id, position=len(guild.channels))
    guild.channels[channel.id] = world.channels[channel.id] = channel
    world.publish(Event("CHANNEL_CREATE", channel_json(channel), guild.id, channel, Intent.GUILDS))
    return channel


def create_channel(world: World, user: User, guild: Guild, body: JSON) -> Channel:
    """Create a channel as `body` describes it; requires MANAGE_CHANNELS."""
    require_guild_permissions(user.id, guild, Permission.MANAGE_CHANNELS)
    form = Form()
    form.text(body, "name", (), least=1, most=100, required=True)
    form.text(body, "topic", (), most=1024)
    kind = form.choice({"type": body.get("type") or 0}, "type", (), map(int, _KINDS))
    form.raise_errors()
    parent = body.get("parent_id")
    channel = add_channel(world, guild, body["name"], ChannelType(kind or 0), None if parent is None else int(parent))
    change_channel(world, channel, body)
    return channel


def edit_channel(world: World, user: User, channel: Channel, body: JSON) -> Channel:
    """Edit a channel, a thread or a group as `body` describes it, after checking the user's permissions.

    The owner of a thread may edit it, but not lock it, without MANAGE_THREADS.
    """
    form = Form()
    form.text(body, "name", (), least=1, most=100)
    form.text(body, "topic", (), most=1024)
    form.number(body, "rate_limit_per_user", (), least=0, most=21600)
    form.raise_errors()
    if channel.is_private:
        require_permissions(world, user.id, channel, Permission.VIEW_CHANNEL)
    elif channel.thread is not None and channel.thread.owner_id == user.id and not body.get("locked"):
        require_permissions(world, user.id, channel, Permission.SEND_MESSAGES)
    else:
        require_permissions(
            world, user.id, channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
        )
    change_channel(world, channel, body)
    return channel


def change_channel(world: World, channel: Channel, body: JSON) -> None:
    """Apply the fields in `body` to the channel and publish the change."""
    channel.name = body.get("name") or channel.name
    channel.topic = body.get("topic", channel.topic)
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.slowmode = int(body.get("rate_limit_per_user") or 0) if "rate_limit_per_user" in body else channel.slowmode
    if body.get("permission_overwrites") is not None:
        channel.overwrites = {int(entry["id"]): _overwrite(entry) for entry in body["permission_overwrites"]}
    if channel.thread is not None:
        channel.thread.archived = bool(body.get("archived", channel.thread.archived))
        channel.thread.locked = bool(body.get("locked", channel.thread.locked))
        channel.thread.auto_archive_minutes = body.get("auto_archive_duration") or channel.thread.auto_archive_minutes
    publish_channel(world, "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)


def _overwrite(entry: JSON) -> Overwrite:
    allow, deny = int(entry.get("allow") or 0), int(entry.get("deny") or 0)
    return Overwrite(int(entry["id"]), bool(int(entry.get("type") or 0)), allow, deny)


def set_overwrite(world: World, user: User, channel: Channel, target_id: int, body: JSON | None) -> None:
    """Set the permission overwrite of a role or member; a `body` of None deletes it."""
    require_permissions(world, user.id, channel, Permission.MANAGE_ROLES)
    if body is None:
        channel.overwrites.pop(target_id, None)
    else:
        channel.overwrites[target_id] = _overwrite(body | {"id": target_id})
    publish_channel(world, "CHANNEL_UPDATE", channel)


def delete_channel(world: World, user: User, channel: Channel) -> None:
    """Delete a channel or thread of a guild. A group is left, and a direct message channel stays."""
    if channel.is_private:
        require_permissions(world, user.id, channel, Permission.VIEW_CHANNEL)
        if channel.type is ChannelType.GROUP_DM:
            del channel.recipients[user.id]
        return
    require_permissions(world, user.id, channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS)
    publish_channel(world, "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
    guild = world.guild(channel.guild_id or 0)
    for child in [c for c in guild.channels.values() if c is channel or (c.is_thread and c.parent_id == channel.id)]:
        del guild.channels[child.id]
        del world.channels[child.id]


def publish_channel(world: World, name: str, channel: Channel) -> None:
    """Publish a change of a channel or thread under the event name `name`."""
    world.publish(Event(name, channel_json(channel), channel.guild_id, channel, Intent.GUILDS))


def open_dm(world: World, user: User, other: User) -> Channel:
    """The direct message channel of two users, created if there is none yet."""
    if user is other:
        raise RefusalError(400, 50007, "Cannot send messages to this user")
    pair = {user.id, other.id}
    for channel in world.channels.values():
        if channel.type is ChannelType.DM and set(channel.recipients) == pair:
            return channel
    channel = Channel(world.new_id(), ChannelType.DM, "", recipients={user.id: user, other.id: other})
    world.channels[channel.id] = channel
    return channel


def open_group(world: World, owner: User, others: list[User], name: str = "") -> Channel:
    """Create a group channel; bots cannot be recipients."""
    if any(user.bot for user in [owner, *others]):
        raise RefusalError(403, 20001, "Bots cannot use this endpoint")
    members = {user.id: user for user in [owner, *others]}
    if len(members) > MOST_IN_GROUP:
        raise RefusalError(400, 30004, "Maximum number of recipients reached (10)")
    channel = Channel(world.new_id(), ChannelType.GROUP_DM, name, recipients=members, owner_id=owner.id)
    world.channels[channel.id] = channel
    return channel


def start_thread(world: World, user: User, parent: Channel, body: JSON, message: Message | None = None) -> Channel:
    """Create a thread in a channel, or under `message` if that is given."""
    form = Form()
    kind = ChannelType.PUBLIC_THREAD
    if message is None:
        asked = {"type": body.get("type") or ChannelType.PRIVATE_THREAD}
        kind = ChannelType(form.choice(asked, "type", (), THREADS) or kind)
    private = kind is ChannelType.PRIVATE_THREAD
    require_permissions(
        world, user.id, parent, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    )
    if parent.is_private or parent.is_thread:
        raise RefusalError(400, 50024, "Cannot execute action on this channel type")
    form.text(body, "name", (), least=1, most=100, required=True)
    if body.get("auto_archive_duration") is not None:
        form.choice(body, "auto_archive_duration", (), (60, 1440, 4320, 10080))
    form.raise_errors()
    if message is not None and message.thread_id is not None:
        raise RefusalError(400, 160004, "A thread has already been created for this message")
    now = world.clock.now()
    state = ThreadState(user.id, now, {user.id: now}, auto_archive_minutes=body.get("auto_archive_duration") or 1440)
    new_id = world.new_id() if message is None else message.id
    thread = Channel(new_id, kind, body["name"], parent.guild_id, parent_id=parent.id, thread=state)
    world.channels[thread.id] = world.guild(parent.guild_id or 0).channels[thread.id] = thread
    if message is not None:
        message.thread_id = thread.id
        message.flags |= MessageFlag.HAS_THREAD
    created = channel_json(thread) | {"newly_created": True}
    world.publish(Event("THREAD_CREATE", created, thread.guild_id, thread, Intent.GUILDS))
    if message is None and not private:
        post(world, user, parent, {"content": body["name"]}, origin=Origin(MessageType.THREAD_CREATED))
    return thread


def join_thread(world: World, actor: User, thread: Channel, user: User, *, joined: bool = True) -> None:
    """Add a user to a thread, or remove them if not `joined`."""
    if thread.thread is None:
        raise unknown("Channel")
    require_permissions(world, actor.id, thread, Permission.SEND_MESSAGES if actor is not user else Permission.VIEW_CHANNEL)
    if joined:
        if not permissions_in(world, user.id, world.channel(thread.parent_id or 0)) & Permission.VIEW_CHANNEL:
            raise RefusalError(403, 50001, "Missing Access")
        thread.thread.members.setdefault(user.id, world.clock.now())
        data = thread_member_json(thread, user.id) | {"guild_id": str(thread.guild_id)}
        world.publish(Event("THREAD_MEMBER_UPDATE", data, thread.guild_id, thread, Intent.GUILDS, frozenset({user.id})))
    else:
        thread.thread.members.pop(user.id, None)
