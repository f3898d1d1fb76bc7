"""Actions on messages: posting, editing and deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from local_discord.actions.files import resolve_embed_images, resolve_media, store_attachments
from local_discord.actions.mentions import all_text, resolve_mentions
from local_discord.serializers.messages import message_event_json
from local_discord.state.accounts import JSON, User
from local_discord.state.errors import RefusalError, empty_message
from local_discord.state.flags import ChannelType, Intent, MessageFlag, MessageType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.messages import Interaction, Message, Reference, Upload
from local_discord.state.permissions import has_permissions, require_permissions
from local_discord.state.world import Event, World
from local_discord.validation.form import Place, form_error
from local_discord.validation.messages import SETTABLE_FLAGS, check_message

_NO_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


@dataclass(frozen=True)
class Origin:
    """Properties of a message that do not come from its body: its type, and its webhook or interaction.

    `reader_id` makes the message ephemeral; `loading` makes it a deferred response without content. `place` is where the body
    stands in the request, for the paths in validation errors.
    """

    type: MessageType = MessageType.DEFAULT
    application_id: int | None = None
    webhook_id: int | None = None
    interaction: Interaction | None = None
    reader_id: int | None = None
    loading: bool = False
    place: Place = ()


DEFAULT_ORIGIN = Origin()


def check_may_post(world: World, author: User, channel: Channel, uploads: Sequence[Upload] = ()) -> None:
    """Raise an error (50001, 50013, 50007, 50008 or 160005) if the author may not post to the channel."""
    require_permissions(world, author.id, channel, Permission.SEND_MESSAGES)
    if channel.type in _NO_MESSAGES:
        raise RefusalError(400, 50008, "Cannot send messages in a non-text channel")
    if uploads:
        require_permissions(world, author.id, channel, Permission.ATTACH_FILES)
    if (
        channel.thread is not None
        and channel.thread.locked
        and not has_permissions(world, author.id, channel, Permission.MANAGE_THREADS)
    ):
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
    origin: Origin = DEFAULT_ORIGIN,
) -> Message:
    """Create a message and publish it. The caller has checked that the author may post there.

    If `body` sets `enforce_nonce` and repeats a nonce, the existing message with that nonce is returned.
    """
    flags = requested_flags(body) & SETTABLE_FLAGS
    check_message(body, v2=MessageFlag.COMPONENTS_V2 in flags, at=origin.place)
    nonce = body.get("nonce")
    key = (author.id, channel.id, str(nonce))
    if nonce is not None and body.get("enforce_nonce") and key in world.nonces:
        return world.nonces[key]
    if origin.reader_id is None:
        flags &= ~MessageFlag.EPHEMERAL
    else:
        flags |= MessageFlag.EPHEMERAL
    reference, referenced = _reference(world, channel, body)
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
    apply_body(world, message, body, uploads, replied_to=None if referenced is None else referenced.author, place=origin.place)
    if not origin.loading and origin.type is not MessageType.PINNED:
        _require_content(message)
    world.messages.setdefault(channel.id, {})[message.id] = message
    if nonce is not None:
        world.nonces[key] = message
    if not message.ephemeral:
        channel.last_message_id = message.id
        if channel.thread is not None:
            channel.thread.message_count += 1
            channel.thread.archived = False
    publish_message(world, "MESSAGE_CREATE", message)
    return message


def requested_flags(body: JSON) -> MessageFlag:
    """The flags in `body`; no flags if the value is not a positive number (the validation refuses it)."""
    flags = body.get("flags")
    return MessageFlag(flags if isinstance(flags, int) and flags > 0 else 0)


def _reference(world: World, channel: Channel, body: JSON) -> tuple[Reference | None, Message | None]:
    requested = body.get("message_reference")
    if requested is None:
        return None, None
    message_id = int(requested["message_id"])
    referenced = world.messages.get(channel.id, {}).get(message_id)
    if referenced is None or referenced.ephemeral:
        if requested.get("fail_if_not_exists", True):
            raise form_error(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        return None, None
    return Reference(referenced.id, channel.id, channel.guild_id), referenced


def _require_content(message: Message) -> None:
    visible = message.content.strip() or message.embeds or message.attachments
    if not visible and not (MessageFlag.COMPONENTS_V2 in message.flags and message.components):
        raise empty_message()


def apply_body(
    world: World,
    message: Message,
    body: JSON,
    uploads: Sequence[Upload],
    *,
    replied_to: User | None = None,
    place: Place = (),
) -> None:
    """Apply the fields in `body` to a message; fields that are missing keep their value."""
    channel = world.channel(message.channel_id)
    attachments = store_attachments(
        world,
        channel.id,
        body,
        uploads,
        previous=message.attachments,
        ephemeral=message.ephemeral,
    )
    if body.get("components") is not None:
        message.components = resolve_media(world, body["components"], attachments, (*place, "components"))
    message.attachments = attachments
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        allowed = has_permissions(world, message.author.id, channel, Permission.EMBED_LINKS) or message.interaction is not None
        message.embeds = resolve_embed_images(world, body["embeds"] or [], attachments) if allowed else []
    text = all_text(message.content, message.components)
    mentions = resolve_mentions(world, message.author, channel, text, allowed=body.get("allowed_mentions"), replied_to=replied_to)
    message.mentions, message.mentioned_roles = mentions.users, mentions.roles
    message.mentions_everyone = mentions.everyone


def edit(world: World, message: Message, body: JSON, uploads: Sequence[Upload] = (), place: Place = ()) -> Message:
    """Edit a message as `body` describes and publish the change; a deferred response gets its content this way."""
    requested = requested_flags(body)
    v2 = MessageFlag.COMPONENTS_V2 in (message.flags | requested)
    check_message(body, v2=v2, at=place)
    if v2 and MessageFlag.COMPONENTS_V2 not in message.flags:
        merged = {"content": message.content, "embeds": message.embeds} | body
        check_message(merged, v2=True, at=place)
    before = vars(message).copy()
    if body.get("components", ()) is None:
        message.components = []
    reference = message.reference
    referenced = None if reference is None else world.messages.get(reference.channel_id, {}).get(reference.message_id)
    was_mentioned = referenced is not None and referenced.author in message.mentions
    apply_body(
        world,
        message,
        body,
        uploads,
        replied_to=referenced.author if referenced is not None and was_mentioned else None,
        place=place,
    )
    message.flags = (message.flags & ~MessageFlag.LOADING) | (requested & MessageFlag.COMPONENTS_V2)
    if "flags" in body:
        suppressed = requested & MessageFlag.SUPPRESS_EMBEDS
        message.flags = (message.flags & ~MessageFlag.SUPPRESS_EMBEDS) | suppressed
    try:
        _require_content(message)
    except RefusalError:
        vars(message).update(before)
        raise
    if not MessageFlag.LOADING & before["flags"]:
        message.edited_at = world.clock.now()
    publish_message(world, "MESSAGE_UPDATE", message)
    return message


def delete(world: World, message: Message) -> None:
    """Delete a message and publish the deletion."""
    del world.messages[message.channel_id][message.id]
    data: JSON = {"id": str(message.id), "channel_id": str(message.channel_id)}
    if message.guild_id is not None:
        data["guild_id"] = str(message.guild_id)
    world.publish(_event(world, "MESSAGE_DELETE", data, message, with_text=False))


def delete_many(world: World, channel: Channel, messages: Sequence[Message]) -> None:
    """Delete messages of one channel and publish the deletions as one event."""
    for message in messages:
        del world.messages[channel.id][message.id]
    data: JSON = {"ids": [str(message.id) for message in messages], "channel_id": str(channel.id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    world.publish(Event("MESSAGE_DELETE_BULK", data, channel.guild_id, channel, Intent.GUILD_MESSAGES))


def publish_message(world: World, name: str, message: Message) -> None:
    """Publish a new or changed message under the event name `name`."""
    world.publish(_event(world, name, message_event_json(world, message), message))


def _event(world: World, name: str, data: JSON, message: Message, *, with_text: bool = True) -> Event:
    private = message.guild_id is None
    return Event(
        name,
        data,
        guild_id=message.guild_id,
        channel=world.channel(message.channel_id),
        intents=Intent.DIRECT_MESSAGES if private else Intent.GUILD_MESSAGES,
        recipients=None if message.reader_id is None else frozenset({message.reader_id}),
        message=message if with_text else None,
    )
