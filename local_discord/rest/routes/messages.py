"""Messages and pins."""

from __future__ import annotations

from local_discord.actions import messages, reactions
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.messages import blanked, message_json
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError
from local_discord.state.flags import Intent, Permission
from local_discord.state.ids import created_at, timestamp
from local_discord.state.messages import Message
from local_discord.state.permissions import may, require, sees
from local_discord.validation.form import Form

_BULK_AGE = 14 * 24 * 3600


def _shown(call: ApiRequest, message: Message) -> JSON:
    data = message_json(call.world, message, call.user.id)
    # Over HTTP what counts is what the application may ask for, not what a session asked for.
    if Intent.MESSAGE_CONTENT in call.bot.allowed_intents:
        return data
    return blanked(call.world, data, message, call.user.id)


def _create(call: ApiRequest) -> ApiResponse:
    channel = call.channel()
    messages.check_may_post(call.world, call.user, channel, call.uploads)
    if call.body.get("message_reference"):
        require(call.world, call.user.id, channel, Permission.READ_MESSAGE_HISTORY)
    return ApiResponse(_shown(call, messages.post(call.world, call.user, channel, call.body, call.uploads)))


def _list(call: ApiRequest) -> ApiResponse:
    channel = call.channel()
    limit = call.number("limit", 50, least=1, most=100)
    if not may(call.world, call.user.id, channel, Permission.READ_MESSAGE_HISTORY):
        return ApiResponse([])
    kept = call.world.messages.get(channel.id, {}).values()
    found = [message for message in kept if not message.ephemeral and sees(call.world, call.user.id, message)]
    bounds = {name: call.number(name, 0, least=0, most=1 << 63) for name in ("before", "after", "around")}
    if bounds["around"]:
        found.sort(key=lambda message: abs(message.id - bounds["around"]))
        found = sorted(found[:limit], key=lambda message: message.id)
    elif bounds["after"]:
        found = [message for message in found if message.id > bounds["after"]][:limit]
    else:
        before = bounds["before"]
        found = [message for message in found if not before or message.id < before][-limit:]
    return ApiResponse([_shown(call, message) for message in reversed(found)])


def _get(call: ApiRequest) -> ApiResponse:
    require(call.world, call.user.id, call.channel(), Permission.READ_MESSAGE_HISTORY)
    return ApiResponse(_shown(call, call.message()))


def _edit(call: ApiRequest) -> ApiResponse:
    message = call.message()
    if message.author is not call.user:
        others = set(call.body) - {"flags"}
        if others or not may(call.world, call.user.id, call.channel(), Permission.MANAGE_MESSAGES):
            raise RefusalError(403, 50005, "Cannot edit a message authored by another user")
    return ApiResponse(_shown(call, messages.edit(call.world, message, call.body, call.uploads)))


def _delete(call: ApiRequest) -> ApiResponse:
    message = call.message()
    if message.author is not call.user:
        if call.channel().is_private:
            raise RefusalError(403, 50003, "Cannot execute action on a DM channel")
        require(call.world, call.user.id, call.channel(), Permission.MANAGE_MESSAGES)
    messages.delete(call.world, message)
    return NOTHING


def _bulk_delete(call: ApiRequest) -> ApiResponse:
    channel = call.channel(Permission.MANAGE_MESSAGES)
    form = Form()
    ids = form.values(call.body, "messages", (), least=2, most=100, required=True)
    form.done()
    kept = call.world.messages.get(channel.id, {})
    found = [kept[int(one)] for one in ids if int(one) in kept]
    if any(call.world.clock.now() - created_at(message.id) > _BULK_AGE for message in found):
        raise RefusalError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    messages.delete_many(call.world, channel, found)
    return NOTHING


def _pins(call: ApiRequest) -> ApiResponse:
    pins = reactions.pins_of(call.world, call.channel())
    items = [{"pinned_at": timestamp(created_at(pin.id)), "message": _shown(call, pin)} for pin in pins]
    return ApiResponse({"items": items, "has_more": False})


def _old_pins(call: ApiRequest) -> ApiResponse:
    return ApiResponse([_shown(call, pin) for pin in reactions.pins_of(call.world, call.channel())])


def _pin(call: ApiRequest) -> ApiResponse:
    reactions.pin(call.world, call.user, call.message(), pinned=call.method == "PUT")
    return NOTHING


def routes() -> list[Route]:
    """The routes of this subject."""
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
