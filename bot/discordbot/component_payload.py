"""Reads the payload of an interaction: the custom id that was used, selected values, and the fields of a submitted form."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.discordbot.rendering.custom_ids import ComponentId, read_custom_id

Interaction = discord.Interaction[Any]


def component_id(interaction: Interaction) -> ComponentId | None:
    """The custom id of the component or form; None when it is not one of this bot's."""
    return read_custom_id(str(_payload(interaction).get("custom_id", "")))


def selected_values(interaction: Interaction) -> list[str]:
    """The values that were selected; empty for a button."""
    return [str(value) for value in _payload(interaction).get("values", [])]


def submitted_fields(interaction: Interaction) -> dict[str, str]:
    """Field → text of a submitted form. The fields may differ from those that the form was shown with."""
    return dict(_fields(_payload(interaction).get("components")))


def submitted_text(interaction: Interaction) -> str:
    """The text of a submitted form with one field."""
    return " ".join(submitted_fields(interaction).values()).strip()


def _payload(interaction: Interaction) -> dict[str, Any]:
    return dict(interaction.data or {})


def _fields(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for one in part:
            yield from _fields(one)
    elif isinstance(part, dict):
        if "custom_id" in part and "value" in part:
            yield str(part["custom_id"]), str(part["value"] or "")
        yield from _fields(part.get("components"))
        yield from _fields(part.get("component"))
