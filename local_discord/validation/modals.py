"""Validation of modals."""

from __future__ import annotations

from typing import Any

from local_discord.state.accounts import JSON
from local_discord.state.flags import SELECTS, ComponentType
from local_discord.validation.components import check_options, check_select
from local_discord.validation.form import Form, Place

_TOP_LEVEL = (ComponentType.ACTION_ROW, ComponentType.TEXT_DISPLAY, ComponentType.LABEL)
_GROUPS = (ComponentType.RADIO_GROUP, ComponentType.CHECKBOX_GROUP)
_IN_LABEL = SELECTS | {ComponentType.TEXT_INPUT, ComponentType.FILE_UPLOAD, ComponentType.CHECKBOX, *_GROUPS}


def check_modal(body: JSON) -> None:
    """Validate a modal; raises 50035 with all errors. `body` is the `data` object of the callback."""
    form = Form()
    at: Place = ("data",)
    form.text(body, "title", at, least=1, most=45, required=True)
    form.text(body, "custom_id", at, least=1, most=100, required=True)
    components = form.items(body, "components", at, least=1, most=5, required=True)
    for number, component in enumerate(components):
        _check_top(form, component, (*at, "components", number))
    ids = [inner["custom_id"] for inner in inputs_of(components) if inner.get("custom_id")] if form.is_valid else []
    if len(set(ids)) < len(ids):
        form.add_error((*at, "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    form.raise_errors()


def inputs_of(components: list[JSON]) -> list[JSON]:
    """The input components of a modal, without the action rows and labels that contain them."""
    found: list[JSON] = []
    for component in components:
        if component.get("type") == ComponentType.ACTION_ROW:
            found.extend(component.get("components") or [])
        elif component.get("type") == ComponentType.LABEL:
            found.append(component["component"])
    return found


def _check_top(form: Form, component: Any, at: Place) -> None:
    kind = form.choice(component, "type", at, map(int, _TOP_LEVEL))
    if kind == ComponentType.TEXT_DISPLAY:
        form.text(component, "content", at, least=1, most=4000, required=True)
    elif kind == ComponentType.ACTION_ROW:
        inside = form.items(component, "components", at, least=1, most=1, required=True)
        for number, inner in enumerate(inside):
            _check_input(form, inner, (*at, "components", number), labelled=False)
    elif kind == ComponentType.LABEL:
        form.text(component, "label", at, least=1, most=45, required=True)
        form.text(component, "description", at, most=100)
        inner = component.get("component")
        if isinstance(inner, dict):
            _check_input(form, inner, (*at, "component"), labelled=True)
        else:
            form.add_error((*at, "component"), "BASE_TYPE_REQUIRED", "This field is required")


def _check_input(form: Form, component: JSON, at: Place, *, labelled: bool) -> None:
    kind = form.choice(component, "type", at, map(int, _IN_LABEL if labelled else (ComponentType.TEXT_INPUT,)))
    if kind is None:
        return
    if kind in SELECTS:
        check_select(form, component, at)
        return
    form.text(component, "custom_id", at, least=1, most=100, required=True)
    if kind == ComponentType.TEXT_INPUT:
        _check_text_input(form, component, at, labelled=labelled)
    elif kind in _GROUPS:
        options = form.items(component, "options", at, least=1, most=10, required=True)
        check_options(form, options, (*at, "options"))


def _check_text_input(form: Form, component: JSON, at: Place, *, labelled: bool) -> None:
    form.choice(component, "style", at, (1, 2))
    if labelled:
        if component.get("label"):
            form.add_error((*at, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", "A text input inside a label has no label of its own")
    else:
        form.text(component, "label", at, least=1, most=45, required=True)
    form.text(component, "placeholder", at, most=100)
    form.text(component, "value", at, most=4000)
    least = form.number(component, "min_length", at, least=0, most=4000)
    most = form.number(component, "max_length", at, least=1, most=4000)
    if least is not None and most is not None and least > most:
        form.add_error((*at, "min_length"), "TEXT_INPUT_MIN_MAX", "min_length must not be greater than max_length")
