"""Routes for application commands, global ones and those of one guild."""

from __future__ import annotations

from local_discord.actions import commands
from local_discord.rest.request import NOTHING, ApiRequest, ApiResponse, Route
from local_discord.serializers.people import command_json
from local_discord.state.accounts import Application, Command
from local_discord.validation.form import form_error


def _scope(request: ApiRequest) -> tuple[Application, int | None]:
    application = request.own_application()
    guild_id = request.path_id("guild_id") if "guild_id" in request.path_params else None
    commands.require_guild(request.world, application, guild_id)
    return application, guild_id


def _command(request: ApiRequest) -> Command:
    application, guild_id = _scope(request)
    return commands.command_with_id(application, guild_id, request.path_id("command_id"))


def _list(request: ApiRequest) -> ApiResponse:
    application, guild_id = _scope(request)
    found = commands.commands_in(application, guild_id)
    return ApiResponse([command_json(command, with_localizations=request.query_flag("with_localizations")) for command in found])


def _overwrite(request: ApiRequest) -> ApiResponse:
    application, guild_id = _scope(request)
    if not isinstance(request.payload, list):
        raise form_error((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    registered = commands.register_all(request.world, application, guild_id, request.payload)
    return ApiResponse([command_json(command) for command in registered])


def _create(request: ApiRequest) -> ApiResponse:
    application, guild_id = _scope(request)
    command, new = commands.register(request.world, application, guild_id, request.body)
    return ApiResponse(command_json(command), 201 if new else 200)


def _get(request: ApiRequest) -> ApiResponse:
    return ApiResponse(command_json(_command(request)))


def _edit(request: ApiRequest) -> ApiResponse:
    return ApiResponse(command_json(commands.edit_command(request.world, request.bot, _command(request), request.body)))


def _delete(request: ApiRequest) -> ApiResponse:
    del request.bot.commands[_command(request).id]
    return NOTHING


def _permissions(request: ApiRequest) -> ApiResponse:
    _scope(request)
    return ApiResponse([])


def routes() -> list[Route]:
    """The routes of this module."""
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
