"""Messages come, change and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from local_discord.actions.files import take_files, with_images, with_media
from local_discord.actions.mentions import all_text, mentions_in
from local_discord.serializers.messages import message_event_json
from local_discord.state.accounts import JSON, User
from local_discord.state.errors import RefusalError, empty_message
from local_discord.state.flags import ChannelType, Intent, MessageFlag, MessageType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.interactions import Interaction
from local_discord.state.messages import Message, Reference, Upload
from local_discord.state.permissions import may, require
from local_discord.state.world import Event, World
from local_discord.validation.form import Place, refuse
from local_discord.validation.messages import MAY_BE_SET, check_message

_NO_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


@dataclass(frozen=True)
class Origin:
    """Where a message comes from, besides its author: a command, a webhook, something the system says."""

    type: MessageType = MessageType.DEFAULT
    application_id: int | None = None
    webhook_id: int | None = None
    interaction: Interaction | None = None
    reader_id: int | None = None
    loading: bool = False
    place: Place = ()


BY_HAND = Origin()


def check_may_post(world: World, author: User, channel: Channel, uploads: Sequence[Upload] = ()) -> None:
    """Refuse who may not write this there: 50001, 50013, 50007, 50008, 160005."""
    require(world, author.id, channel, Permission.SEND_MESSAGES)
    if channel.type in _NO_MESSAGES:
        raise RefusalError(400, 50008, "Cannot send messages in a non-text channel")
    if uploads:
        require(world, author.id, channel, Permission.ATTACH_FILES)
    if channel.thread is not None and channel.thread.locked and not may(world, author.id, channel, Permission.MANAGE_THREADS):
        raise RefusalError(400, 160005, "Thread is locked")
    if channel.type is ChannelType.DM:
        for other in channel.recipients.values():
            if other.id != author.id and not (other.accepts_dms and author.accepts_dms):
                raise RefusalError(403, 50007, "Cannot send messages to this user")


def post(
    world: World,
    author: User,
    channel: Channel,
    body: JSON,
    uploads: Sequence[Upload] = (),
    *,
    origin: Origin = BY_HAND,
) -> Message:
    """Make a message of a form and tell of it; the author's right to write there is checked before.

    A form with `enforce_nonce` that repeats a nonce gives the message that the first one made.
    """
    flags = asked_flags(body) & MAY_BE_SET
    check_message(body, v2=MessageFlag.COMPONENTS_V2 in flags, at=origin.place)
    nonce = body.get("nonce")
    key = (author.id, channel.id, str(nonce))
    if nonce is not None and body.get("enforce_nonce") and key in world.nonces:
        return world.nonces[key]
    if origin.reader_id is None:
        flags &= ~MessageFlag.EPHEMERAL
    else:
        flags |= MessageFlag.EPHEMERAL
    reference, answered = _reference(world, channel, body)
    message = Message(
        id=world.new_id(),
        channel_id=channel.id,
        guild_id=channel.guild_id,
        author=author,
        type=MessageType.REPLY if reference is not None and origin.type is MessageType.DEFAULT else origin.type,
        flags=flags | (MessageFlag.LOADING if origin.loading else MessageFlag(0)),
        reference=reference,
        tts=bool(body.get("tts")),
        nonce=nonce,
        application_id=origin.application_id,
        webhook_id=origin.webhook_id,
        interaction=origin.interaction,
        reader_id=origin.reader_id,
    )
    fill(world, message, body, uploads, replied_to=None if answered is None else answered.author, place=origin.place)
    if not origin.loading and origin.type is not MessageType.PINNED:
        _require_something(message)
    world.messages.setdefault(channel.id, {})[message.id] = message
    if nonce is not None:
        world.nonces[key] = message
    if not message.ephemeral:
        channel.last_message_id = message.id
        if channel.thread is not None:
            channel.thread.message_count += 1
            channel.thread.archived = False
    tell_of(world, "MESSAGE_CREATE", message)
    return message


def asked_flags(body: JSON) -> MessageFlag:
    """The flags that a form asks for; none when it is no number, which the form's rules then refuse."""
    flags = body.get("flags")
    return MessageFlag(flags if isinstance(flags, int) and flags > 0 else 0)


