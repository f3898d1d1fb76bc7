"""Routes for threads."""

from __future__ import annotations

from local_discord.actions import channels
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json, thread_member_json
from local_discord.state.errors import unknown
from local_discord.state.flags import ChannelType, Permission


def _start(request: ApiRequest) -> ApiResponse:
    return ApiResponse(
        channel_json(channels.start_thread(request.world, request.user, request.channel(), request.body), request.user.id), 201
    )


def _start_under(request: ApiRequest) -> ApiResponse:
    thread = channels.start_thread(request.world, request.user, request.channel(), request.body, request.message())
    return ApiResponse(channel_json(thread, request.user.id), 201)


def _join(request: ApiRequest) -> ApiResponse:
    user = request.user if "user_id" not in request.path_params else request.world.user(request.path_id("user_id"))
    channels.join_thread(request.world, request.user, request.channel(), user, joined=request.method == "PUT")
    return NOTHING


def _members(request: ApiRequest) -> ApiResponse:
    thread = request.channel()
    if thread.thread is None:
        raise unknown("Channel")
    return ApiResponse([thread_member_json(thread, user_id) for user_id in thread.thread.members])


def _member(request: ApiRequest) -> ApiResponse:
    thread = request.channel()
    if thread.thread is None or request.path_id("user_id") not in thread.thread.members:
        raise unknown("Member")
    return ApiResponse(thread_member_json(thread, request.path_id("user_id")))


def _archived(request: ApiRequest, kind: ChannelType) -> ApiResponse:
    parent = request.channel(Permission.READ_MESSAGE_HISTORY)
    guild = request.world.guild_of(parent)
    found = [
        thread
        for thread in (guild.channels.values() if guild is not None else ())
        if thread.parent_id == parent.id and thread.type is kind and thread.thread is not None and thread.thread.archived
    ]
    return ApiResponse({"threads": [channel_json(thread, request.user.id) for thread in found], "members": [], "has_more": False})


def _archived_public(request: ApiRequest) -> ApiResponse:
    return _archived(request, ChannelType.PUBLIC_THREAD)


def _archived_private(request: ApiRequest) -> ApiResponse:
    request.channel(Permission.MANAGE_THREADS)
    return _archived(request, ChannelType.PRIVATE_THREAD)


def routes() -> list[Route]:
    """The routes of this module."""
    place = "/channels/{channel_id}"
    return [
        Route("POST", place + "/threads", _start),
        Route("POST", place + "/messages/{message_id}/threads", _start_under),
        Route("GET", place + "/threads/archived/public", _archived_public),
        Route("GET", place + "/threads/archived/private", _archived_private),
        Route("PUT", place + "/thread-members/@me", _join),
        Route("DELETE", place + "/thread-members/@me", _join),
        Route("PUT", place + "/thread-members/{user_id}", _join),
        Route("DELETE", place + "/thread-members/{user_id}", _join),
        Route("GET", place + "/thread-members", _members),
        Route("GET", place + "/thread-members/{user_id}", _member),
    ]
