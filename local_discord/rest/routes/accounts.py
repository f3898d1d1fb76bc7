"""Routes for users, applications and the gateway's URL."""

from __future__ import annotations

from local_discord.actions import channels, guilds
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json
from local_discord.serializers.people import application_json, member_json, own_user_json, user_json
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError
from local_discord.validation.form import Form, form_error


def _me(request: ApiRequest) -> ApiResponse:
    return ApiResponse(own_user_json(request.user))


def _edit_me(request: ApiRequest) -> ApiResponse:
    form = Form()
    name = form.text(request.body, "username", (), least=2, most=32)
    form.raise_errors()
    request.user.name = name or request.user.name
    return ApiResponse(own_user_json(request.user))


def _user(request: ApiRequest) -> ApiResponse:
    return ApiResponse(user_json(request.world.user(request.path_id("user_id"))))


def _application(request: ApiRequest) -> ApiResponse:
    return ApiResponse(application_json(request.bot, request.world.guilds_of(request.user.id)))


def _edit_application(request: ApiRequest) -> ApiResponse:
    form = Form()
    form.text(request.body, "description", (), most=400)
    form.raise_errors()
    request.bot.description = request.body.get("description") or request.bot.description
    return _application(request)


def _named_application(request: ApiRequest) -> ApiResponse:
    request.own_application()
    return _application(request)


def _emojis(request: ApiRequest) -> ApiResponse:
    request.own_application()
    return ApiResponse({"items": []})


def _empty_list(request: ApiRequest) -> ApiResponse:
    request.own_application()
    return ApiResponse([])


def _my_guilds(request: ApiRequest) -> ApiResponse:
    memberships = request.world.guilds_of(request.user.id)
    summaries: list[JSON] = [
        {"id": str(g.id), "name": g.name, "icon": None, "banner": None, "owner": False, "permissions": "0", "features": []}
        for g in memberships
    ]
    return ApiResponse(summaries[: request.query_number("limit", 200, least=1, most=200)])


def _my_membership(request: ApiRequest) -> ApiResponse:
    return ApiResponse(member_json(request.world.member(request.path_id("guild_id"), request.user.id)))


def _leave(request: ApiRequest) -> ApiResponse:
    guilds.leave(request.world, request.world.guild(request.path_id("guild_id")), request.user)
    return NOTHING


def _open_dm(request: ApiRequest) -> ApiResponse:
    recipient = request.body.get("recipient_id")
    if recipient is None:
        raise form_error(("recipient_id",), "BASE_TYPE_REQUIRED", "This field is required")
    other = request.world.user(int(recipient))
    if other.bot:
        raise RefusalError(400, 50007, "Cannot send messages to this user")
    return ApiResponse(channel_json(channels.open_dm(request.world, request.user, other), request.user.id))


def _gateway(request: ApiRequest) -> ApiResponse:
    return ApiResponse({"url": request.gateway.url})


def _gateway_bot(request: ApiRequest) -> ApiResponse:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
    return ApiResponse({"url": request.gateway.url, "shards": 1, "session_start_limit": limit})


def routes() -> list[Route]:
    """The routes of this module."""
    return [
        Route("GET", "/users/@me", _me),
        Route("PATCH", "/users/@me", _edit_me),
        Route("GET", "/users/@me/guilds", _my_guilds),
        Route("GET", "/users/@me/guilds/{guild_id}/member", _my_membership),
        Route("DELETE", "/users/@me/guilds/{guild_id}", _leave),
        Route("POST", "/users/@me/channels", _open_dm),
        Route("GET", "/users/{user_id}", _user),
        Route("GET", "/applications/@me", _application),
        Route("PATCH", "/applications/@me", _edit_application),
        Route("GET", "/oauth2/applications/@me", _application),
        Route("GET", "/applications/{application_id}", _named_application),
        Route("GET", "/applications/{application_id}/emojis", _emojis),
        Route("GET", "/applications/{application_id}/entitlements", _empty_list),
        Route("GET", "/applications/{application_id}/skus", _empty_list),
        Route("GET", "/gateway", _gateway, public=True),
        Route("GET", "/gateway/bot", _gateway_bot),
    ]
