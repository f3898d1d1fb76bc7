"""A document as a Components V2 message: one container that reads well on a phone, and the buttons under it."""

import io
from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.advisor.conversation import Option
from bot.advisor.reply import EDITORIAL_MARK
from bot.discordbot import texts
from bot.discordbot.custom_ids import custom_id, option_value, short
from bot.discordbot.documents import Document
from bot.discordbot.markdown import shortened
from bot.discordbot.pictures import Drawn

COLOUR: Final = 0x2F7F86
LONGEST_BUTTON: Final = 80
LONGEST_CHOICE: Final = 100
MOST_BUTTONS: Final = 5
MOST_CHOICES: Final = 25
PICTURE_FILE: Final = "answer.png"


def answer_view(
    shown: Document, key: str, owner: int, *, page: int = 0, lead: str = "", picture: Drawn | None = None
) -> ui.LayoutView:
    """One page of an answer. `lead` stands above it; the picture's file goes along with the message."""
    container: ui.Container[Any] = ui.Container(accent_colour=COLOUR)
    if lead:
        container.add_item(ui.TextDisplay(lead))
    sections = shown.pages[page] if page < len(shown.pages) else (texts.NOTHING,)
    for number, section in enumerate(sections):
        if number:
            container.add_item(ui.Separator())
        container.add_item(ui.TextDisplay(section))
    if picture is not None:
        item = discord.MediaGalleryItem(f"attachment://{PICTURE_FILE}", description=picture.alt)
        container.add_item(ui.MediaGallery(item))
    if footer := _footer(shown, sections, page):
        container.add_item(ui.TextDisplay(footer))
    rows = _rows(shown, key, owner, page)
    if rows:
        container.add_item(ui.Separator())
    for row in rows:
        container.add_item(row)
    return finished(container)


def text_view(text: str, *rows: "ui.ActionRow[Any]") -> ui.LayoutView:
    """A sentence of the door's own, with what can be pressed under it."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), *rows, accent_colour=COLOUR)
    return finished(container)


def finished(*items: "ui.Item[Any]") -> ui.LayoutView:
    """A view that the library need not remember: what its buttons do stands in their custom ids."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def picture_file(picture: Drawn) -> discord.File:
    return discord.File(io.BytesIO(picture.png), PICTURE_FILE, description=picture.alt)


def button(label: str, name: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> "ui.Button[Any]":
    return ui.Button(label=shortened(label, LONGEST_BUTTON), custom_id=name, style=style)


def row_of(*items: "ui.Item[Any]") -> "ui.ActionRow[Any]":
    row: ui.ActionRow[Any] = ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row


def _footer(shown: Document, sections: Sequence[str], page: int) -> str:
    lines = list(shown.notes)
    if any(EDITORIAL_MARK in section for section in sections):
        lines.append(f"{EDITORIAL_MARK} {texts.EDITORIAL}")
    if len(shown.pages) > 1:
        lines.append(texts.PAGE.format(page=page + 1, pages=len(shown.pages)))
    return "\n".join(f"-# {line}" for line in lines)


def _rows(shown: Document, key: str, owner: int, page: int) -> "list[ui.ActionRow[Any]]":
    rows = []
    start = shown.choices.index(choices[0]) if (choices := shown.choices_on(page)) else 0
    if 0 < len(choices) <= MOST_BUTTONS and all(len(option.label) <= LONGEST_BUTTON for option in choices):
        rows.append(row_of(*_buttons(choices, start, key, owner, discord.ButtonStyle.primary)))
    elif choices:
        rows += [row_of(select) for select in _selects(choices, start, key, owner)]
    if shown.follow_ups:
        rows.append(row_of(*_buttons(shown.follow_ups[:MOST_BUTTONS], len(shown.choices), key, owner)))
    rows.append(row_of(*_tools(shown, key, owner, page)))
    return rows


def _tools(shown: Document, key: str, owner: int, page: int) -> "list[ui.Button[Any]]":
    tools = []
    if page > 0:
        tools.append(button(texts.BACK, custom_id("page", short(owner), key, str(page - 1))))
    if page + 1 < len(shown.pages):
        tools.append(button(texts.NEXT, custom_id("page", short(owner), key, str(page + 1))))
    if shown.sources:
        tools.append(button(texts.SOURCES, custom_id("sources", key)))
    tools.append(button(texts.HELPED, custom_id("helped", key)))
    tools.append(button(texts.UNHELPED, custom_id("unhelped", key)))
    return tools


def _buttons(
    options: Sequence[Option], start: int, key: str, owner: int, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> "list[ui.Button[Any]]":
    made: dict[str, ui.Button[Any]] = {}
    for index, option in enumerate(options, start):
        name = custom_id("pick", short(owner), option_value(option, key, index))
        made.setdefault(name, button(option.label, name, style))
    return list(made.values())


def _selects(options: Sequence[Option], start: int, key: str, owner: int) -> "list[ui.Select[Any]]":
    selects = []
    for first in range(0, len(options), MOST_CHOICES):
        part = options[first : first + MOST_CHOICES]
        ends = texts.PICK_MORE.format(first=shortened(part[0].label, 40), last=shortened(part[-1].label, 40))
        choices = {
            value: discord.SelectOption(label=shortened(option.label, LONGEST_CHOICE), value=value)
            for index, option in enumerate(part, start + first)
            if (value := option_value(option, key, index))
        }
        selects.append(
            ui.Select[Any](
                custom_id=custom_id("choose", short(owner), str(first)),
                placeholder=ends if len(options) > MOST_CHOICES else texts.PICK,
                options=list(choices.values()),
            )
        )
    return selects
