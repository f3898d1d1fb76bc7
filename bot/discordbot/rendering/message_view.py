"""A document as a Components V2 message: one container that reads well on a phone, and the buttons under it."""

import io
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.answers.reply import EDITORIAL_MARK
from bot.dialogue.state import Option
from bot.discordbot.rendering.custom_ids import custom_id, encode_id, option_value
from bot.discordbot.rendering.image_cache import Drawn
from bot.discordbot.rendering.markdown import shorten
from bot.discordbot.rendering.pagination import OPTIONS_A_PAGE, Document
from bot.discordbot.strings import general
from bot.discordbot.strings.suggestions import SUGGEST

COLOUR: Final = 0x2F7F86
LONGEST_BUTTON: Final = 80
LONGEST_CHOICE: Final = 100
MOST_BUTTONS: Final = 5
MOST_CHOICES: Final = 25
PICTURE_FILE: Final = "answer.png"

JSON: TypeAlias = dict[str, Any]
_ACTION_ROW: Final = discord.ComponentType.action_row.value
_BUTTON: Final = discord.ComponentType.button.value
_SELECT: Final = discord.ComponentType.select.value
_TEXT_DISPLAY: Final = discord.ComponentType.text_display.value
_MEDIA_GALLERY: Final = discord.ComponentType.media_gallery.value
_SEPARATOR: Final = discord.ComponentType.separator.value
_CONTAINER: Final = discord.ComponentType.container.value
_PRIMARY: Final = discord.ButtonStyle.primary.value
_SECONDARY: Final = discord.ButtonStyle.secondary.value


class RawComponentView(ui.LayoutView):
    """A message's components as they are sent. Answers are made by the thousand, and the library's objects for them would
    take longer than all else that is done for one; there is nothing for them to do, as presses are told by custom ids.
    """

    def __init__(self, components: list[JSON]) -> None:
        super().__init__(timeout=None)
        self._prepared = components
        self.stop()

    def to_components(self) -> list[JSON]:
        return self._prepared

    def has_components_v2(self) -> bool:
        return True


def answer_view(
    shown: Document, key: str, owner: int, *, page: int = 0, lead: str = "", picture: Drawn | None = None
) -> ui.LayoutView:
    """One page of an answer. `lead` stands above it; the picture's file goes along with the message."""
    inside: list[JSON] = [_text(lead)] if lead else []
    sections = shown.pages[page] if page < len(shown.pages) else (general.NOTHING,)
    for number, section in enumerate(sections):
        if number:
            inside.append(_separator())
        inside.append(_text(section))
    if picture is not None:
        item = {"media": {"url": f"attachment://{PICTURE_FILE}"}, "description": picture.alt}
        inside.append({"type": _MEDIA_GALLERY, "items": [item]})
    if footer := _footer(shown, sections, page):
        inside.append(_text(footer))
    rows = _rows(shown, key, owner, page)
    if rows:
        inside += [_separator(), *rows]
    return RawComponentView([{"type": _CONTAINER, "accent_color": COLOUR, "components": inside}])


def text_view(text: str, *rows: "ui.ActionRow[Any]") -> ui.LayoutView:
    """A sentence of the door's own, with what can be pressed under it."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), *rows, accent_colour=COLOUR)
    return freeze(container)


def freeze(*items: "ui.Item[Any]") -> ui.LayoutView:
    """A view that the library need not remember: what its buttons do stands in their custom ids."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def picture_file(picture: Drawn) -> discord.File:
    return discord.File(io.BytesIO(picture.png), PICTURE_FILE, description=picture.alt)


def button(label: str, name: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> "ui.Button[Any]":
    return ui.Button(label=shorten(label, LONGEST_BUTTON), custom_id=name, style=style)


def action_row(*items: "ui.Item[Any]") -> "ui.ActionRow[Any]":
    row: ui.ActionRow[Any] = ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row


def _footer(shown: Document, sections: Sequence[str], page: int) -> str:
    lines = list(shown.notes)
    if any(EDITORIAL_MARK in section for section in sections):
        lines.append(f"{EDITORIAL_MARK} {general.EDITORIAL}")
    if len(shown.pages) > 1:
        lines.append(general.PAGE.format(page=page + 1, pages=len(shown.pages)))
    return "\n".join(f"-# {line}" for line in lines)


def _rows(shown: Document, key: str, owner: int, page: int) -> list[JSON]:
    rows = []
    mine = encode_id(owner)
    choices = shown.choices_on(page)
    start = page * OPTIONS_A_PAGE if len(shown.choices) > OPTIONS_A_PAGE else 0
    if 0 < len(choices) <= MOST_BUTTONS and all(len(option.label) <= LONGEST_BUTTON for option in choices):
        rows.append(_row(_options(choices, start, key, mine, _PRIMARY)))
    elif choices:
        rows += [_row([select]) for select in _selects(choices, start, key, mine)]
    if shown.follow_ups:
        rows.append(_row(_options(shown.follow_ups[:MOST_BUTTONS], len(shown.choices), key, mine, _SECONDARY)))
    if tools := _tools(shown, key, mine, page):
        rows.append(_row(tools))
    return rows


def _tools(shown: Document, key: str, owner: str, page: int) -> list[JSON]:
    tools = []
    if page > 0:
        tools.append(_button(general.BACK, custom_id("page", owner, key, str(page - 1))))
    if page + 1 < len(shown.pages):
        tools.append(_button(general.NEXT, custom_id("page", owner, key, str(page + 1))))
    if shown.sources:
        tools.append(_button(general.SOURCES, custom_id("sources", key)))
    if shown.asks_feedback:
        tools.append(_button(general.HELPED, custom_id("helped", key)))
        tools.append(_button(general.UNHELPED, custom_id("unhelped", key)))
    if shown.asks_feedback and len(tools) < MOST_BUTTONS:  # a page in the middle has no room for it, the last one has
        tools.append(_button(SUGGEST, custom_id("suggest", key)))
    return tools


def _options(options: Sequence[Option], start: int, key: str, owner: str, style: int) -> list[JSON]:
    """Buttons; of two that would do the same only the first."""
    made: dict[str, JSON] = {}
    for index, option in enumerate(options, start):
        name = custom_id("pick", owner, option_value(option, key, index))
        made.setdefault(name, _button(option.label, name, style))
    return list(made.values())


def _selects(options: Sequence[Option], start: int, key: str, owner: str) -> list[JSON]:
    selects = []
    for first in range(0, len(options), MOST_CHOICES):
        part = options[first : first + MOST_CHOICES]
        ends = general.PICK_MORE.format(first=shorten(part[0].label, 40), last=shorten(part[-1].label, 40))
        choices = {
            value: {"label": shorten(option.label, LONGEST_CHOICE), "value": value}
            for index, option in enumerate(part, start + first)
            if (value := option_value(option, key, index))
        }
        selects.append(
            {
                "type": _SELECT,
                "custom_id": custom_id("choose", owner, str(first)),
                "placeholder": ends if len(options) > MOST_CHOICES else general.PICK,
                "options": list(choices.values()),
            }
        )
    return selects


def _button(label: str, name: str, style: int = _SECONDARY) -> JSON:
    return {"type": _BUTTON, "style": style, "label": shorten(label, LONGEST_BUTTON), "custom_id": name}


def _row(items: list[JSON]) -> JSON:
    return {"type": _ACTION_ROW, "components": items}


def _text(content: str) -> JSON:
    return {"type": _TEXT_DISPLAY, "content": content}


def _separator() -> JSON:
    return {"type": _SEPARATOR, "divider": True, "spacing": 1}
