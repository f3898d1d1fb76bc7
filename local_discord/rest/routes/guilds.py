"""Guilds, their channels, members and roles."""

from __future__ import annotations

from local_discord.actions import channels, guilds
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json, guild_json, thread_member_json
from local_discord.serializers.people import member_json, role_json
from local_discord.state.errors import missing_access, unknown
from local_discord.state.flags import Permission
from local_discord.state.guilds import Guild, Role
from local_discord.state.permissions import permissions_in


def _guild_of(call: ApiRequest) -> Guild:
    guild = call.world.guild(call.id("guild_id"))
    if call.user.id not in guild.members:
        raise missing_access()
    return guild


def _get(call: ApiRequest) -> ApiResponse:
    guild = _guild_of(call)
    data = guild_json(guild)
    if call.asks("with_counts"):
        data |= {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
    return ApiResponse(data)


def _channels(call: ApiRequest) -> ApiResponse:
    return ApiResponse([channel_json(channel) for channel in _guild_of(call).channels.values() if not channel.is_thread])


def _create_channel(call: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(channels.create_channel(call.world, call.user, _guild_of(call), call.body)), 201)


def _active_threads(call: ApiRequest) -> ApiResponse:
    guild = _guild_of(call)
    seen = [
        channel
        for channel in guild.channels.values()
        if channel.thread is not None
        and not channel.thread.archived
        and permissions_in(call.world, call.user.id, channel) & Permission.VIEW_CHANNEL
    ]
    mine = [thread for thread in seen if thread.thread is not None and call.user.id in thread.thread.members]
    members = [thread_member_json(thread, call.user.id) for thread in mine]
    return ApiResponse({"threads": [channel_json(thread, call.user.id) for thread in seen], "members": members})


def _members(call: ApiRequest) -> ApiResponse:
    after = call.number("after", 0, least=0, most=1 << 63)
    found = [member for key, member in sorted(_guild_of(call).members.items()) if key > after]
    return ApiResponse([member_json(member) for member in found[: call.number("limit", 1, least=1, most=1000)]])


def _search_members(call: ApiRequest) -> ApiResponse:
    start = call.query.get("query", "").lower()
    names = [(m, (m.nick or m.user.display_name or m.user.name).lower()) for m in _guild_of(call).members.values()]
    found = [member for member, name in names if name.startswith(start) or member.user.name.startswith(start)]
    return ApiResponse([member_json(member) for member in found[: call.number("limit", 1, least=1, most=1000)]])


def _member(call: ApiRequest) -> ApiResponse:
    return ApiResponse(member_json(call.world.member(_guild_of(call).id, call.id("user_id"))))


def _edit_member(call: ApiRequest) -> ApiResponse:
    user_id = call.user.id if "user_id" not in call.parts else call.id("user_id")
    return ApiResponse(member_json(guilds.edit_member(call.world, call.user, _guild_of(call), user_id, call.body)))


def _remove_member(call: ApiRequest) -> ApiResponse:
    guilds.remove(call.world, call.user, _guild_of(call), call.world.user(call.id("user_id")))
    return NOTHING


def _give_role(call: ApiRequest) -> ApiResponse:
    given = call.method == "PUT"
    guilds.give_role(call.world, call.user, _guild_of(call), call.id("user_id"), call.id("role_id"), given=given)
    return NOTHING


def _roles(call: ApiRequest) -> ApiResponse:
    return ApiResponse([role_json(role) for role in _guild_of(call).roles.values()])


def _role_of(call: ApiRequest) -> Role:
    role = _guild_of(call).roles.get(call.id("role_id"))
    if role is None:
        raise unknown("Role")
    return role


def _role(call: ApiRequest) -> ApiResponse:
    return ApiResponse(role_json(_role_of(call)))


def _create_role(call: ApiRequest) -> ApiResponse:
    return ApiResponse(role_json(guilds.create_role(call.world, call.user, _guild_of(call), call.body)))


def _edit_role(call: ApiRequest) -> ApiResponse:
    return ApiResponse(role_json(guilds.edit_role(call.world, call.user, _guild_of(call), call.id("role_id"), call.body)))


def _delete_role(call: ApiRequest) -> ApiResponse:
    guilds.delete_role(call.world, call.user, _guild_of(call), call.id("role_id"))
    return NOTHING


def _empty(call: ApiRequest) -> ApiResponse:
    _guild_of(call)
    return ApiResponse([])


def routes() -> list[Route]:
    """The routes of this subject."""
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
        Route("GET", "/guilds/{guild_id}/emojis", _empty),
        Route("GET", "/guilds/{guild_id}/webhooks", _empty),
        Route("GET", "/guilds/{guild_id}/invites", _empty),
    ]
