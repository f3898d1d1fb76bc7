"""Answers to interactions: the callback, and the webhook routes that an interaction's token opens."""

from __future__ import annotations

from local_discord.actions import interaction_responses, messages
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.messages import message_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import CallbackType
from local_discord.state.interactions import Interaction
from local_discord.state.messages import Message

_WITH_MESSAGE = {
    CallbackType.MESSAGE,
    CallbackType.DEFERRED_MESSAGE,
    CallbackType.UPDATE,
    CallbackType.DEFERRED_UPDATE,
}


def _callback(call: ApiRequest) -> ApiResponse:
    token = call.parts["interaction_token"]
    interaction = interaction_responses.acknowledge(call.world, call.id("interaction_id"), token, call.body, call.uploads)
    if not call.asks("with_response"):
        return NOTHING
    kind = interaction.callback or CallbackType.PONG
    told: JSON = {"id": str(interaction.id), "type": int(interaction.type)}
    resource: JSON = {"type": int(kind)}
    message = interaction.original
    if message is not None and kind in _WITH_MESSAGE:
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if kind is not CallbackType.DEFERRED_UPDATE:
            resource["message"] = message_json(call.world, message, interaction.application.user.id)
    return ApiResponse({"interaction": told, "resource": resource})


def _interaction(call: ApiRequest) -> Interaction:
    return interaction_responses.by_token(call.world, call.id("webhook_id"), call.parts["webhook_token"])


def _message(call: ApiRequest) -> tuple[Interaction, Message]:
    interaction = _interaction(call)
    if call.parts.get("message_id", "@original") == "@original":
        return interaction, interaction_responses.original_of(interaction)
    return interaction, interaction_responses.owned(call.world, interaction, call.id("message_id"))


def _shown(call: ApiRequest, interaction: Interaction, message: Message) -> ApiResponse:
    return ApiResponse(message_json(call.world, message, interaction.application.user.id))


def _follow_up(call: ApiRequest) -> ApiResponse:
    interaction = _interaction(call)
    return _shown(call, interaction, interaction_responses.follow_up(call.world, interaction, call.body, call.uploads))


def _get(call: ApiRequest) -> ApiResponse:
    interaction, message = _message(call)
    return _shown(call, interaction, message)


def _edit(call: ApiRequest) -> ApiResponse:
    interaction, message = _message(call)
    return _shown(call, interaction, messages.edit(call.world, message, call.body, call.uploads))


def _delete(call: ApiRequest) -> ApiResponse:
    interaction, message = _message(call)
    interaction_responses.delete(call.world, interaction, message)
    return NOTHING


def routes() -> list[Route]:
    """The routes of this subject; none of them needs the bot's token, the interaction's own stands in the path."""
    place = "/webhooks/{webhook_id}/{webhook_token}"
    return [
        Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", _callback, open=True, limited=False),
        Route("POST", place, _follow_up, open=True),
        Route("GET", place + "/messages/{message_id}", _get, open=True),
        Route("PATCH", place + "/messages/{message_id}", _edit, open=True),
        Route("DELETE", place + "/messages/{message_id}", _delete, open=True),
    ]
