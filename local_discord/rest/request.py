"""Requests, responses and routes. A route's handler is a function from a request to a response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from local_discord.gateway.server import Gateway
from local_discord.state.accounts import JSON, Application, User
from local_discord.state.errors import RefusalError, unauthorized
from local_discord.state.flags import Permission
from local_discord.state.guilds import Channel
from local_discord.state.messages import Message, Upload
from local_discord.state.permissions import require_permissions
from local_discord.state.world import World
from local_discord.validation.form import form_error


@dataclass(frozen=True)
class ApiResponse:
    """A response: its status and its JSON body; None means no body."""

    body: Any = None
    status: int = 200


NOTHING = ApiResponse(None, 204)


@dataclass(frozen=True)
class ApiRequest:
    """A parsed and authenticated request. `application` is None if the request has no valid token, as public routes allow."""

    world: World
    gateway: Gateway
    method: str
    path_params: dict[str, str]
    query: dict[str, str]
    application: Application | None
    payload: Any = None
    uploads: Sequence[Upload] = field(default=())

    @property
    def bot(self) -> Application:
        """The application that sent the request; raises 401 without a valid token."""
        if self.application is None:
            raise unauthorized()
        return self.application

    @property
    def user(self) -> User:
        """The account of the bot that sent the request; raises 401 without a valid token."""
        return self.bot.user

    @property
    def body(self) -> JSON:
        """The JSON object in the body, empty without a body; raises 50035 if the body is not an object."""
        if self.payload is None:
            return {}
        if not isinstance(self.payload, dict):
            raise form_error((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return self.payload

    def path_id(self, name: str) -> int:
        """An id in the path; raises 50035 if it is not a number."""
        value = self.path_params[name]
        if not value.isdecimal():
            raise form_error((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    def query_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A number in the query, `default` if it is missing; raises 50035 if it is not within `least` and `most`."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isdecimal() or not least <= int(text) <= most:
            raise form_error((name,), "NUMBER_TYPE_MAX", f"int value should be between {least} and {most}.")
        return int(text)

    def query_flag(self, name: str) -> bool:
        """Whether a boolean parameter of the query is true."""
        return self.query.get(name, "").lower() in ("1", "true")

    def channel(self, wanted: Permission = Permission.VIEW_CHANNEL) -> Channel:
        """The channel in the path.

        Raises 10003 for an unknown channel, 50001 if the bot does not see it, and 50013 if it lacks a wanted permission.
        """
        channel = self.world.channel(self.path_id("channel_id"))
        require_permissions(self.world, self.user.id, channel, wanted)
        return channel

    def message(self) -> Message:
        """The message in the path; raises 10008 if it is unknown or ephemeral."""
        channel = self.channel()
        message = self.world.message(channel.id, self.path_id("message_id"))
        if message.ephemeral:
            raise RefusalError(404, 10008, "Unknown Message")
        return message

    def own_application(self) -> Application:
        """The application in the path; raises 20012 unless it is the one that sent the request."""
        if self.path_id("application_id") != self.bot.id:
            raise RefusalError(403, 20012, "You are not authorized to perform this action on this application")
        return self.bot


Handler = Callable[[ApiRequest], ApiResponse]


@dataclass(frozen=True)
class Route:
    """An HTTP method, a path template in the notation of Discord's description, and a handler.

    A `public` route needs no token. A route that is not `rate_limited` has no bucket and sends no rate limit headers.
    """

    method: str
    path: str
    handler: Handler
    public: bool = False
    rate_limited: bool = True
