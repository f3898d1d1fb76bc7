"""The commands that a person may run, and the actions that running them sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_discord.actions.interactions import UserAction, context_of, integration_owners
from local_discord.people.options import Resolved, option_values
from local_discord.people.waiting import CannotError
from local_discord.serializers.messages import message_json
from local_discord.state.accounts import JSON, Application, Command, User
from local_discord.state.flags import CommandType, Context, InteractionType, OptionType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.messages import Message
from local_discord.state.permissions import permissions_in
from local_discord.state.world import World

_NESTING = (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP)


@dataclass(frozen=True)
class OfferedCommand:
    """A command that a person may run: its application, and the path of groups to the sub-command (empty if there is none)."""

    application: Application
    command: Command
    path: tuple[JSON, ...]

    @property
    def options(self) -> list[JSON]:
        """The definitions of the options of the command or sub-command."""
        return (self.path[-1].get("options") or []) if self.path else self.command.options


def offered_commands(world: World, user: User, channel: Channel, kind: CommandType) -> dict[str, OfferedCommand]:
    """All commands of that type that the person may run in the channel, by full name, as Discord's client lists them."""
    offers: dict[str, OfferedCommand] = {}
    for application in world.applications.values():
        for command in application.commands.values():
            if command.type is kind and _may_run(world, user, channel, application, command):
                for offer in _leaves(application, command):
                    name = " ".join([command.name, *(step["name"] for step in offer.path)])
                    offers.setdefault(name, offer)
    return offers


def find(world: World, user: User, channel: Channel, kind: CommandType, name: str) -> OfferedCommand:
    """The offered command with that full name; raises CannotError if there is none."""
    offers = offered_commands(world, user, channel, kind)
    try:
        return offers[name.removeprefix("/")]
    except KeyError:
        raise CannotError(f"{user.name} is not offered {name!r} here; there are {sorted(offers)}") from None


def _leaves(application: Application, command: Command) -> list[OfferedCommand]:
    found: list[OfferedCommand] = []

    def visit(options: list[JSON], path: tuple[JSON, ...]) -> None:
        nested = [option for option in options if option["type"] in _NESTING]
        if not nested:
            found.append(OfferedCommand(application, command, path))
        for option in nested:
            visit(option.get("options") or [], (*path, option))

    visit(command.options, ())
    return found


def _may_run(world: World, user: User, channel: Channel, application: Application, command: Command) -> bool:
    if command.guild_id is not None and command.guild_id != channel.guild_id:
        return False
    if command.guild_id is None and context_of(application, channel) not in _contexts(command):
        return False
    if not integration_owners(world, application, user, channel, command):
        return False
    permissions = permissions_in(world, user.id, channel)
    if not permissions & Permission.VIEW_CHANNEL or not permissions & Permission.USE_APPLICATION_COMMANDS:
        return False
    required = command.body.get("default_member_permissions")
    if required is None or channel.guild_id is None:
        return True
    # "0" means administrators only; they have every permission.
    return bool(permissions & Permission.ADMINISTRATOR) or (int(required) != 0 and permissions & int(required) == int(required))


def _contexts(command: Command) -> set[int]:
    contexts = command.body.get("contexts")
    if contexts is not None:
        return set(contexts)
    allowed = {Context.GUILD, Context.BOT_DM} if command.body.get("dm_permission", True) else {Context.GUILD}
    if 1 in (command.body.get("integration_types") or []):
        allowed.add(Context.PRIVATE_CHANNEL)
    return set(map(int, allowed))


def _nested_options(offer: OfferedCommand, options: list[JSON]) -> list[JSON]:
    for step in reversed(offer.path):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def _command_data(command: Command, resolved: Resolved) -> JSON:
    data: JSON = {"id": str(command.id), "name": command.name, "type": int(command.type)}
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    if resolved.json:
        data["resolved"] = resolved.json
    return data


def slash(world: World, channel: Channel, offer: OfferedCommand, given: Mapping[str, Any]) -> UserAction:
    """The action of running a slash command."""
    resolved = Resolved(world, channel)
    options = option_values(offer.options, given, resolved)
    data = _command_data(offer.command, resolved) | {"options": _nested_options(offer, options)}
    return UserAction(InteractionType.COMMAND, data, command=offer.command)


def autocomplete(
    world: World, channel: Channel, offer: OfferedCommand, typing: tuple[str, str], given: Mapping[str, Any]
) -> UserAction:
    """The action of typing in one option; `typing` is the option's name and the text so far."""
    focused, text = typing
    options_by_name = {option["name"]: option for option in offer.options}
    if not options_by_name.get(focused, {}).get("autocomplete"):
        raise CannotError(f"option {focused!r} of /{offer.command.name} is not autocompleted")
    resolved = Resolved(world, channel)
    options = option_values([o for o in offer.options if o["name"] != focused], given, resolved, partial=True)
    options.append({"name": focused, "type": options_by_name[focused]["type"], "value": text, "focused": True})
    data = _command_data(offer.command, resolved) | {"options": _nested_options(offer, options)}
    return UserAction(InteractionType.AUTOCOMPLETE, data, command=offer.command)


def message_command(world: World, channel: Channel, offer: OfferedCommand, target: Message) -> UserAction:
    """The action of choosing a command from a message's context menu."""
    resolved = Resolved(world, channel, {"messages": {str(target.id): message_json(world, target)}})
    data = _command_data(offer.command, resolved) | {"target_id": str(target.id)}
    return UserAction(InteractionType.COMMAND, data, command=offer.command, message=target)


def user_command(world: World, channel: Channel, offer: OfferedCommand, target: User) -> UserAction:
    """The action of choosing a command from a member's context menu."""
    resolved = Resolved(world, channel)
    resolved.add(target)
    data = _command_data(offer.command, resolved) | {"target_id": str(target.id)}
    return UserAction(InteractionType.COMMAND, data, command=offer.command, target_user=target)
