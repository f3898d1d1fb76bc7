"""Interactions: creating them for what a person does, and sending them to the bot."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from local_discord.serializers.channels import channel_json
from local_discord.serializers.messages import message_json
from local_discord.serializers.people import member_json, user_json
from local_discord.state.accounts import JSON, Application, Command, User
from local_discord.state.flags import ChannelType, Context, InteractionType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.messages import Interaction, Message
from local_discord.state.permissions import permissions_in
from local_discord.state.world import Event, World

GUILD_INSTALL, USER_INSTALL = "0", "1"


@dataclass(frozen=True)
class UserAction:
    """What a person does with an application, before it becomes an interaction.

    `data` is Discord's `data` object. `command`, `message`, `target_user` and `parent` are the objects that it refers to;
    `parent` is the interaction that opened a submitted modal.
    """

    type: InteractionType
    data: JSON
    command: Command | None = None
    message: Message | None = None
    target_user: User | None = None
    parent: Interaction | None = None


def context_of(application: Application, channel: Channel) -> Context:
    """The context of the channel for this application: guild, direct message with the bot, or other private channel."""
    if channel.guild_id is not None:
        return Context.GUILD
    return Context.BOT_DM if application.user.id in channel.recipients else Context.PRIVATE_CHANNEL


def integration_owners(
    world: World, application: Application, user: User, channel: Channel, command: Command | None
) -> dict[str, str]:
    """The installations that make the application usable in the channel, by installation type; empty if there are none."""
    kinds = {0, 1} if command is None else set(command.body.get("integration_types") or [0])
    owners: dict[str, str] = {}
    guild = world.guild_of(channel)
    if 0 in kinds:
        if guild is not None and application.user.id in guild.members:
            owners[GUILD_INSTALL] = str(guild.id)
        elif guild is None and application.user.id in channel.recipients and world.guilds_of(application.user.id):
            owners[GUILD_INSTALL] = "0"
    if 1 in kinds and user.id in application.installed_by:
        owners[USER_INSTALL] = str(user.id)
    return owners


def start(world: World, application: Application, user: User, channel: Channel, action: UserAction) -> Interaction:
    """Create the interaction and send it to the bot. The caller has checked that the user may do it."""
    if action.message is not None and action.message.interaction is not None:
        owners = action.message.interaction.owners
    else:
        owners = integration_owners(world, application, user, channel, action.command)
    installed_here = GUILD_INSTALL in owners or channel.guild_id is None
    external = permissions_in(world, user.id, channel) & Permission.USE_EXTERNAL_APPS
    interaction = Interaction(
        id=world.new_id(),
        type=action.type,
        token=secrets.token_urlsafe(48),
        application=application,
        user=user,
        channel=channel,
        created_at=world.clock.now(),
        data=action.data,
        command_name=None if action.command is None else action.command.name,
        command_type=None if action.command is None else action.command.type,
        target_user=action.target_user,
        message=action.message,
        parent=action.parent,
        owners=owners,
        ephemeral_only=not installed_here and not external,
    )
    world.add_interaction(interaction)
    send_to_bot(world, interaction)
    return interaction


def send_to_bot(world: World, interaction: Interaction) -> None:
    """Send the interaction to the bot; each call delivers it once."""
    channel = interaction.channel
    world.publish(
        Event(
            "INTERACTION_CREATE",
            interaction_json(world, interaction),
            guild_id=channel.guild_id,
            recipients=frozenset({interaction.application.user.id}),
        ),
    )


def interaction_json(world: World, interaction: Interaction) -> JSON:
    """The interaction as INTERACTION_CREATE sends it to the bot."""
    channel, user, application = interaction.channel, interaction.user, interaction.application
    data: JSON = {
        "id": str(interaction.id),
        "application_id": str(application.id),
        "type": int(interaction.type),
        "data": interaction.data,
        "token": interaction.token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": channel_json(channel, application.user.id) | {"permissions": _permissions(world, user, channel)},
        "locale": user.locale,
        "app_permissions": _permissions(world, application.user, channel),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "context": int(context_of(application, channel)),
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if channel.type is ChannelType.DM:
        data["channel"]["name"] = user.name
    guild = world.guild_of(channel)
    if guild is None:
        data["user"] = user_json(user)
    else:
        data["guild_id"] = str(guild.id)
        data["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
        data["guild_locale"] = guild.locale
        data["member"] = member_json(guild.members[user.id]) | {"permissions": _permissions(world, user, channel)}
    shows_message = interaction.type in (InteractionType.COMPONENT, InteractionType.MODAL_SUBMIT)
    if interaction.message is not None and shows_message:
        data["message"] = message_json(world, interaction.message, application.user.id)
    return data


def _permissions(world: World, user: User, channel: Channel) -> str:
    return str(int(permissions_in(world, user.id, channel)))