def _reference(world: World, channel: Channel, body: JSON) -> tuple[Reference | None, Message | None]:
    asked = body.get("message_reference")
    if asked is None:
        return None, None
    message_id = int(asked["message_id"])
    answered = world.messages.get(channel.id, {}).get(message_id)
    if answered is None or answered.ephemeral:
        if asked.get("fail_if_not_exists", True):
            raise refuse(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        return None, None
    return Reference(answered.id, channel.id, channel.guild_id), answered


def _require_something(message: Message) -> None:
    shown = message.content.strip() or message.embeds or message.attachments
    if not shown and not (MessageFlag.COMPONENTS_V2 in message.flags and message.components):
        raise empty_message()


def fill(
    world: World,
    message: Message,
    body: JSON,
    uploads: Sequence[Upload],
    *,
    replied_to: User | None = None,
    place: Place = (),
) -> None:
    """Put what a form says into a message: the fields it names, the others stay."""
    channel = world.channel(message.channel_id)
    attachments = take_files(
        world,
        channel.id,
        body,
        uploads,
        kept=message.attachments,
        ephemeral=message.ephemeral,
    )
    if body.get("components") is not None:
        message.components = with_media(world, body["components"], attachments, (*place, "components"))
    message.attachments = attachments
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        allowed = may(world, message.author.id, channel, Permission.EMBED_LINKS) or message.interaction is not None
        message.embeds = with_images(world, body["embeds"] or [], attachments) if allowed else []
    text = all_text(message.content, message.components)
    called = mentions_in(world, message.author, channel, text, allowed=body.get("allowed_mentions"), replied_to=replied_to)
    message.mentions, message.mentioned_roles = called.users, called.roles
    message.mentions_everyone = called.everyone


def edit(world: World, message: Message, body: JSON, uploads: Sequence[Upload] = (), place: Place = ()) -> Message:
    """Change a message as a form says and tell of it; a "thinking" one is thereby filled in."""
    asked = asked_flags(body)
    v2 = MessageFlag.COMPONENTS_V2 in (message.flags | asked)
    check_message(body, v2=v2, at=place)
    if v2 and MessageFlag.COMPONENTS_V2 not in message.flags:
        left = {"content": message.content, "embeds": message.embeds} | body
        check_message(left, v2=True, at=place)
    before = vars(message).copy()
    if body.get("components", ()) is None:
        message.components = []
    reference = message.reference
    answered = None if reference is None else world.messages.get(reference.channel_id, {}).get(reference.message_id)
    pinged = answered is not None and answered.author in message.mentions
    fill(world, message, body, uploads, replied_to=answered.author if answered is not None and pinged else None, place=place)
    message.flags = (message.flags & ~MessageFlag.LOADING) | (asked & MessageFlag.COMPONENTS_V2)
    if "flags" in body:
        suppressed = asked & MessageFlag.SUPPRESS_EMBEDS
        message.flags = (message.flags & ~MessageFlag.SUPPRESS_EMBEDS) | suppressed
    try:
        _require_something(message)
    except RefusalError:
        vars(message).update(before)
        raise
    if not MessageFlag.LOADING & before["flags"]:
        message.edited_at = world.clock.now()
    tell_of(world, "MESSAGE_UPDATE", message)
    return message


def delete(world: World, message: Message) -> None:
    """Take a message away and tell of it."""
    del world.messages[message.channel_id][message.id]
    data: JSON = {"id": str(message.id), "channel_id": str(message.channel_id)}
    if message.guild_id is not None:
        data["guild_id"] = str(message.guild_id)
    world.tell(_event(world, "MESSAGE_DELETE", data, message, with_text=False))


def delete_many(world: World, channel: Channel, messages: Sequence[Message]) -> None:
    """Take messages of one channel away and tell of them at once."""
    for message in messages:
        del world.messages[channel.id][message.id]
    data: JSON = {"ids": [str(message.id) for message in messages], "channel_id": str(channel.id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    world.tell(Event("MESSAGE_DELETE_BULK", data, channel.guild_id, channel, Intent.GUILD_MESSAGES))


def tell_of(world: World, name: str, message: Message) -> None:
    """Tell that a message came or changed."""
    world.tell(_event(world, name, message_event_json(world, message), message))


def _event(world: World, name: str, data: JSON, message: Message, *, with_text: bool = True) -> Event:
    private = message.guild_id is None
    return Event(
        name,
        data,
        guild_id=message.guild_id,
        channel=world.channel(message.channel_id),
        intents=Intent.DIRECT_MESSAGES if private else Intent.GUILD_MESSAGES,
        to=None if message.reader_id is None else frozenset({message.reader_id}),
        message=message if with_text else None,
    )
