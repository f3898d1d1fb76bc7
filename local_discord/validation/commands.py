"""Validation of application commands and of autocomplete choices."""

from __future__ import annotations

import re
from typing import Any

from local_discord.state.accounts import JSON
from local_discord.state.flags import CommandType, OptionType
from local_discord.validation.form import Form, Place

MOST_OF = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15}
MOST_TEXT = 8000
MOST_CHOICES = 25

# Like Discord's pattern, this includes the Devanagari and Thai scripts, because \w does not match their combining marks.
_NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")
_NESTING = (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP)
_WITH_CHOICES = frozenset({OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER})


def check_command(form: Form, body: Any, at: Place = ()) -> None:
    """Validate one command."""
    if not isinstance(body, dict):
        form.add_error(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    kind = form.choice({"type": body.get("type") or CommandType.CHAT_INPUT}, "type", at, CommandType)
    if kind is None:
        return
    if kind == CommandType.CHAT_INPUT:
        _check_name(form, body, at)
        form.text(body, "description", at, least=1, most=100, required=True)
        _check_options(form, body, at, depth=0)
        if form.is_valid and text_size(body) > MOST_TEXT:
            form.add_error(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MOST_TEXT})")
        return
    form.text(body, "name", at, least=1, most=32, required=True)
    for key in ("description", "options"):
        if body.get(key):
            code = f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}"
            form.add_error((*at, key), code, f"Context menu commands cannot have {key}")


def text_size(body: JSON) -> int:
    """The total length of all names, descriptions and values of a command, which Discord limits."""
    size = len(body.get("name") or "") + len(body.get("description") or "")
    for choice in body.get("choices") or []:
        size += len(str(choice.get("name"))) + len(str(choice.get("value")))
    return size + sum(text_size(option) for option in body.get("options") or [])


def check_all(bodies: list[Any]) -> None:
    """Validate a bulk overwrite; raises 50035 with all errors."""
    form = Form()
    seen: set[tuple[int, str]] = set()
    counts = dict.fromkeys(CommandType, 0)
    for number, body in enumerate(bodies):
        check_command(form, body, (number,))
        if not form.is_valid:
            continue
        kind = CommandType(body.get("type") or 1)
        counts[kind] += 1
        if (kind, body["name"]) in seen:
            form.add_error((number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        seen.add((kind, body["name"]))
    for kind, count in counts.items():
        if count > MOST_OF[kind]:
            form.add_error((), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_OF[kind]} or fewer in length.")
    form.raise_errors()


def _check_name(form: Form, body: JSON, at: Place) -> None:
    name = form.text(body, "name", at, least=1, most=32, required=True)
    if name is None:
        return
    if not _NAME.match(name) or name != name.lower():
        form.add_error((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_options(form: Form, body: JSON, at: Place, *, depth: int) -> None:
    options = form.items(body, "options", at, most=25)
    names: set[str] = set()
    optional_seen = False
    nesting = {option.get("type") in _NESTING for option in options}
    if len(nesting) > 1:
        form.add_error((*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options cannot be mixed")
    for number, option in enumerate(options):
        place = (*at, "options", number)
        if form.choice(option, "type", place, OptionType) is None:
            continue
        _check_name(form, option, place)
        form.text(option, "description", place, least=1, most=100, required=True)
        name = option.get("name") or ""
        if name in names:
            form.add_error((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
        names.add(name)
        kind = OptionType(option["type"])
        if kind in _NESTING:
            if depth > 1 or (depth == 1 and kind is OptionType.SUBCOMMAND_GROUP):
                form.add_error((*place, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands are nested too deeply")
            _check_options(form, option, place, depth=depth + 1)
            continue
        if option.get("required") and optional_seen:
            form.add_error(
                place,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not option.get("required")
        _check_option_values(form, option, kind, place)


def _check_option_values(form: Form, option: JSON, kind: OptionType, at: Place) -> None:
    choices = form.items(option, "choices", at, most=MOST_CHOICES)
    check_choices(form, choices, kind, (*at, "choices"))
    if option.get("autocomplete"):
        if kind not in _WITH_CHOICES:
            form.add_error(
                (*at, "autocomplete"),
                "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID_TYPE",
                "This option type cannot be autocompleted",
            )
        if choices:
            form.add_error(
                (*at, "autocomplete"),
                "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES",
                "Choices and autocomplete are mutually exclusive",
            )
    if kind is OptionType.STRING:
        form.number(option, "min_length", at, least=0, most=6000)
        form.number(option, "max_length", at, least=1, most=6000)


def check_choices(form: Form, choices: list[Any], kind: OptionType, at: Place) -> None:
    """Validate the choices of an option or of an autocomplete response."""
    for number, choice in enumerate(choices):
        place = (*at, number)
        form.text(choice, "name", place, least=1, most=100, required=True)
        if kind is OptionType.STRING:
            form.text(choice, "value", place, least=1, most=100, required=True)
        elif not isinstance(choice.get("value"), int | float) or isinstance(choice.get("value"), bool):
            form.add_error((*place, "value"), "NUMBER_TYPE_COERCE", f'Value "{choice.get("value")}" is not a number.')
