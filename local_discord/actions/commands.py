"""Registering application commands, one by one or all at once, globally or for one guild."""

from __future__ import annotations

from typing import Any

from local_discord.state.accounts import JSON, Application, Command
from local_discord.state.errors import RefusalError, missing_access, unknown
from local_discord.state.flags import CommandType
from local_discord.state.world import World
from local_discord.validation.commands import MOST_OF, check_all, check_command
from local_discord.validation.form import Form

_DEFAULTS: JSON = {
    "name_localizations": None,
    "description": "",
    "description_localizations": None,
    "options": [],
    "default_member_permissions": None,
    "dm_permission": True,
    "contexts": None,
    "integration_types": [0],
    "nsfw": False,
}


def commands_in(application: Application, guild_id: int | None) -> list[Command]:
    """The commands registered for one guild, or the global ones if `guild_id` is None."""
    return [command for command in application.commands.values() if command.guild_id == guild_id]


def command_with_id(application: Application, guild_id: int | None, command_id: int) -> Command:
    """The command with that id; raises 10063 if there is none."""
    command = application.commands.get(command_id)
    if command is None or command.guild_id != guild_id:
        raise unknown("application command")
    return command


def require_guild(world: World, application: Application, guild_id: int | None) -> None:
    """Raise 50001 if the application's bot is not a member of the guild; None stands for global commands."""
    if guild_id is not None and application.user.id not in world.guild(guild_id).members:
        raise missing_access()


def register_all(world: World, application: Application, guild_id: int | None, bodies: list[Any]) -> list[Command]:
    """Replace all registered commands by `bodies`; commands with the same type and name keep their ids."""
    check_all(bodies)
    old = {(command.type, command.name): command for command in commands_in(application, guild_id)}
    for command in old.values():
        del application.commands[command.id]
    return [_store_command(world, application, guild_id, body, old.get(_key(body))) for body in bodies]


def register(world: World, application: Application, guild_id: int | None, body: JSON) -> tuple[Command, bool]:
    """Register one command; it replaces a command of the same type and name. Also returns whether it is new."""
    form = Form()
    check_command(form, body)
    form.raise_errors()
    kind, name = _key(body)
    existing = commands_in(application, guild_id)
    old = next((command for command in existing if (command.type, command.name) == (kind, name)), None)
    if old is None and sum(command.type is kind for command in existing) >= MOST_OF[kind]:
        raise RefusalError(400, 30032, f"Maximum number of application commands reached ({MOST_OF[kind]})")
    return _store_command(world, application, guild_id, body, old), old is None


def edit_command(world: World, application: Application, command: Command, body: JSON) -> Command:
    """Change the fields of a command that `body` contains."""
    merged = command.body | {"name": command.name, "type": int(command.type)} | body
    form = Form()
    check_command(form, merged)
    form.raise_errors()
    return _store_command(world, application, command.guild_id, merged, command)


def _key(body: JSON) -> tuple[CommandType, str]:
    return CommandType(body.get("type") or CommandType.CHAT_INPUT), body["name"]


def _store_command(world: World, application: Application, guild_id: int | None, body: JSON, old: Command | None) -> Command:
    kind, name = _key(body)
    fields = _DEFAULTS | {key: value for key, value in body.items() if key in _DEFAULTS and value is not None}
    if body.get("default_member_permissions") is not None:
        fields["default_member_permissions"] = str(body["default_member_permissions"])
    same = old is not None and old.body == fields and old.name == name
    command = Command(
        id=world.new_id() if old is None else old.id,
        application_id=application.id,
        guild_id=guild_id,
        version=old.version if old is not None and same else world.new_id(),
        type=kind,
        name=name,
        body=fields,
    )
    application.commands[command.id] = command
    return command
