"""The forms that moderators fill in, and what stands in one that was sent."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.strings import moderation

LONGEST_TITLE: Final = 45
LONGEST_REASON: Final = 300
_OPEN_SECONDS: Final = 600


def text_form(draft: str, title: str, fields: Sequence[str], most: int) -> ui.Modal:
    """The text of an entry, in as many fields as it takes."""
    form = _form(title, custom_id("kn", "text", draft))
    for number, field in enumerate(fields):
        label = moderation.TEXT if len(fields) == 1 else moderation.TEXT_PART.format(number=number + 1, parts=len(fields))
        _add(form, f"text{number}", label, long=True, value=field, most=most, required=False)
    return form


def reason_form(name: str, reason: str, *, asks_override: bool) -> ui.Modal:
    """Why something is to go live; and why in spite of what it breaks, when it does."""
    form = _form(moderation.WHY_TITLE, name)
    _add(form, "reason", moderation.WHY, hint=moderation.WHY_HINT, value=reason, most=LONGEST_REASON, required=True)
    if asks_override:
        _add(form, "override", moderation.WHY_ANYWAY, most=LONGEST_REASON, required=True)
    return form


def line_form(name: str, title: str, label: str, hint: str, most: int) -> ui.Modal:
    """One line."""
    form = _form(title, name)
    _add(form, "line", label, hint=hint, most=most, required=True)
    return form


def text_field(label: str, hint: str, *, value: str = "", least: int, most: int) -> "ui.Label[Any]":
    """Several lines; `least` 0: it may be left empty."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=discord.TextStyle.paragraph,
        required=least > 0,
        min_length=least or None,
        max_length=most,
        default=value or None,
    )
    return ui.Label(text=label, description=hint, component=field)


def submitted_values(data: Mapping[str, Any]) -> dict[str, str]:
    """Field → what was written into it, of a form that was sent."""
    found: dict[str, str] = {}

    def look(part: Any) -> None:
        if isinstance(part, list):
            for one in part:
                look(one)
        elif isinstance(part, dict):
            if "custom_id" in part and "value" in part:
                found[str(part["custom_id"])] = str(part["value"] or "")
            look(part.get("components"))
            look(part.get("component"))

    look(data.get("components"))
    return found


def _form(title: str, name: str) -> ui.Modal:
    shown = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return ui.Modal(title=shown, custom_id=name, timeout=_OPEN_SECONDS)


def _add(
    form: ui.Modal, name: str, label: str, *, hint: str = "", value: str = "", most: int, required: bool, long: bool = False
) -> None:
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=name, style=style, required=required, max_length=most, default=value or None
    )
    form.add_item(ui.Label(text=label, description=hint or None, component=field))
