"""Routes for responses to interactions: the callback, and the webhook routes that use the interaction's token."""

from __future__ import annotations

from local_discord.actions import interaction_responses, messages
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.messages import message_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import CallbackType
from local_discord.state.messages import Interaction, Message

_WITH_MESSAGE = {
    CallbackType.MESSAGE,
    CallbackType.DEFERRED_MESSAGE,
    CallbackType.UPDATE,
    CallbackType.DEFERRED_UPDATE,
}


def _callback(request: ApiRequest) -> ApiResponse:
    token = request.path_params["interaction_token"]
    interaction = interaction_responses.acknowledge(
        request.world, request.path_id("interaction_id"), token, request.body, request.uploads
    )
    if not request.query_flag("with_response"):
        return NOTHING
    kind = interaction.callback or CallbackType.PONG
    summary: JSON = {"id": str(interaction.id), "type": int(interaction.type)}
    resource: JSON = {"type": int(kind)}
    message = interaction.original
    if message is not None and kind in _WITH_MESSAGE:
        summary |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if kind is not CallbackType.DEFERRED_UPDATE:
            resource["message"] = message_json(request.world, message, interaction.application.user.id)
    return ApiResponse({"interaction": summary, "resource": resource})


def _interaction(request: ApiRequest) -> Interaction:
    return interaction_responses.interaction_by_token(
        request.world, request.path_id("webhook_id"), request.path_params["webhook_token"]
    )


def _target(request: ApiRequest) -> tuple[Interaction, Message]:
    interaction = _interaction(request)
    if request.path_params.get("message_id", "@original") == "@original":
        return interaction, interaction_responses.original_of(interaction)
    return interaction, interaction_responses.response_message(request.world, interaction, request.path_id("message_id"))


def _message_response(request: ApiRequest, interaction: Interaction, message: Message) -> ApiResponse:
    return ApiResponse(message_json(request.world, message, interaction.application.user.id))


def _follow_up(request: ApiRequest) -> ApiResponse:
    interaction = _interaction(request)
    return _message_response(
        request, interaction, interaction_responses.follow_up(request.world, interaction, request.body, request.uploads)
    )


def _get(request: ApiRequest) -> ApiResponse:
    interaction, message = _target(request)
    return _message_response(request, interaction, message)


def _edit(request: ApiRequest) -> ApiResponse:
    interaction, message = _target(request)
    return _message_response(request, interaction, messages.edit(request.world, message, request.body, request.uploads))


def _delete(request: ApiRequest) -> ApiResponse:
    interaction, message = _target(request)
    interaction_responses.delete(request.world, interaction, message)
    return NOTHING


def routes() -> list[Route]:
    """The routes of this module. They need no bot token, because the path contains the interaction's token."""
    place = "/webhooks/{webhook_id}/{webhook_token}"
    return [
        Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", _callback, public=True, rate_limited=False),
        Route("POST", place, _follow_up, public=True),
        Route("GET", place + "/messages/{message_id}", _get, public=True),
        Route("PATCH", place + "/messages/{message_id}", _edit, public=True),
        Route("DELETE", place + "/messages/{message_id}", _delete, public=True),
    ]
