"""The forms that moderators and members fill in."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.strings import moderation

LONGEST_TITLE: Final = 45
LONGEST_REASON: Final = 300
LONGEST_ASKED: Final = 160
LONGEST_ANSWER: Final = 1_500
_TIMEOUT_SECONDS: Final = 600


def text_form(draft_key: str, title: str, fields: Sequence[str], most: int) -> ui.Modal:
    """A form with the text of an entry, split into `fields` of at most `most` characters."""
    form = _form(title, custom_id("kn", "text", draft_key))
    for number, field in enumerate(fields):
        label = moderation.TEXT if len(fields) == 1 else moderation.TEXT_PART.format(number=number + 1, parts=len(fields))
        _add(form, f"text{number}", label, long=True, value=field, most=most, required=False)
    return form


def reason_form(form_id: str, reason: str, *, asks_override: bool) -> ui.Modal:
    """A form for the reason of a change. `asks_override` adds a field for the reason to go live although regression questions
    break."""
    form = _form(moderation.WHY_TITLE, form_id)
    _add(form, "reason", moderation.WHY, hint=moderation.WHY_HINT, value=reason, most=LONGEST_REASON, required=True)
    if asks_override:
        _add(form, "override", moderation.WHY_ANYWAY, most=LONGEST_REASON, required=True)
    return form


def answer_form(form_id: str, question: str) -> ui.Modal:
    """A form with the three fields of a written answer: `question`, `answer` and `source`."""
    form = _form(moderation.ANSWER_TITLE, form_id)
    _add(form, "question", moderation.ANSWER_QUESTION, value=question[:LONGEST_ASKED], most=LONGEST_ASKED, required=True)
    _add(form, "answer", moderation.ANSWER_TEXT, hint=moderation.ANSWER_TEXT_HINT, most=LONGEST_ANSWER, required=True, long=True)
    _add(form, "source", moderation.ANSWER_SOURCE, hint=moderation.ANSWER_SOURCE_HINT, value="editorial", most=120, required=True)
    return form


def line_form(form_id: str, title: str, label: str, hint: str, most: int) -> ui.Modal:
    """A form for one line of at most `most` characters, in the field `line`."""
    form = _form(title, form_id)
    _add(form, "line", label, hint=hint, most=most, required=True)
    return form


def text_field(label: str, hint: str, *, value: str = "", least: int, most: int) -> "ui.Label[Any]":
    """A field for several lines, of `least` to `most` characters; with `least` 0 it may be left empty."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=discord.TextStyle.paragraph,
        required=least > 0,
        min_length=least or None,
        max_length=most,
        default=value or None,
    )
    return ui.Label(text=label, description=hint, component=field)


def _form(title: str, form_id: str) -> ui.Modal:
    short_title = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return ui.Modal(title=short_title, custom_id=form_id, timeout=_TIMEOUT_SECONDS)


def _add(
    form: ui.Modal, name: str, label: str, *, hint: str = "", value: str = "", most: int, required: bool, long: bool = False
) -> None:
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=name, style=style, required=required, max_length=most, default=value or None
    )
    form.add_item(ui.Label(text=label, description=hint or None, component=field))
