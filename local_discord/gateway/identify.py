"""Who may begin a session: token, intents and shard, each refused with its own close code."""

from __future__ import annotations

from local_discord.state.accounts import JSON, Application
from local_discord.state.flags import ALL_INTENTS, PRIVILEGED_INTENTS, Intent
from local_discord.state.world import World


class CloseError(Exception):
    """The gateway ends the connection with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def validate_identify(world: World, data: JSON) -> tuple[Application, Intent, tuple[int, int]]:
    """Whose session it will be, what it wants to hear of, and which shard of how many it is.

    Closes with 4004 for a wrong token, 4010 for a shard that cannot be, 4013 for intents that do not exist, 4014 for
    privileged ones that the application may not ask for.
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
    """The application with that token, or 4004."""
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
