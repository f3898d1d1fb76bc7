"""Actions on reactions, the typing indicator and pins."""

from __future__ import annotations

from urllib.parse import unquote

from local_discord.actions.messages import Origin, post, publish_message
from local_discord.serializers.people import member_json
from local_discord.state.accounts import JSON, User
from local_discord.state.errors import RefusalError, unknown
from local_discord.state.flags import Intent, MessageType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.ids import timestamp
from local_discord.state.messages import Message, Reaction
from local_discord.state.permissions import has_permissions, require_permissions
from local_discord.state.world import Event, World

MOST_EMOJI = 20
MOST_PINS = 50


def parse_emoji(text: str) -> tuple[str, JSON]:
    """The key and the JSON of an emoji in a route's path; raises 10014 if the text is not an emoji."""
    name = unquote(text)
    label, _, number = name.rpartition(":")
    if number.isdigit() and label:
        return f"{label}:{number}", {"id": number, "name": label.removeprefix("a:")}
    if not name or name.isascii():
        raise unknown("Emoji")
    return name, {"id": None, "name": name}


def react(world: World, user: User, message: Message, emoji: str) -> None:
    """Add a user's reaction; if it exists already, nothing changes."""
    channel = world.channel(message.channel_id)
    require_permissions(world, user.id, channel, Permission.READ_MESSAGE_HISTORY)
    key, emoji_data = parse_emoji(emoji)
    if key not in message.reactions:
        require_permissions(world, user.id, channel, Permission.ADD_REACTIONS)
        if len(message.reactions) >= MOST_EMOJI:
            raise RefusalError(400, 30010, "Maximum number of reactions reached (20)")
    reaction = message.reactions.setdefault(key, Reaction(emoji_data))
    if user.id in reaction.users:
        return
    reaction.users[user.id] = user
    data = _reaction_data(message, reaction, user) | {"burst": False, "type": 0, "message_author_id": str(message.author.id)}
    guild = world.guild_of(channel)
    if guild is not None and user.id in guild.members:
        data["member"] = member_json(guild.members[user.id])
    _publish(world, "MESSAGE_REACTION_ADD", data, channel)


def unreact(world: World, actor: User, owner: User, message: Message, emoji: str) -> None:
    """Remove a user's reaction; removing another user's requires MANAGE_MESSAGES."""
    channel = world.channel(message.channel_id)
    require_permissions(world, actor.id, channel, Permission.VIEW_CHANNEL)
    if actor is not owner:
        require_permissions(world, actor.id, channel, Permission.MANAGE_MESSAGES)
    key, _ = parse_emoji(emoji)
    reaction = message.reactions.get(key)
    if reaction is None or owner.id not in reaction.users:
        return
    del reaction.users[owner.id]
    if not reaction.users:
        del message.reactions[key]
    _publish(world, "MESSAGE_REACTION_REMOVE", _reaction_data(message, reaction, owner) | {"burst": False, "type": 0}, channel)


def clear_reactions(world: World, actor: User, message: Message, emoji: str | None = None) -> None:
    """Remove all reactions of a message, or all with one emoji; requires MANAGE_MESSAGES."""
    channel = world.channel(message.channel_id)
    require_permissions(world, actor.id, channel, Permission.MANAGE_MESSAGES)
    if emoji is None:
        message.reactions.clear()
        _publish(world, "MESSAGE_REACTION_REMOVE_ALL", _message_ids(message), channel)
        return
    reaction = message.reactions.pop(parse_emoji(emoji)[0], None)
    if reaction is not None:
        _publish(world, "MESSAGE_REACTION_REMOVE_EMOJI", _message_ids(message) | {"emoji": reaction.emoji}, channel)


def _message_ids(message: Message) -> JSON:
    data: JSON = {"channel_id": str(message.channel_id), "message_id": str(message.id)}
    return data if message.guild_id is None else data | {"guild_id": str(message.guild_id)}


def _reaction_data(message: Message, reaction: Reaction, user: User) -> JSON:
    return _message_ids(message) | {"user_id": str(user.id), "emoji": reaction.emoji}


def _publish(world: World, name: str, data: JSON, channel: Channel) -> None:
    intent = Intent.DIRECT_MESSAGE_REACTIONS if channel.is_private else Intent.GUILD_MESSAGE_REACTIONS
    world.publish(Event(name, data, channel.guild_id, channel, intent))


def start_typing(world: World, user: User, channel: Channel) -> None:
    """Publish the typing indicator."""
    require_permissions(world, user.id, channel, Permission.SEND_MESSAGES)
    data: JSON = {"channel_id": str(channel.id), "user_id": str(user.id), "timestamp": int(world.clock.now())}
    guild = world.guild_of(channel)
    if guild is not None:
        data |= {"guild_id": str(guild.id), "member": member_json(guild.members[user.id])}
    intent = Intent.DIRECT_MESSAGE_TYPING if channel.is_private else Intent.GUILD_MESSAGE_TYPING
    world.publish(Event("TYPING_START", data, channel.guild_id, channel, intent))


def pin(world: World, user: User, message: Message, *, pinned: bool) -> None:
    """Pin or unpin a message; pinning also posts a system message to the channel."""
    channel = world.channel(message.channel_id)
    require_permissions(world, user.id, channel, Permission.VIEW_CHANNEL)
    if not has_permissions(world, user.id, channel, Permission.PIN_MESSAGES):
        require_permissions(world, user.id, channel, Permission.MANAGE_MESSAGES)
    if message.pinned == pinned:
        return
    if pinned and len(pins_of(world, channel)) >= MOST_PINS:
        raise RefusalError(400, 30003, "Maximum number of pins reached (50)")
    message.pinned = pinned
    publish_message(world, "MESSAGE_UPDATE", message)
    data: JSON = {"channel_id": str(channel.id), "last_pin_timestamp": timestamp(world.clock.now())}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    world.publish(Event("CHANNEL_PINS_UPDATE", data, channel.guild_id, channel, Intent.GUILDS | Intent.DIRECT_MESSAGES))
    if pinned:
        reference = {"message_reference": {"message_id": str(message.id)}, "allowed_mentions": {"parse": []}}
        post(world, user, channel, reference, origin=Origin(MessageType.PINNED))


def pins_of(world: World, channel: Channel) -> list[Message]:
    """The pinned messages of a channel, newest first."""
    return [m for m in reversed(world.messages.get(channel.id, {}).values()) if m.pinned]
