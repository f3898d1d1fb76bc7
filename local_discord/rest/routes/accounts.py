"""Users, applications, and where the gateway is."""

from __future__ import annotations

from local_discord.actions import channels, guilds
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json
from local_discord.serializers.people import application_json, member_json, own_user_json, user_json
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError
from local_discord.validation.form import Form, refuse


def _me(call: ApiRequest) -> ApiResponse:
    return ApiResponse(own_user_json(call.user))


def _edit_me(call: ApiRequest) -> ApiResponse:
    form = Form()
    name = form.text(call.body, "username", (), least=2, most=32)
    form.done()
    call.user.name = name or call.user.name
    return ApiResponse(own_user_json(call.user))


def _user(call: ApiRequest) -> ApiResponse:
    return ApiResponse(user_json(call.world.user(call.id("user_id"))))


def _application(call: ApiRequest) -> ApiResponse:
    return ApiResponse(application_json(call.bot, call.world.guilds_of(call.user.id)))


def _edit_application(call: ApiRequest) -> ApiResponse:
    form = Form()
    form.text(call.body, "description", (), most=400)
    form.done()
    call.bot.description = call.body.get("description") or call.bot.description
    return _application(call)


def _named_application(call: ApiRequest) -> ApiResponse:
    call.own_application()
    return _application(call)


def _emojis(call: ApiRequest) -> ApiResponse:
    call.own_application()
    return ApiResponse({"items": []})


def _none(call: ApiRequest) -> ApiResponse:
    call.own_application()
    return ApiResponse([])


def _my_guilds(call: ApiRequest) -> ApiResponse:
    mine = call.world.guilds_of(call.user.id)
    shown: list[JSON] = [
        {"id": str(g.id), "name": g.name, "icon": None, "banner": None, "owner": False, "permissions": "0", "features": []}
        for g in mine
    ]
    return ApiResponse(shown[: call.number("limit", 200, least=1, most=200)])


def _my_membership(call: ApiRequest) -> ApiResponse:
    return ApiResponse(member_json(call.world.member(call.id("guild_id"), call.user.id)))


def _leave(call: ApiRequest) -> ApiResponse:
    guilds.leave(call.world, call.world.guild(call.id("guild_id")), call.user)
    return NOTHING


def _open_dm(call: ApiRequest) -> ApiResponse:
    recipient = call.body.get("recipient_id")
    if recipient is None:
        raise refuse(("recipient_id",), "BASE_TYPE_REQUIRED", "This field is required")
    other = call.world.user(int(recipient))
    if other.bot:
        raise RefusalError(400, 50007, "Cannot send messages to this user")
    return ApiResponse(channel_json(channels.open_dm(call.world, call.user, other), call.user.id))


def _gateway(call: ApiRequest) -> ApiResponse:
    return ApiResponse({"url": call.gateway.url})


def _gateway_bot(call: ApiRequest) -> ApiResponse:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}
    return ApiResponse({"url": call.gateway.url, "shards": 1, "session_start_limit": limit})


def routes() -> list[Route]:
    """The routes of this subject."""
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
        Route("GET", "/applications/{application_id}/entitlements", _none),
        Route("GET", "/applications/{application_id}/skus", _none),
        Route("GET", "/gateway", _gateway, open=True),
        Route("GET", "/gateway/bot", _gateway_bot),
    ]
