"""Threads."""

from __future__ import annotations

from local_discord.actions import channels
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.channels import channel_json, thread_member_json
from local_discord.state.errors import unknown
from local_discord.state.flags import ChannelType, Permission


def _start(call: ApiRequest) -> ApiResponse:
    return ApiResponse(channel_json(channels.start_thread(call.world, call.user, call.channel(), call.body), call.user.id), 201)


def _start_under(call: ApiRequest) -> ApiResponse:
    thread = channels.start_thread(call.world, call.user, call.channel(), call.body, call.message())
    return ApiResponse(channel_json(thread, call.user.id), 201)


def _join(call: ApiRequest) -> ApiResponse:
    user = call.user if "user_id" not in call.parts else call.world.user(call.id("user_id"))
    channels.join_thread(call.world, call.user, call.channel(), user, joined=call.method == "PUT")
    return NOTHING


def _members(call: ApiRequest) -> ApiResponse:
    thread = call.channel()
    if thread.thread is None:
        raise unknown("Channel")
    return ApiResponse([thread_member_json(thread, user_id) for user_id in thread.thread.members])


def _member(call: ApiRequest) -> ApiResponse:
    thread = call.channel()
    if thread.thread is None or call.id("user_id") not in thread.thread.members:
        raise unknown("Member")
    return ApiResponse(thread_member_json(thread, call.id("user_id")))


def _archived(call: ApiRequest, kind: ChannelType) -> ApiResponse:
    parent = call.channel(Permission.READ_MESSAGE_HISTORY)
    guild = call.world.guild_of(parent)
    found = [
        thread
        for thread in (guild.channels.values() if guild is not None else ())
        if thread.parent_id == parent.id and thread.type is kind and thread.thread is not None and thread.thread.archived
    ]
    return ApiResponse({"threads": [channel_json(thread, call.user.id) for thread in found], "members": [], "has_more": False})


def _archived_public(call: ApiRequest) -> ApiResponse:
    return _archived(call, ChannelType.PUBLIC_THREAD)


def _archived_private(call: ApiRequest) -> ApiResponse:
    call.channel(Permission.MANAGE_THREADS)
    return _archived(call, ChannelType.PRIVATE_THREAD)


def routes() -> list[Route]:
    """The routes of this subject."""
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
