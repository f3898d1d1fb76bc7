"""Routes for guilds and their channels, members and roles."""

from __future__ import annotations

from local_discord.actions import channels, guilds
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json, guild_json, thread_member_json
from local_discord.serializers.people import member_json, role_json
from local_discord.state.errors import missing_access, unknown
from local_discord.state.flags import Permission
from local_discord.state.guilds import Guild, Role
from local_discord.state.permissions import permissions_in


def _guild_of(request: ApiRequest) -> Guild:
    guild = request.world.guild(request.path_id("guild_id"))
    if request.user.id not in guild.members:
        raise missing_access()
    return guild


def _get(request: ApiRequest) -> ApiResponse:
    guild = _guild_of(request)
    data = guild_json(guild)
    if request.query_flag("with_counts"):
        data |= {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
    return ApiResponse(data)


def _channels(request: ApiRequest) -> ApiResponse:
    return ApiResponse([channel_json(channel) for channel in _guild_of(request).channels.values() if not channel.is_thread])


def _create_channel(request: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(channels.create_channel(request.world, request.user, _guild_of(request), request.body)), 201)


def _active_threads(request: ApiRequest) -> ApiResponse:
    guild = _guild_of(request)
    visible = [
        channel
        for channel in guild.channels.values()
        if channel.thread is not None
        and not channel.thread.archived
        and permissions_in(request.world, request.user.id, channel) & Permission.VIEW_CHANNEL
    ]
    joined = [thread for thread in visible if thread.thread is not None and request.user.id in thread.thread.members]
    members = [thread_member_json(thread, request.user.id) for thread in joined]
    return ApiResponse({"threads": [channel_json(thread, request.user.id) for thread in visible], "members": members})


def _members(request: ApiRequest) -> ApiResponse:
    after = request.query_number("after", 0, least=0, most=1 << 63)
    found = [member for key, member in sorted(_guild_of(request).members.items()) if key > after]
    return ApiResponse([member_json(member) for member in found[: request.query_number("limit", 1, least=1, most=1000)]])


def _search_members(request: ApiRequest) -> ApiResponse:
    prefix = request.query.get("query", "").lower()
    names = [(m, (m.nick or m.user.display_name or m.user.name).lower()) for m in _guild_of(request).members.values()]
    found = [member for member, name in names if name.startswith(prefix) or member.user.name.startswith(prefix)]
    return ApiResponse([member_json(member) for member in found[: request.query_number("limit", 1, least=1, most=1000)]])


def _member(request: ApiRequest) -> ApiResponse:
    return ApiResponse(member_json(request.world.member(_guild_of(request).id, request.path_id("user_id"))))


def _edit_member(request: ApiRequest) -> ApiResponse:
    user_id = request.user.id if "user_id" not in request.path_params else request.path_id("user_id")
    return ApiResponse(member_json(guilds.edit_member(request.world, request.user, _guild_of(request), user_id, request.body)))


def _remove_member(request: ApiRequest) -> ApiResponse:
    guilds.kick(request.world, request.user, _guild_of(request), request.world.user(request.path_id("user_id")))
    return NOTHING


def _give_role(request: ApiRequest) -> ApiResponse:
    given = request.method == "PUT"
    guilds.give_role(
        request.world, request.user, _guild_of(request), request.path_id("user_id"), request.path_id("role_id"), given=given
    )
    return NOTHING


def _roles(request: ApiRequest) -> ApiResponse:
    return ApiResponse([role_json(role) for role in _guild_of(request).roles.values()])


def _role_of(request: ApiRequest) -> Role:
    role = _guild_of(request).roles.get(request.path_id("role_id"))
    if role is None:
        raise unknown("Role")
    return role


def _role(request: ApiRequest) -> ApiResponse:
    return ApiResponse(role_json(_role_of(request)))


def _create_role(request: ApiRequest) -> ApiResponse:
    return ApiResponse(role_json(guilds.create_role(request.world, request.user, _guild_of(request), request.body)))


def _edit_role(request: ApiRequest) -> ApiResponse:
    return ApiResponse(
        role_json(guilds.edit_role(request.world, request.user, _guild_of(request), request.path_id("role_id"), request.body))
    )


def _delete_role(request: ApiRequest) -> ApiResponse:
    guilds.delete_role(request.world, request.user, _guild_of(request), request.path_id("role_id"))
    return NOTHING


def _empty_list(request: ApiRequest) -> ApiResponse:
    _guild_of(request)
    return ApiResponse([])


def routes() -> list[Route]:
    """The routes of this module."""
    return [
        Route("GET", "/guilds/{guild_id}", _get),
        Route("GET", "/guilds/{guild_id}/channels", _channels),
        Route("POST", "/guilds/{guild_id}/channels", _create_channel),
        Route("GET", "/guilds/{guild_id}/threads/active", _active_threads),
        Route("GET", "/guilds/{guild_id}/members", _members),
        Route("GET", "/guilds/{guild_id}/members/search", _search_members),
        Route("PATCH", "/guilds/{guild_id}/members/@me", _edit_member),
        Route("GET", "/guilds/{guild_id}/members/{user_id}", _member),
        Route("PATCH", "/guilds/{guild_id}/members/{user_id}", _edit_member),
        Route("DELETE", "/guilds/{guild_id}/members/{user_id}", _remove_member),
        Route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", _give_role),
        Route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", _give_role),
        Route("GET", "/guilds/{guild_id}/roles", _roles),
        Route("POST", "/guilds/{guild_id}/roles", _create_role),
        Route("GET", "/guilds/{guild_id}/roles/{role_id}", _role),
        Route("PATCH", "/guilds/{guild_id}/roles/{role_id}", _edit_role),
        Route("DELETE", "/guilds/{guild_id}/roles/{role_id}", _delete_role),
        Route("GET", "/guilds/{guild_id}/emojis", _empty_list),
        Route("GET", "/guilds/{guild_id}/webhooks", _empty_list),
        Route("GET", "/guilds/{guild_id}/invites", _empty_list),
    ]
