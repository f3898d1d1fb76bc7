"""Channels themselves: seen, changed, deleted, typed in."""

from __future__ import annotations

from local_discord.actions import channels, reactions
from local_discord.rest.request import NOTHING, Answer, Call, Route
from local_discord.serializers.channels import channel_json


def _get(call: Call) -> Answer:
    return Answer(channel_json(call.channel(), call.user.id))


def _edit(call: Call) -> Answer:
    return Answer(channel_json(channels.edit_channel(call.world, call.user, call.channel(), call.body), call.user.id))


def _delete(call: Call) -> Answer:
    channel = call.channel()
    told = channel_json(channel, call.user.id)
    channels.delete_channel(call.world, call.user, channel)
    return Answer(told)


def _overwrite(call: Call) -> Answer:
    body = call.body if call.method == "PUT" else None
    channels.set_overwrite(call.world, call.user, call.channel(), call.id("overwrite_id"), body)
    return NOTHING


def _typing(call: Call) -> Answer:
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
