"""Messages as JSON, with or without their content."""

from __future__ import annotations

from local_discord.serializers.channels import channel_json
from local_discord.serializers.people import member_json, user_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import InteractionType
from local_discord.state.ids import created_at, timestamp
from local_discord.state.messages import Attachment, Interaction, Message, Reaction
from local_discord.state.permissions import may_read_content
from local_discord.state.world import World


def attachment_json(world: World, attachment: Attachment) -> JSON:
    """An attachment, with the URL at which the local Discord serves it."""
    url = f"{world.base_url}/cdn/{attachment.path}"
    data: JSON = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        data["description"] = attachment.description
    if attachment.size_in_pixels is not None:
        data["width"], data["height"] = attachment.size_in_pixels
    if attachment.ephemeral:
        data["ephemeral"] = True
    return data


def reaction_json(reaction: Reaction, viewer_id: int | None) -> JSON:
    """The reactions with one emoji; `me` says whether the viewer is among the users who reacted."""
    return {
        "emoji": reaction.emoji,
        "count": len(reaction.users),
        "count_details": {"burst": 0, "normal": len(reaction.users)},
        "me": viewer_id in reaction.users,
        "me_burst": False,
        "burst_count": 0,
        "burst_colors": [],
    }


def interaction_metadata_json(interaction: Interaction, message: Message) -> JSON:
    """The metadata of the interaction that a message responds to; a follow-up also names the original response."""
    data: JSON = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": user_json(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.original is not None and interaction.original is not message:
        data["original_response_message_id"] = str(interaction.original.id)
    if interaction.type is InteractionType.COMMAND:
        data["name"] = interaction.command_name
        data["command_type"] = int(interaction.command_type or 1)
        if interaction.target_user is not None:
            data["target_user"] = user_json(interaction.target_user)
        if interaction.message is not None:
            data["target_message_id"] = str(interaction.message.id)
    elif interaction.type is InteractionType.COMPONENT and interaction.message is not None:
        data["interacted_message_id"] = str(interaction.message.id)
    elif interaction.type is InteractionType.MODAL_SUBMIT and interaction.parent is not None:
        data["triggering_interaction_metadata"] = interaction_metadata_json(interaction.parent, message)
    return data


def message_json(world: World, message: Message, viewer_id: int | None = None, *, nested: bool = False) -> JSON:
    """A message with its content, as `viewer_id` sees it. A reply contains the message that it refers to, one level deep."""
    data: JSON = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.type),
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": timestamp(created_at(message.id)),
        "edited_timestamp": None if message.edited_at is None else timestamp(message.edited_at),
        "tts": message.tts,
        "mention_everyone": message.mentions_everyone,
        "mentions": [user_json(user) for user in message.mentions],
        "mention_roles": [str(role_id) for role_id in message.mentioned_roles],
        "attachments": [attachment_json(world, attachment) for attachment in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
        "pinned": message.pinned,
        "flags": int(message.flags),
    }
    if message.reactions:
        data["reactions"] = [reaction_json(reaction, viewer_id) for reaction in message.reactions.values()]
    if message.nonce is not None:
        data["nonce"] = message.nonce
    if message.webhook_id is not None:
        data["webhook_id"] = str(message.webhook_id)
    if message.application_id is not None:
        data["application_id"] = str(message.application_id)
    if message.interaction is not None:
        data["interaction_metadata"] = interaction_metadata_json(message.interaction, message)
        # The field is deprecated but still sent: libraries use it to find the view of an edited message.
        if message.interaction.type is InteractionType.COMMAND:
            data["interaction"] = _deprecated_interaction_json(message.interaction)
    if message.thread_id is not None and message.thread_id in world.channels:
        data["thread"] = channel_json(world.channels[message.thread_id], viewer_id)
    if message.reference is not None:
        data |= _reference_fields(world, message, viewer_id, nested=nested)
    return data


def _deprecated_interaction_json(interaction: Interaction) -> JSON:
    return {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "name": interaction.command_name,
        "user": user_json(interaction.user),
    }


def _reference_fields(world: World, message: Message, viewer_id: int | None, *, nested: bool) -> JSON:
    reference = message.reference
    if reference is None:
        return {}
    data: JSON = {
        "message_reference": {
            "type": 0,
            "message_id": str(reference.message_id),
            "channel_id": str(reference.channel_id),
        },
    }
    if reference.guild_id is not None:
        data["message_reference"]["guild_id"] = str(reference.guild_id)
    if not nested:
        referenced = world.messages.get(reference.channel_id, {}).get(reference.message_id)
        data["referenced_message"] = None if referenced is None else message_json(world, referenced, viewer_id, nested=True)
    return data


def message_event_json(world: World, message: Message) -> JSON:
    """A message as the gateway sends it; in a guild it also contains the members of its author and its mentioned users."""
    data = message_json(world, message)
    data["channel_type"] = int(world.channel(message.channel_id).type)
    if message.guild_id is None:
        return data
    data["guild_id"] = str(message.guild_id)
    members = world.guild(message.guild_id).members
    # The response to an interaction is sent through a webhook, but its author is the bot, which is a member.
    has_member = message.webhook_id is None or message.interaction is not None
    if has_member and message.author.id in members:
        data["member"] = member_json(members[message.author.id], with_user=False)
    for user_data, user in zip(data["mentions"], message.mentions, strict=True):
        if user.id in members:
            user_data["member"] = member_json(members[user.id], with_user=False)
    return data


def without_content(world: World, data: JSON, message: Message, reader_id: int) -> JSON:
    """The serialized message `data` for a bot without the message-content intent; a changed copy.

    Content, embeds, attachments and components are removed unless the bot may read them. The same check is applied to the
    message that a reply refers to.
    """
    channel = world.channel(message.channel_id)
    result = dict(data)
    if not may_read_content(reader_id, channel, message):
        result |= {"content": "", "embeds": [], "attachments": [], "components": []}
    referenced = data.get("referenced_message")
    if referenced is not None and message.reference is not None:
        original = world.messages.get(message.reference.channel_id, {}).get(message.reference.message_id)
        if original is not None and not may_read_content(reader_id, channel, original):
            result["referenced_message"] = referenced | {"content": "", "embeds": [], "attachments": [], "components": []}
    return result
