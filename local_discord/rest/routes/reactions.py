"""Reactions."""

from __future__ import annotations

from local_discord.actions import reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.people import user_json

_ALL = "/channels/{channel_id}/messages/{message_id}/reactions"
_ONE = _ALL + "/{emoji_name}"


def _add(call: ApiRequest) -> ApiResponse:
    reactions.react(call.world, call.user, call.message(), call.parts["emoji_name"])
    return NOTHING


def _remove(call: ApiRequest) -> ApiResponse:
    owner = call.user if "user_id" not in call.parts else call.world.user(call.id("user_id"))
    reactions.unreact(call.world, call.user, owner, call.message(), call.parts["emoji_name"])
    return NOTHING


def _clear(call: ApiRequest) -> ApiResponse:
    reactions.clear_reactions(call.world, call.user, call.message(), call.parts.get("emoji_name"))
    return NOTHING


def _users(call: ApiRequest) -> ApiResponse:
    reaction = call.message().reactions.get(reactions.emoji_from(call.parts["emoji_name"])[0])
    after = call.number("after", 0, least=0, most=1 << 63)
    found = [user for key, user in sorted(reaction.users.items()) if key > after] if reaction is not None else []
    return ApiResponse([user_json(user) for user in found[: call.number("limit", 25, least=1, most=100)]])


def routes() -> list[Route]:
    """The routes of this subject."""
    return [
        Route("PUT", _ONE + "/@me", _add),
        Route("DELETE", _ONE + "/@me", _remove),
        Route("DELETE", _ONE + "/{user_id}", _remove),
        Route("GET", _ONE, _users),
        Route("DELETE", _ONE, _clear),
        Route("DELETE", _ALL, _clear),
    ]
