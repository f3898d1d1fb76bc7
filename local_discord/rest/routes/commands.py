"""Application commands, global and of one guild."""

from __future__ import annotations

from local_discord.actions import commands
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.people import command_json
from local_discord.state.accounts import Application, Command
from local_discord.validation.form import refuse


def _place(call: ApiRequest) -> tuple[Application, int | None]:
    application = call.own_application()
    guild_id = call.id("guild_id") if "guild_id" in call.parts else None
    commands.require_guild(call.world, application, guild_id)
    return application, guild_id


def _one(call: ApiRequest) -> Command:
    application, guild_id = _place(call)
    return commands.command_with_id(application, guild_id, call.id("command_id"))


def _list(call: ApiRequest) -> ApiResponse:
    application, guild_id = _place(call)
    shown = commands.commands_in(application, guild_id)
    return ApiResponse([command_json(command, with_localizations=call.asks("with_localizations")) for command in shown])


def _overwrite(call: ApiRequest) -> ApiResponse:
    application, guild_id = _place(call)
    if not isinstance(call.payload, list):
        raise refuse((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    registered = commands.register_all(call.world, application, guild_id, call.payload)
    return ApiResponse([command_json(command) for command in registered])


def _create(call: ApiRequest) -> ApiResponse:
    application, guild_id = _place(call)
    command, new = commands.register(call.world, application, guild_id, call.body)
    return ApiResponse(command_json(command), 201 if new else 200)


def _get(call: ApiRequest) -> ApiResponse:
    return ApiResponse(command_json(_one(call)))


def _edit(call: ApiRequest) -> ApiResponse:
    return ApiResponse(command_json(commands.change(call.world, call.bot, _one(call), call.body)))


def _delete(call: ApiRequest) -> ApiResponse:
    del call.bot.commands[_one(call).id]
    return NOTHING


def _permissions(call: ApiRequest) -> ApiResponse:
    _place(call)
    return ApiResponse([])


def routes() -> list[Route]:
    """The routes of this subject."""
    found = [Route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions", _permissions)]
    for place in ("/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"):
        found += [
            Route("GET", place, _list),
            Route("PUT", place, _overwrite),
            Route("POST", place, _create),
            Route("GET", place + "/{command_id}", _get),
            Route("PATCH", place + "/{command_id}", _edit),
            Route("DELETE", place + "/{command_id}", _delete),
        ]
    return found
