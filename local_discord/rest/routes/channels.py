"""Channels themselves: seen, changed, deleted, typed in."""

from __future__ import annotations

from local_discord.actions import channels, reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json


def _get(call: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(call.channel(), call.user.id))


def _edit(call: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(channels.edit_channel(call.world, call.user, call.channel(), call.body), call.user.id))


def _delete(call: ApiRequest) -> ApiResponse:
    channel = call.channel()
    told = channel_json(channel, call.user.id)
    channels.delete_channel(call.world, call.user, channel)
    return ApiResponse(told)


def _overwrite(call: ApiRequest) -> ApiResponse:
    body = call.body if call.method == "PUT" else None
    channels.set_overwrite(call.world, call.user, call.channel(), call.id("overwrite_id"), body)
    return NOTHING


def _typing(call: ApiRequest) -> ApiResponse:
    reactions.type_in(call.world, call.user, call.channel())
    return NOTHING


def routes() -> list[Route]:
    """The routes of this subject."""
    return [
        Route("GET", "/channels/{channel_id}", _get),
        Route("PATCH", "/channels/{channel_id}", _edit),
        Route("DELETE", "/channels/{channel_id}", _delete),
        Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", _overwrite),
        Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", _overwrite),
        Route("POST", "/channels/{channel_id}/typing", _typing),
    ]
