"""Routes for reactions."""

from __future__ import annotations

from local_discord.actions import reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.people import user_json

_ALL = "/channels/{channel_id}/messages/{message_id}/reactions"
_ONE = _ALL + "/{emoji_name}"


def _add(request: ApiRequest) -> ApiResponse:
    reactions.react(request.world, request.user, request.message(), request.path_params["emoji_name"])
    return NOTHING


def _remove(request: ApiRequest) -> ApiResponse:
    owner = request.user if "user_id" not in request.path_params else request.world.user(request.path_id("user_id"))
    reactions.unreact(request.world, request.user, owner, request.message(), request.path_params["emoji_name"])
    return NOTHING


def _clear(request: ApiRequest) -> ApiResponse:
    reactions.clear_reactions(request.world, request.user, request.message(), request.path_params.get("emoji_name"))
    return NOTHING


def _users(request: ApiRequest) -> ApiResponse:
    reaction = request.message().reactions.get(reactions.parse_emoji(request.path_params["emoji_name"])[0])
    after = request.query_number("after", 0, least=0, most=1 << 63)
    found = [user for key, user in sorted(reaction.users.items()) if key > after] if reaction is not None else []
    return ApiResponse([user_json(user) for user in found[: request.query_number("limit", 25, least=1, most=100)]])


def routes() -> list[Route]:
    """The routes of this module."""
    return [
        Route("PUT", _ONE + "/@me", _add),
        Route("DELETE", _ONE + "/@me", _remove),
        Route("DELETE", _ONE + "/{user_id}", _remove),
        Route("GET", _ONE, _users),
        Route("DELETE", _ONE, _clear),
        Route("DELETE", _ALL, _clear),
    ]
