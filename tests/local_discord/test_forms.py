"""Malformed messages and commands: each error has Discord's code and its place in the form."""

from __future__ import annotations

from typing import Any

import pytest

from local_discord import LocalDiscord
from tests.local_discord.clients import conversation
from tests.local_discord.wire import api_of


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "a", "custom_id": "a"} | more


def in_row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"content": "x", "components": [{"type": 1, "components": list(components)}]}


OPTION = {"label": "a", "value": "a"}
SELECT = {"type": 3, "custom_id": "s", "options": [OPTION]}
FIRST = "components.0.components.0"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
        ({"content": 5}, {"content": "STRING_TYPE_CONVERT"}),
        ({"content": "x", "embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}),
        ({"embeds": [{"fields": [{"name": "n", "value": ""}]}]}, {"embeds.0.fields.0.value": "BASE_TYPE_REQUIRED"}),
        ({"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]}, {"embeds.0.fields": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"title": "x"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
        (in_row(button(label="x" * 81)), {f"{FIRST}.label": "BASE_TYPE_MAX_LENGTH"}),
        (in_row(button(custom_id="x" * 101)), {f"{FIRST}.custom_id": "BASE_TYPE_BAD_LENGTH"}),
        (in_row(button(custom_id=None)), {f"{FIRST}.custom_id": "BASE_TYPE_REQUIRED"}),
        (in_row(button(label=None)), {f"{FIRST}.label": "BUTTON_COMPONENT_INVALID_LABEL"}),
        (in_row(button(style=9)), {f"{FIRST}.style": "BASE_TYPE_CHOICES"}),
        (in_row(button(style=5, custom_id=None, url="ftp://x")), {f"{FIRST}.url": "URL_TYPE_INVALID_SCHEME"}),
        (in_row(SELECT | {"options": []}), {f"{FIRST}.options": "BASE_TYPE_BAD_LENGTH"}),
        (in_row(SELECT | {"placeholder": "x" * 151}), {f"{FIRST}.placeholder": "BASE_TYPE_MAX_LENGTH"}),
        (
            in_row(SELECT | {"options": [OPTION, OPTION]}),
            {f"{FIRST}.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
        ),
        (
            in_row(SELECT | {"options": [{"label": str(n), "value": str(n)} for n in range(26)]}),
            {f"{FIRST}.options": "BASE_TYPE_BAD_LENGTH"},
        ),
        (in_row(SELECT, button()), {"components.0.components": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"}),
        ({"content": "x", "components": [{"type": 99}]}, {"components.0.type": "UNION_TYPE_CHOICES"}),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
        ),
        ({"content": "x", "message_reference": {"message_id": "1"}}, {"message_reference": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"}),
        (
            {"flags": 1 << 15, "components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}]},
            {"components.0.accessory": "BASE_TYPE_REQUIRED"},
        ),
    ],
)
@conversation
async def test_malformed_messages(body: dict[str, Any], faults: dict[str, str]) -> None:
    """Each error is reported once, at its place, and nothing is posted."""
    async with LocalDiscord() as local, api_of(local) as api:
        assert await api.faults("POST", f"/channels/{local.general.id}/messages", body) == faults
        assert local.person("Alice").reads() == []


COMMAND = {"name": "ask", "description": "Ask"}


def with_options(*options: dict[str, Any]) -> list[dict[str, Any]]:
    return [COMMAND | {"options": [{"type": 3, "name": "a", "description": "A"} | option for option in options]}]


@pytest.mark.parametrize(
    ("commands", "faults"),
    [
        ([COMMAND | {"name": "Ask"}], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([COMMAND | {"name": "two words"}], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([{"name": "ask"}], {"0.description": "BASE_TYPE_REQUIRED"}),
        ([COMMAND | {"description": "x" * 101}], {"0.description": "BASE_TYPE_BAD_LENGTH"}),
        ([COMMAND, COMMAND], {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}),
        ([{"type": 3, "name": "Ask", "description": "no"}], {"0.description": "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION"}),
        (with_options({}, {}), {"0.options.1.name": "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"}),
        (with_options({}, {"name": "b", "required": True}), {"0.options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"}),
        (with_options({"choices": [{"name": "x", "value": "x"}] * 26}), {"0.options.0.choices": "BASE_TYPE_MAX_LENGTH"}),
        (
            with_options({"type": 6, "autocomplete": True}),
            {"0.options.0.autocomplete": "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID_TYPE"},
        ),
        ([COMMAND | {"name": f"c{n}"} for n in range(101)], {"": "BASE_TYPE_MAX_LENGTH"}),
    ],
)
@conversation
async def test_malformed_commands(commands: list[dict[str, Any]], faults: dict[str, str]) -> None:
    """A bulk overwrite with an error registers nothing."""
    async with LocalDiscord() as local, api_of(local) as api:
        assert await api.faults("PUT", f"/applications/{local.bot.id}/commands", commands) == faults
        assert local.bot.commands == {}
