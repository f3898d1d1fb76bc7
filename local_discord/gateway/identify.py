"""Validation of IDENTIFY and RESUME: token, intents and shard, each with its own close code."""

from __future__ import annotations

from local_discord.state.accounts import JSON, Application
from local_discord.state.flags import ALL_INTENTS, PRIVILEGED_INTENTS, Intent
from local_discord.state.world import World


class CloseError(Exception):
    """The gateway must close the connection with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def validate_identify(world: World, data: JSON) -> tuple[Application, Intent, tuple[int, int]]:
    """The application, the intents, and the shard (id and count) of a valid IDENTIFY payload.

    Raises CloseError: 4004 for an unknown token, 4010 for an invalid shard, 4013 for unknown intents, and 4014 for
    privileged intents that the application may not use.
    """
    application = authenticate(world, data.get("token"))
    shard = _shard(data.get("shard"))
    requested = data.get("intents")
    if not isinstance(requested, int) or requested & ~int(ALL_INTENTS):
        raise CloseError(4013)
    intents = Intent(requested)
    if intents & PRIVILEGED_INTENTS & ~application.allowed_intents:
        raise CloseError(4014)
    return application, intents, shard


def authenticate(world: World, token: object) -> Application:
    """The application with that token; raises CloseError 4004 if there is none."""
    application = world.application_with_token(str(token).removeprefix("Bot "))
    if application is None:
        raise CloseError(4004)
    return application


def _shard(value: object) -> tuple[int, int]:
    if value is None:
        return 0, 1
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)):
        raise CloseError(4010)
    shard, shards = value
    if not 0 <= shard < shards:
        raise CloseError(4010)
    return shard, shards
