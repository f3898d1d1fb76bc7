"""The values that a person enters in command options and select menus, as Discord's client sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local_discord.actions.files import store_attachments
from local_discord.people.waiting import CannotError
from local_discord.serializers.channels import channel_json
from local_discord.serializers.messages import attachment_json
from local_discord.serializers.people import member_json, role_json, user_json
from local_discord.state.accounts import JSON, User
from local_discord.state.flags import OptionType
from local_discord.state.guilds import Channel, Role
from local_discord.state.messages import Upload
from local_discord.state.permissions import permissions_in
from local_discord.state.world import World


@dataclass(frozen=True)
class Typed:
    """A text to type into an option with autocomplete; then the suggestion with the number or name `pick` is chosen."""

    text: str
    pick: int | str = 0


def typed(text: str, *, pick: int | str = 0) -> Typed:
    """The value for an option with autocomplete: type `text`, then choose the suggestion `pick` (its number or name)."""
    return Typed(text, pick)


@dataclass
class Resolved:
    """The `resolved` data of an interaction: the objects that options and select menus refer to, serialized by kind and id."""

    world: World
    channel: Channel
    json: JSON = field(default_factory=dict)

    def add(self, thing: object) -> str:
        """Add a user, role, channel or file and return its id; raises CannotError for any other object."""
        if isinstance(thing, Upload):
            [attachment] = store_attachments(self.world, self.channel.id, {}, [thing], ephemeral=True)
            self._put("attachments", attachment.id, attachment_json(self.world, attachment))
            return str(attachment.id)
        if isinstance(thing, User):
            self._add_user(thing)
        elif isinstance(thing, Role):
            self._put("roles", thing.id, role_json(thing))
        elif isinstance(thing, Channel):
            data = channel_json(thing) | {"permissions": "0"}
            self._put("channels", thing.id, data)
        else:
            raise CannotError(f"{thing!r} is no user, role, channel or file")
        return str(thing.id)

    def _add_user(self, user: User) -> None:
        self._put("users", user.id, user_json(user))
        guild = self.world.guild_of(self.channel)
        if guild is not None and user.id in guild.members:
            member = member_json(guild.members[user.id], with_user=False)
            permissions = str(permissions_in(self.world, user.id, self.channel))
            self._put("members", user.id, member | {"permissions": permissions})

    def _put(self, kind: str, key: int, data: JSON) -> None:
        self.json.setdefault(kind, {})[str(key)] = data


_REFERENCE_TYPES = {
    OptionType.USER: (User,),
    OptionType.CHANNEL: (Channel,),
    OptionType.ROLE: (Role,),
    OptionType.MENTIONABLE: (User, Role),
    OptionType.ATTACHMENT: (Upload,),
}
_VALUE_TYPES: dict[OptionType, tuple[type, ...]] = {
    OptionType.STRING: (str,),
    OptionType.INTEGER: (int,),
    OptionType.NUMBER: (int, float),
    OptionType.BOOLEAN: (bool,),
}


def option_values(options: list[JSON], given: Mapping[str, Any], resolved: Resolved, *, partial: bool = False) -> list[JSON]:
    """The `options` field of an interaction; raises CannotError for values that Discord's client would not send.

    `options` are the definitions and `given` the values by name. With `partial` (for autocomplete) required options may be
    missing.
    """
    unknown = set(given) - {option["name"] for option in options}
    if unknown:
        raise CannotError(f"no such option: {', '.join(sorted(unknown))}; there are {[o['name'] for o in options]}")
    values: list[JSON] = []
    for option in options:
        value = given.get(option["name"])
        if value is None:
            if option.get("required") and not partial:
                raise CannotError(f"option {option['name']!r} is required")
            continue
        values.append({"name": option["name"], "type": option["type"], "value": option_value(option, value, resolved)})
    return values


def option_value(option: JSON, value: Any, resolved: Resolved) -> Any:
    """The value of one option as Discord's client sends it; raises CannotError if the client would not accept it."""
    kind = OptionType(option["type"])
    value = getattr(value, "user", value)
    if kind in _REFERENCE_TYPES:
        if not isinstance(value, _REFERENCE_TYPES[kind]):
            raise CannotError(f"option {option['name']!r} takes a {kind.name.lower()}, not {value!r}")
        return resolved.add(value)
    is_bool = isinstance(value, bool)
    if not isinstance(value, _VALUE_TYPES[kind]) or is_bool is not (kind is OptionType.BOOLEAN):
        raise CannotError(f"option {option['name']!r} takes a {kind.name.lower()}, not {value!r}")
    if option.get("choices"):
        return _chosen(option, value)
    _check_bounds(option, value)
    return value


def _chosen(option: JSON, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise CannotError(f"{value!r} is none of the choices of {option['name']!r}: {[c['name'] for c in option['choices']]}")


def _check_bounds(option: JSON, value: Any) -> None:
    measured = len(value) if isinstance(value, str) else value
    keys = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, most = (option.get(key) for key in keys)
    if isinstance(value, str) and most is None:
        most = 6000
    if (least is not None and measured < least) or (most is not None and measured > most):
        raise CannotError(f"{value!r} is outside of {least} to {most} for option {option['name']!r}")
