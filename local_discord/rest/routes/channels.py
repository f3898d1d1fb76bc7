"""Routes for channels: reading, editing and deleting them, their overwrites, and the typing indicator."""

from __future__ import annotations

from local_discord.actions import channels, reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json


def _get(request: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(request.channel(), request.user.id))


def _edit(request: ApiRequest) -> ApiResponse:
    return ApiResponse(
        channel_json(channels.edit_channel(request.world, request.user, request.channel(), request.body), request.user.id)
    )


def _delete(request: ApiRequest) -> ApiResponse:
    channel = request.channel()
    data = channel_json(channel, request.user.id)
    channels.delete_channel(request.world, request.user, channel)
    return ApiResponse(data)


def _overwrite(request: ApiRequest) -> ApiResponse:
    body = request.body if request.method == "PUT" else None
    channels.set_overwrite(request.world, request.user, request.channel(), request.path_id("overwrite_id"), body)
    return NOTHING


def _typing(request: ApiRequest) -> ApiResponse:
    reactions.start_typing(request.world, request.user, request.channel())
    return NOTHING


def routes() -> list[Route]:
    """The routes of this module."""
    return [
        Route("GET", "/channels/{channel_id}", _get),
        Route("PATCH", "/channels/{channel_id}", _edit),
        Route("DELETE", "/channels/{channel_id}", _delete),
        Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", _overwrite),
        Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", _overwrite),
        Route("POST", "/channels/{channel_id}/typing", _typing),
    ]
