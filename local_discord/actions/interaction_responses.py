"""Responses to interactions: the acknowledgement within three seconds, and follow-ups within fifteen minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from local_discord.actions import messages
from local_discord.actions.messages import Origin
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError, unknown
from local_discord.state.flags import CallbackType, CommandType, InteractionType, MessageFlag, MessageType, OptionType
from local_discord.state.messages import Interaction, Message, Upload
from local_discord.state.world import Event, World
from local_discord.validation.commands import MOST_CHOICES, check_choices
from local_discord.validation.form import Form, form_error
from local_discord.validation.modals import check_modal

ACKNOWLEDGE_WITHIN = 3.0
TOKEN_LIFETIME = 15 * 60.0

_MESSAGES = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}
_UPDATES = {CallbackType.UPDATE, CallbackType.DEFERRED_UPDATE}
_ALLOWED_CALLBACKS = {
    InteractionType.PING: {CallbackType.PONG},
    InteractionType.COMMAND: _MESSAGES | {CallbackType.MODAL},
    InteractionType.COMPONENT: _MESSAGES | _UPDATES | {CallbackType.MODAL},
    InteractionType.AUTOCOMPLETE: {CallbackType.AUTOCOMPLETE},
    InteractionType.MODAL_SUBMIT: _MESSAGES | _UPDATES,
}


def acknowledge(world: World, interaction_id: int, token: str, body: JSON, uploads: Sequence[Upload]) -> Interaction:
    """Acknowledge an interaction with a callback.

    Raises 10062 for a wrong token or after the deadline, 40060 for a second acknowledgement, and 50035 for an invalid callback
    or one whose type is not allowed for this interaction.
    """
    interaction = world.interactions.get(interaction_id)
    if interaction is None or interaction.token != token:
        raise unknown("interaction")
    if interaction.acknowledged:
        raise RefusalError(400, 40060, "Interaction has already been acknowledged.")
    if world.clock.now() - interaction.created_at > ACKNOWLEDGE_WITHIN:
        raise unknown("interaction")
    kind = _callback_type(interaction, body)
    form = Form()
    data = form.part(body, "data", ())
    form.raise_errors()
    if kind in _MESSAGES:
        interaction.original = _post_response(world, interaction, data, uploads, loading=kind is CallbackType.DEFERRED_MESSAGE)
    elif kind is CallbackType.UPDATE and interaction.message is not None:
        messages.edit(world, interaction.message, data, uploads, ("data",))
        interaction.original = interaction.message
    elif kind is CallbackType.DEFERRED_UPDATE:
        interaction.original = interaction.message
    elif kind is CallbackType.AUTOCOMPLETE:
        interaction.choices = _autocomplete_choices(interaction, data)
    elif kind is CallbackType.MODAL:
        check_modal(data)
        interaction.modal = data
    interaction.callback = kind
    _notify_user(world, interaction)
    return interaction


def _notify_user(world: World, interaction: Interaction) -> None:
    # Waiting people need this event; it is never sent to bots.
    world.publish(Event("INTERACTION_ANSWERED", {"id": str(interaction.id)}, recipients=frozenset({interaction.user.id})))


def _callback_type(interaction: Interaction, body: JSON) -> CallbackType:
    form = Form()
    chosen = form.choice(body, "type", (), map(int, CallbackType))
    form.raise_errors()
    kind = CallbackType(chosen or 0)
    allowed = kind in _ALLOWED_CALLBACKS[interaction.type]
    if kind in _UPDATES and interaction.message is None:
        allowed = False
    if not allowed:
        raise form_error(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", "This callback type does not fit the interaction")
    return kind


def _autocomplete_choices(interaction: Interaction, data: JSON) -> list[JSON]:
    form = Form()
    choices = form.items(data, "choices", ("data",), most=MOST_CHOICES)
    check_choices(form, choices, OptionType(focused_option(interaction.data).get("type", 3)), ("data", "choices"))
    form.raise_errors()
    return choices


def focused_option(data: JSON) -> JSON:
    """The option in which the user is typing; empty if there is none."""
    for option in data.get("options") or []:
        inner: JSON = focused_option(option) if option.get("options") else option
        if inner.get("focused"):
            return inner
    return {}


def _post_response(
    world: World,
    interaction: Interaction,
    data: JSON,
    uploads: Sequence[Upload],
    *,
    loading: bool = False,
    place: tuple[str, ...] = ("data",),
) -> Message:
    ephemeral = interaction.ephemeral_only or MessageFlag.EPHEMERAL in messages.requested_flags(data)
    origin = Origin(
        type=_message_type(interaction),
        application_id=interaction.application.id,
        webhook_id=interaction.application.id,
        interaction=interaction,
        reader_id=interaction.user.id if ephemeral else None,
        loading=loading,
        place=place,
    )
    referenced = interaction.message
    under = interaction.type is not InteractionType.COMMAND and referenced is not None and not referenced.ephemeral
    if under and referenced is not None and referenced.id in world.messages.get(interaction.channel.id, {}):
        # Discord shows the response to a component as a reply to the component's message.
        mentions = data.get("allowed_mentions")
        if mentions is None:
            mentions = {"parse": ["users", "roles", "everyone"]}
        data = data | {"message_reference": {"message_id": str(referenced.id)}}
        # An invalid value is passed on unchanged, so that the validation refuses it.
        data["allowed_mentions"] = mentions | {"replied_user": False} if isinstance(mentions, dict) else mentions
    return messages.post(world, interaction.application.user, interaction.channel, data, uploads, origin=origin)


def _message_type(interaction: Interaction) -> MessageType:
    if interaction.type is not InteractionType.COMMAND:
        return MessageType.DEFAULT
    chat = interaction.command_type is CommandType.CHAT_INPUT
    return MessageType.CHAT_INPUT_COMMAND if chat else MessageType.CONTEXT_MENU_COMMAND


def interaction_by_token(world: World, application_id: int, token: str) -> Interaction:
    """The interaction of a webhook route.

    Raises 10015 if it is unknown or not acknowledged, and 50027 if it is older than 15 minutes.
    """
    interaction = world.interaction_with_token(token)
    if interaction is None or interaction.application.id != application_id or not interaction.acknowledged:
        raise unknown("Webhook")
    if world.clock.now() - interaction.created_at > TOKEN_LIFETIME:
        raise RefusalError(401, 50027, "Invalid Webhook Token")
    return interaction


def original_of(interaction: Interaction) -> Message:
    """The message that `@original` stands for; raises 10008 if there is none or it was deleted."""
    if interaction.original is None or interaction.original_deleted:
        raise unknown("Message")
    return interaction.original


def follow_up(world: World, interaction: Interaction, body: JSON, uploads: Sequence[Upload]) -> Message:
    """Send a follow-up message.

    After a deferred response, the first follow-up becomes its content and keeps its visibility.
    """
    waiting = interaction.original
    if interaction.callback is CallbackType.DEFERRED_MESSAGE and waiting is not None and waiting.loading:
        return messages.edit(world, waiting, body, uploads)
    message = _post_response(world, interaction, body, uploads, place=())
    interaction.followups.append(message)
    _notify_user(world, interaction)
    return message


def response_message(world: World, interaction: Interaction, message_id: int) -> Message:
    """The response with that id, which the interaction's token may edit; raises 10008 if there is none."""
    message = world.message(interaction.channel.id, message_id)
    responses: list[Any] = [interaction.original, *interaction.followups]
    if message not in responses:
        raise unknown("Message")
    return message


def delete(world: World, interaction: Interaction, message: Message) -> None:
    """Delete a response."""
    if message is interaction.original:
        interaction.original_deleted = True
    messages.delete(world, message)
