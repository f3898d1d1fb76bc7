"""What a route is asked and what it answers; routes are plain functions from one to the other."""

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
    """A status and a body; None is no body at all."""

    body: Any = None
    status: int = 200


NOTHING = ApiResponse(None, 204)


@dataclass(frozen=True)
class ApiRequest:
    """One request, read and known to be from `application` (None on the routes that need no token)."""

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
        """The asking application, or 401."""
        if self.application is None:
            raise unauthorized()
        return self.application

    @property
    def user(self) -> User:
        """The asking bot's account, or 401."""
        return self.bot.user

    @property
    def body(self) -> JSON:
        """The form; empty when there was none."""
        if self.payload is None:
            return {}
        if not isinstance(self.payload, dict):
            raise form_error((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return self.payload

    def path_id(self, name: str) -> int:
        """A snowflake of the path, or 50035."""
        value = self.path_params[name]
        if not value.isdecimal():
            raise form_error((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    def query_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A number of the query, or 50035."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isdecimal() or not least <= int(text) <= most:
            raise form_error((name,), "NUMBER_TYPE_MAX", f"int value should be between {least} and {most}.")
        return int(text)

    def query_flag(self, name: str) -> bool:
        """Whether a switch of the query is on."""
        return self.query.get(name, "").lower() in ("1", "true")

    def channel(self, wanted: Permission = Permission.VIEW_CHANNEL) -> Channel:
        """The channel that the path names, seen by the bot with the wanted permissions, or 10003, 50001, 50013."""
        channel = self.world.channel(self.path_id("channel_id"))
        require_permissions(self.world, self.user.id, channel, wanted)
        return channel

    def message(self) -> Message:
        """The message that the path names; ephemeral ones are not reached this way."""
        channel = self.channel()
        message = self.world.message(channel.id, self.path_id("message_id"))
        if message.ephemeral:
            raise RefusalError(404, 10008, "Unknown Message")
        return message

    def own_application(self) -> Application:
        """The application that the path names, which must be the asking one (else 20012)."""
        if self.path_id("application_id") != self.bot.id:
            raise RefusalError(403, 20012, "You are not authorized to perform this action on this application")
        return self.bot


Handler = Callable[[ApiRequest], ApiResponse]


@dataclass(frozen=True)
class Route:
    """A method, a path as Discord's description writes it, and what answers.

    `open` routes need no token; those that are not `limited` have no rate limit of their own and say nothing of one.
    """

    method: str
    path: str
    handler: Handler
    public: bool = False
    rate_limited: bool = True
