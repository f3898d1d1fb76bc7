"""Routes for messages and pins."""

from __future__ import annotations

from local_discord.actions import messages, reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.messages import message_json, without_content
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError
from local_discord.state.flags import Intent, Permission
from local_discord.state.ids import created_at, timestamp
from local_discord.state.messages import Message
from local_discord.state.permissions import can_see, has_permissions, require_permissions
from local_discord.validation.form import Form

_BULK_AGE = 14 * 24 * 3600


def _message_data(request: ApiRequest, message: Message) -> JSON:
    data = message_json(request.world, message, request.user.id)
    # Over HTTP the application's allowed intents decide, not those that a session requested.
    if Intent.MESSAGE_CONTENT in request.bot.allowed_intents:
        return data
    return without_content(request.world, data, message, request.user.id)


def _create(request: ApiRequest) -> ApiResponse:
    channel = request.channel()
    messages.check_may_post(request.world, request.user, channel, request.uploads)
    if request.body.get("message_reference"):
        require_permissions(request.world, request.user.id, channel, Permission.READ_MESSAGE_HISTORY)
    return ApiResponse(_message_data(request, messages.post(request.world, request.user, channel, request.body, request.uploads)))


def _list(request: ApiRequest) -> ApiResponse:
    channel = request.channel()
    limit = request.query_number("limit", 50, least=1, most=100)
    if not has_permissions(request.world, request.user.id, channel, Permission.READ_MESSAGE_HISTORY):
        return ApiResponse([])
    stored = request.world.messages.get(channel.id, {}).values()
    found = [message for message in stored if not message.ephemeral and can_see(request.world, request.user.id, message)]
    bounds = {name: request.query_number(name, 0, least=0, most=1 << 63) for name in ("before", "after", "around")}
    if bounds["around"]:
        found.sort(key=lambda message: abs(message.id - bounds["around"]))
        found = sorted(found[:limit], key=lambda message: message.id)
    elif bounds["after"]:
        found = [message for message in found if message.id > bounds["after"]][:limit]
    else:
        before = bounds["before"]
        found = [message for message in found if not before or message.id < before][-limit:]
    return ApiResponse([_message_data(request, message) for message in reversed(found)])


def _get(request: ApiRequest) -> ApiResponse:
    require_permissions(request.world, request.user.id, request.channel(), Permission.READ_MESSAGE_HISTORY)
    return ApiResponse(_message_data(request, request.message()))


def _edit(request: ApiRequest) -> ApiResponse:
    message = request.message()
    if message.author is not request.user:
        others = set(request.body) - {"flags"}
        if others or not has_permissions(request.world, request.user.id, request.channel(), Permission.MANAGE_MESSAGES):
            raise RefusalError(403, 50005, "Cannot edit a message authored by another user")
    return ApiResponse(_message_data(request, messages.edit(request.world, message, request.body, request.uploads)))


def _delete(request: ApiRequest) -> ApiResponse:
    message = request.message()
    if message.author is not request.user:
        if request.channel().is_private:
            raise RefusalError(403, 50003, "Cannot execute action on a DM channel")
        require_permissions(request.world, request.user.id, request.channel(), Permission.MANAGE_MESSAGES)
    messages.delete(request.world, message)
    return NOTHING


def _bulk_delete(request: ApiRequest) -> ApiResponse:
    channel = request.channel(Permission.MANAGE_MESSAGES)
    form = Form()
    ids = form.values(request.body, "messages", (), least=2, most=100, required=True)
    form.raise_errors()
    stored = request.world.messages.get(channel.id, {})
    found = [stored[int(message_id)] for message_id in ids if int(message_id) in stored]
    if any(request.world.clock.now() - created_at(message.id) > _BULK_AGE for message in found):
        raise RefusalError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    messages.delete_many(request.world, channel, found)
    return NOTHING


def _pins(request: ApiRequest) -> ApiResponse:
    pins = reactions.pins_of(request.world, request.channel())
    items = [{"pinned_at": timestamp(created_at(pin.id)), "message": _message_data(request, pin)} for pin in pins]
    return ApiResponse({"items": items, "has_more": False})


def _old_pins(request: ApiRequest) -> ApiResponse:
    return ApiResponse([_message_data(request, pin) for pin in reactions.pins_of(request.world, request.channel())])


def _pin(request: ApiRequest) -> ApiResponse:
    reactions.pin(request.world, request.user, request.message(), pinned=request.method == "PUT")
    return NOTHING


def routes() -> list[Route]:
    """The routes of this module."""
    place = "/channels/{channel_id}"
    pins = [
        Route(method, place + path + "/{message_id}", _pin)
        for path in ("/messages/pins", "/pins")
        for method in ("PUT", "DELETE")
    ]
    return [
        Route("GET", place + "/messages/pins", _pins),
        Route("GET", place + "/pins", _old_pins),
        *pins,
        Route("POST", place + "/messages/bulk-delete", _bulk_delete),
        Route("GET", place + "/messages", _list),
        Route("POST", place + "/messages", _create),
        Route("GET", place + "/messages/{message_id}", _get),
        Route("PATCH", place + "/messages/{message_id}", _edit),
        Route("DELETE", place + "/messages/{message_id}", _delete),
    ]
