"""The actions of pressing a button, choosing in a select menu and submitting a modal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from local_discord.actions.interactions import UserAction
from local_discord.people.messages import VisibleComponent, VisibleMessage
from local_discord.people.options import Resolved
from local_discord.people.results import VisibleModal
from local_discord.people.waiting import CannotError
from local_discord.state.accounts import JSON
from local_discord.state.flags import ComponentType, InteractionType
from local_discord.state.guilds import Channel
from local_discord.state.messages import Upload
from local_discord.state.world import World
from local_discord.validation.components import LINK_STYLE

_KINDS = {
    ComponentType.USER_SELECT: "users",
    ComponentType.ROLE_SELECT: "roles",
    ComponentType.CHANNEL_SELECT: "channels",
    ComponentType.MENTIONABLE_SELECT: "users and roles",
}


def press(message: VisibleMessage, name: str) -> UserAction:
    """The action of pressing the button with that label or custom id; raises CannotError if it cannot be pressed."""
    button = _usable(message, message.buttons, name, "button")
    if button.json.get("style") == LINK_STYLE:
        raise CannotError(f"{name!r} is a link to {button.url}")
    data: JSON = {"component_type": int(ComponentType.BUTTON), "custom_id": button.custom_id, "id": button.json["id"]}
    return UserAction(InteractionType.COMPONENT, data, message=message.raw)


def pick(world: World, channel: Channel, message: VisibleMessage, values: Sequence[Any], name: str | None) -> UserAction:
    """The action of choosing in a select menu: options by label or value; people, roles and channels as objects.

    `name` is the placeholder or custom id of the select; it may be None if there is only one.
    """
    selects = message.selects
    if name is None and len(selects) != 1:
        raise CannotError(f"there are {len(selects)} selects; say which: {[s.label or s.custom_id for s in selects]}")
    select = _usable(message, selects, selects[0].custom_id if name is None else name, "select")
    resolved = Resolved(world, channel)
    chosen = _chosen(select.json, values, resolved)
    data: JSON = {
        "component_type": select.json["type"],
        "custom_id": select.custom_id,
        "id": select.json["id"],
        "values": chosen,
    }
    if resolved.json:
        data["resolved"] = resolved.json
    return UserAction(InteractionType.COMPONENT, data, message=message.raw)


def _usable(message: VisibleMessage, found: Sequence[VisibleComponent], name: str, kind: str) -> VisibleComponent:
    for component in found:
        if component.matches(name):
            if component.disabled:
                raise CannotError(f"{kind} {name!r} is disabled")
            return component
    raise CannotError(f"no {kind} {name!r} on {message!r}; there are {[c.label for c in found]}")


def _chosen(select: JSON, values: Sequence[Any], resolved: Resolved) -> list[str]:
    least, most = (1 if select.get(key) is None else select[key] for key in ("min_values", "max_values"))
    if not least <= len(values) <= most:
        raise CannotError(f"{least} to {most} must be picked, not {len(values)}")
    if select["type"] in _KINDS:
        return [resolved.add(getattr(value, "user", value)) for value in values]
    return [_option(select, value) for value in values]


def _option(holder: JSON, value: Any) -> str:
    for option in holder["options"]:
        if value in (option["label"], option["value"]):
            return str(option["value"])
    raise CannotError(f"no option {value!r}; there are {[option['label'] for option in holder['options']]}")


def submit(world: World, channel: Channel, modal: VisibleModal, given: Mapping[str, Any]) -> UserAction:
    """The action of submitting a modal. `given` holds values by label or custom id; other fields keep the bot's defaults."""
    resolved = Resolved(world, channel)
    remaining = dict(given)
    components = [_submitted_part(part, remaining, resolved) for part in modal.json["components"]]
    if remaining:
        raise CannotError(f"no such field in {modal!r}: {sorted(remaining)}")
    data: JSON = {"custom_id": modal.custom_id, "components": components}
    if resolved.json:
        data["resolved"] = resolved.json
    return UserAction(InteractionType.MODAL_SUBMIT, data, message=_message_of(modal), parent=modal.opened_by)


def _message_of(modal: VisibleModal) -> Any:
    # Only a modal that was opened by a component has a message, which the response may then update.
    parent = modal.opened_by
    return parent.message if parent.type is InteractionType.COMPONENT else None


def _submitted_part(part: JSON, remaining: dict[str, Any], resolved: Resolved) -> JSON:
    submitted: JSON = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == ComponentType.LABEL:
        return submitted | {"component": _submitted_input(part["component"], part["label"], remaining, resolved)}
    if part["type"] == ComponentType.ACTION_ROW:
        inner = [_submitted_input(one, one.get("label") or "", remaining, resolved) for one in part["components"]]
        return submitted | {"components": inner}
    return submitted


def _submitted_input(field: JSON, label: str, remaining: dict[str, Any], resolved: Resolved) -> JSON:
    given = remaining.pop(label, None) if label in remaining else remaining.pop(field["custom_id"], None)
    submitted: JSON = {"type": field["type"], "custom_id": field["custom_id"], "id": field.get("id", 0)}
    required = field.get("required", True)
    kind = field["type"]
    if kind == ComponentType.TEXT_INPUT:
        return submitted | {"value": _text(field, label, given, required=required)}
    if kind == ComponentType.CHECKBOX:
        return submitted | {"value": bool(field.get("default")) if given is None else bool(given)}
    if kind == ComponentType.RADIO_GROUP:
        value = _default(field)[:1] if given is None else [_option(field, given)]
        if required and not value:
            raise CannotError(f"field {label!r} is required")
        return submitted | {"value": value[0] if value else None}
    return submitted | {"values": _values(field, label, given, resolved, required=required)}


def _values(field: JSON, label: str, given: Any, resolved: Resolved, *, required: bool) -> list[str]:
    many = list(given) if isinstance(given, list | tuple) else [given]
    if given is None:
        chosen = _default(field)
    elif field["type"] == ComponentType.FILE_UPLOAD:
        chosen = [resolved.add(one) for one in many if isinstance(one, Upload)]
    elif field["type"] in _KINDS:
        chosen = [resolved.add(getattr(one, "user", one)) for one in many]
    else:
        chosen = [_option(field, one) for one in many]
    if required and not chosen:
        raise CannotError(f"field {label!r} is required")
    if len(chosen) > (field.get("max_values") or max(1, len(field.get("options") or []))):
        raise CannotError(f"too many values for {label!r}")
    return chosen


def _default(field: JSON) -> list[str]:
    return [option["value"] for option in field.get("options") or [] if option.get("default")]


def _text(field: JSON, label: str, given: Any, *, required: bool) -> str:
    text = str(field.get("value") or "") if given is None else str(given)
    if required and not text:
        raise CannotError(f"field {label!r} is required")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if text and not least <= len(text) <= most:
        raise CannotError(f"field {label!r} takes {least} to {most} characters, not {len(text)}")
    return text
