"""Validation of message components, versions 1 and 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from local_discord.state.accounts import JSON
from local_discord.state.flags import SELECTS, ComponentType
from local_discord.validation.form import Form, Place

MOST_ROWS = 5
MOST_COMPONENTS = 40
MOST_TEXT = 4000
LINK_STYLE, PREMIUM_STYLE = 5, 6

_TOP_LEVEL_V2 = frozenset(
    {
        ComponentType.ACTION_ROW,
        ComponentType.SECTION,
        ComponentType.TEXT_DISPLAY,
        ComponentType.MEDIA_GALLERY,
        ComponentType.FILE,
        ComponentType.SEPARATOR,
        ComponentType.CONTAINER,
    },
)
_IN_CONTAINER = _TOP_LEVEL_V2 - {ComponentType.CONTAINER}
_IN_ROW = SELECTS | {ComponentType.BUTTON}


def walk(components: list[JSON], at: Place = ("components",)) -> Iterator[tuple[JSON, Place]]:
    """Every component at any depth, with its place, in display order."""
    for number, component in enumerate(components):
        place = (*at, number)
        yield component, place
        yield from walk(component.get("components") or [], (*place, "components"))
        accessory = component.get("accessory")
        if isinstance(accessory, dict):
            yield accessory, (*place, "accessory")


def media_of(component: JSON) -> Iterator[tuple[JSON, Place]]:
    """The media items of one component, with their places relative to the component."""
    kind = component.get("type")
    if kind == ComponentType.MEDIA_GALLERY:
        for number, item in enumerate(component.get("items") or []):
            if isinstance(item.get("media"), dict):
                yield item["media"], ("items", number, "media")
    elif kind == ComponentType.THUMBNAIL and isinstance(component.get("media"), dict):
        yield component["media"], ("media",)
    elif kind == ComponentType.FILE and isinstance(component.get("file"), dict):
        yield component["file"], ("file",)


def check_components(form: Form, components: list[JSON], at: Place, *, v2: bool) -> None:
    """Validate the components of one message; `at` is their place in the body."""
    allowed = _TOP_LEVEL_V2 if v2 else frozenset({ComponentType.ACTION_ROW})
    most = MOST_COMPONENTS if v2 else MOST_ROWS
    if len(components) > most:
        form.add_error(at, "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {most} in length.")
        return
    for number, component in enumerate(components):
        _check(form, component, (*at, number), allowed)
    if form.is_valid:
        _check_whole(form, components, at, v2=v2)


def _check_whole(form: Form, components: list[JSON], at: Place, *, v2: bool) -> None:
    found = list(walk(components, at))
    if v2 and len(found) > MOST_COMPONENTS:
        form.add_error(
            at,
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The maximum number of components is {MOST_COMPONENTS}",
        )
    text = sum(len(c.get("content", "")) for c, _ in found if c.get("type") == ComponentType.TEXT_DISPLAY)
    if text > MOST_TEXT:
        form.add_error(
            at,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Components displayable text size exceeds maximum size of {MOST_TEXT}",
        )
    seen: dict[str, set[Any]] = {"custom_id": set(), "id": set()}
    for component, place in found:
        for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
            value = component.get(key)
            if value in (None, 0):
                continue
            if value in seen[key]:
                form.add_error((*place, key), code, f"Component {key.replace('_', ' ')} cannot be duplicated")
            seen[key].add(value)


def _check(form: Form, component: Any, at: Place, allowed: frozenset[ComponentType]) -> None:
    if not isinstance(component, dict):
        form.add_error(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    if component.get("type") not in tuple(allowed):
        kinds = ", ".join(str(int(kind)) for kind in sorted(allowed))
        form.add_error((*at, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({kinds},).')
        return
    kind = ComponentType(component["type"])
    if kind in SELECTS:
        check_select(form, component, at)
    else:
        _CHECKS[kind](form, component, at)


def _check_row(form: Form, row: JSON, at: Place) -> None:
    inside = form.items(row, "components", at, least=1, most=5, required=True)
    for number, component in enumerate(inside):
        _check(form, component, (*at, "components", number), _IN_ROW)
    if len(inside) > 1 and any(component.get("type") in SELECTS for component in inside):
        form.add_error(
            (*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )


def _check_button(form: Form, button: JSON, at: Place) -> None:
    style = form.choice(button, "style", at, range(1, 7))
    label = form.text(button, "label", at, most=80)
    if style == LINK_STYLE:
        url = form.text(button, "url", at, least=1, most=512, required=True)
        if url is not None and not url.startswith(("http://", "https://", "discord://")):
            form.add_error((*at, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'discord').")
        if button.get("custom_id"):
            form.add_error((*at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED", "A link button cannot have a custom id")
    elif style != PREMIUM_STYLE:
        form.text(button, "custom_id", at, least=1, most=100, required=True)
        if button.get("url"):
            form.add_error((*at, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", "A custom id and url cannot both be specified")
    if not label and not button.get("emoji") and style != PREMIUM_STYLE and form.is_valid:
        form.add_error((*at, "label"), "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or an emoji")


def check_select(form: Form, select: JSON, at: Place) -> None:
    """Validate a select menu of a message or a modal."""
    form.text(select, "custom_id", at, least=1, most=100, required=True)
    form.text(select, "placeholder", at, most=150)
    least = form.number(select, "min_values", at, least=0, most=25)
    most = form.number(select, "max_values", at, least=1, most=25)
    if select["type"] == ComponentType.STRING_SELECT:
        options = form.items(select, "options", at, least=1, most=25, required=True)
        check_options(form, options, (*at, "options"))
        if options and (most or 1) > len(options):
            form.add_error((*at, "options"), "BASE_TYPE_BAD_LENGTH", f"Must be between {most} and 25 in length.")
    if least is not None and least > (most or 1):
        form.add_error((*at, "min_values"), "SELECT_COMPONENT_MIN_MAX", "min_values must not be greater than max_values")


def check_options(form: Form, options: list[JSON], at: Place) -> None:
    """Validate the options of a select menu, a radio group or a checkbox group."""
    values: set[str] = set()
    for number, option in enumerate(options):
        place = (*at, number)
        form.text(option, "label", place, least=1, most=100, required=True)
        form.text(option, "description", place, most=100)
        value = form.text(option, "value", place, least=1, most=100, required=True)
        if value is not None and value in values:
            code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
            form.add_error((*place, "value"), code, "The specified option value is already used")
        values.add(value or "")


def _check_section(form: Form, section: JSON, at: Place) -> None:
    texts = form.items(section, "components", at, least=1, most=3, required=True)
    for number, component in enumerate(texts):
        _check(form, component, (*at, "components", number), frozenset({ComponentType.TEXT_DISPLAY}))
    if section.get("accessory") is None:
        form.add_error((*at, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    else:
        _check(form, section["accessory"], (*at, "accessory"), frozenset({ComponentType.BUTTON, ComponentType.THUMBNAIL}))


def _check_text(form: Form, text: JSON, at: Place) -> None:
    form.text(text, "content", at, least=1, most=MOST_TEXT, required=True)


def _check_media(form: Form, holder: JSON, key: str, at: Place) -> None:
    media = holder.get(key)
    if not isinstance(media, dict):
        form.add_error((*at, key), "BASE_TYPE_REQUIRED", "This field is required")
        return
    form.text(media, "url", (*at, key), least=1, most=2048, required=True)
    form.text(holder, "description", at, most=1024)


def _check_gallery(form: Form, gallery: JSON, at: Place) -> None:
    for number, item in enumerate(form.items(gallery, "items", at, least=1, most=10, required=True)):
        _check_media(form, item, "media", (*at, "items", number))


def _check_container(form: Form, container: JSON, at: Place) -> None:
    form.number(container, "accent_color", at, least=0, most=0xFFFFFF)
    for number, component in enumerate(form.items(container, "components", at, least=1, most=MOST_COMPONENTS, required=True)):
        _check(form, component, (*at, "components", number), _IN_CONTAINER)


def _check_separator(form: Form, separator: JSON, at: Place) -> None:
    form.number(separator, "spacing", at, least=1, most=2)


_CHECKS = {
    ComponentType.ACTION_ROW: _check_row,
    ComponentType.BUTTON: _check_button,
    ComponentType.SECTION: _check_section,
    ComponentType.TEXT_DISPLAY: _check_text,
    ComponentType.THUMBNAIL: lambda form, component, at: _check_media(form, component, "media", at),
    ComponentType.MEDIA_GALLERY: _check_gallery,
    ComponentType.FILE: lambda form, component, at: _check_media(form, component, "file", at),
    ComponentType.SEPARATOR: _check_separator,
    ComponentType.CONTAINER: _check_container,
}
