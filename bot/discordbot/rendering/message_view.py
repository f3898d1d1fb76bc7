"""A document as a Discord message of Components V2: one container with the text, a picture, and rows of buttons and selects."""

import io
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.answers.reply import EDITORIAL_MARK
from bot.dialogue.state import Option
from bot.discordbot.rendering.custom_ids import custom_id, encode_id, option_value
from bot.discordbot.rendering.image_cache import Image
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
    """A view whose components are given as JSON.

    To build an answer from discord.py's component objects would take longer than everything else that is done for the
    answer. The objects are not needed, because presses are handled by their custom ids.
    """

    def __init__(self, components: list[JSON]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[JSON]:
        return self._components

    def has_components_v2(self) -> bool:
        return True


def answer_view(
    document: Document, key: str, owner: int, *, page: int = 0, lead: str = "", picture: Image | None = None
) -> ui.LayoutView:
    """One page of the answer `key`, for the user `owner`. `lead` is shown above the text. The picture must be attached to
    the message, see `picture_file`."""
    components: list[JSON] = [_text(lead)] if lead else []
    sections = document.pages[page] if page < len(document.pages) else (general.NOTHING,)
    for number, section in enumerate(sections):
        if number:
            components.append(_separator())
        components.append(_text(section))
    if picture is not None:
        item = {"media": {"url": f"attachment://{PICTURE_FILE}"}, "description": picture.alt}
        components.append({"type": _MEDIA_GALLERY, "items": [item]})
    if footer := _footer(document, sections, page):
        components.append(_text(footer))
    rows = _rows(document, key, owner, page)
    if rows:
        components += [_separator(), *rows]
    return RawComponentView([{"type": _CONTAINER, "accent_color": COLOUR, "components": components}])


def text_view(text: str, *rows: "ui.ActionRow[Any]") -> ui.LayoutView:
    """A text (Markdown), with rows of buttons under it."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), *rows, accent_colour=COLOUR)
    return static_view(container)


def static_view(*items: "ui.Item[Any]") -> ui.LayoutView:
    """A view that discord.py does not keep in memory: the presses on it are handled by their custom ids."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def picture_file(picture: Image) -> discord.File:
    """The attachment that `answer_view` refers to."""
    return discord.File(io.BytesIO(picture.png), PICTURE_FILE, description=picture.alt)


def button(label: str, component_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> "ui.Button[Any]":
    return ui.Button(label=shorten(label, LONGEST_BUTTON), custom_id=component_id, style=style)


def action_row(*items: "ui.Item[Any]") -> "ui.ActionRow[Any]":
    row: ui.ActionRow[Any] = ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row


def _footer(document: Document, sections: Sequence[str], page: int) -> str:
    lines = list(document.notes)
    if any(EDITORIAL_MARK in section for section in sections):
        lines.append(f"{EDITORIAL_MARK} {general.EDITORIAL}")
    if len(document.pages) > 1:
        lines.append(general.PAGE.format(page=page + 1, pages=len(document.pages)))
    return "\n".join(f"-# {line}" for line in lines)


def _rows(document: Document, key: str, owner: int, page: int) -> list[JSON]:
    rows = []
    owner_code = encode_id(owner)
    choices = document.choices_on(page)
    start = page * OPTIONS_A_PAGE if len(document.choices) > OPTIONS_A_PAGE else 0
    if 0 < len(choices) <= MOST_BUTTONS and all(len(option.label) <= LONGEST_BUTTON for option in choices):
        rows.append(_row(_options(choices, start, key, owner_code, _PRIMARY)))
    elif choices:
        rows += [_row([select]) for select in _selects(choices, start, key, owner_code)]
    if document.follow_ups:
        rows.append(_row(_options(document.follow_ups[:MOST_BUTTONS], len(document.choices), key, owner_code, _SECONDARY)))
    if tools := _tools(document, key, owner_code, page):
        rows.append(_row(tools))
    return rows


def _tools(document: Document, key: str, owner: str, page: int) -> list[JSON]:
    """The buttons that every kind of answer has: pages, sources, feedback, suggestion."""
    tools = []
    if page > 0:
        tools.append(_button(general.BACK, custom_id("page", owner, key, str(page - 1))))
    if page + 1 < len(document.pages):
        tools.append(_button(general.NEXT, custom_id("page", owner, key, str(page + 1))))
    if document.sources:
        tools.append(_button(general.SOURCES, custom_id("sources", key)))
    if document.asks_feedback:
        tools.append(_button(general.HELPED, custom_id("helped", key)))
        tools.append(_button(general.UNHELPED, custom_id("unhelped", key)))
    if document.asks_feedback and len(tools) < MOST_BUTTONS:  # the middle pages have no room for it
        tools.append(_button(SUGGEST, custom_id("suggest", key)))
    return tools


def _options(options: Sequence[Option], start: int, key: str, owner: str, style: int) -> list[JSON]:
    """A button for each option. Discord refuses two equal custom ids in a message, so equal options get one button."""
    buttons: dict[str, JSON] = {}
    for index, option in enumerate(options, start):
        component_id = custom_id("pick", owner, option_value(option, key, index))
        buttons.setdefault(component_id, _button(option.label, component_id, style))
    return list(buttons.values())


def _selects(options: Sequence[Option], start: int, key: str, owner: str) -> list[JSON]:
    selects = []
    for first in range(0, len(options), MOST_CHOICES):
        part = options[first : first + MOST_CHOICES]
        label_range = general.PICK_MORE.format(first=shorten(part[0].label, 40), last=shorten(part[-1].label, 40))
        choices = {
            value: {"label": shorten(option.label, LONGEST_CHOICE), "value": value}
            for index, option in enumerate(part, start + first)
            if (value := option_value(option, key, index))
        }
        selects.append(
            {
                "type": _SELECT,
                "custom_id": custom_id("choose", owner, str(first)),
                "placeholder": label_range if len(options) > MOST_CHOICES else general.PICK,
                "options": list(choices.values()),
            }
        )
    return selects


def _button(label: str, component_id: str, style: int = _SECONDARY) -> JSON:
    return {"type": _BUTTON, "style": style, "label": shorten(label, LONGEST_BUTTON), "custom_id": component_id}


def _row(items: list[JSON]) -> JSON:
    return {"type": _ACTION_ROW, "components": items}


def _text(content: str) -> JSON:
    return {"type": _TEXT_DISPLAY, "content": content}


def _separator() -> JSON:
    return {"type": _SEPARATOR, "divider": True, "spacing": 1}
