"""Validation of a request body: a form collects all errors with their places and raises them together (code 50035)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from local_discord.state.errors import RefusalError

REQUIRED = "BASE_TYPE_REQUIRED"
BAD_LENGTH = "BASE_TYPE_BAD_LENGTH"
MAX_LENGTH = "BASE_TYPE_MAX_LENGTH"
CHOICES = "BASE_TYPE_CHOICES"

Place = tuple[str | int, ...]
"""The path to a value in a request body: keys and indexes."""


class Form:
    """Collects the errors in a body; `raise_errors()` raises them together.

    The methods for single fields return the value if it is valid. Otherwise they record an error if needed and return None
    or an empty value, so that the validation continues with the next field. `at` is the place of `body` in the request.
    """

    def __init__(self) -> None:
        self._errors: dict[str, Any] = {}

    def add_error(self, place: Place, code: str, message: str) -> None:
        """Record one error at `place`."""
        node = self._errors
        for step in place:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    @property
    def is_valid(self) -> bool:
        """Whether no error has been recorded so far."""
        return not self._errors

    def raise_errors(self) -> None:
        """Raise 50035 with all recorded errors; do nothing if there are none."""
        if self._errors:
            raise RefusalError(400, 50035, "Invalid Form Body", self._errors)

    def part(self, body: dict[str, Any], key: str, at: Place) -> dict[str, Any]:
        """An object field; empty if it is missing or invalid."""
        value = body.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.add_error((*at, key), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return {}
        return value

    def snowflake(self, body: dict[str, Any], key: str, at: Place, *, required: bool = False) -> int | None:
        """An id, given as a string or a number; None if it is missing or invalid."""
        value = body.get(key)
        if value is None:
            if required:
                self.add_error((*at, key), REQUIRED, "This field is required")
            return None
        if isinstance(value, bool) or not str(value).isdecimal():
            self.add_error((*at, key), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return None
        return int(value)

    def text(self, body: dict[str, Any], key: str, at: Place, *, most: int, least: int = 0, required: bool = False) -> str | None:
        """A string of `least` to `most` characters; None if it is missing, null or invalid."""
        value = body.get(key)
        place = (*at, key)
        if value is None:
            if required:
                self.add_error(place, REQUIRED, "This field is required")
            return None
        if not isinstance(value, str):
            self.add_error(place, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return None
        if required and least and not value:
            self.add_error(place, REQUIRED, "This field is required")
            return None
        return value if self._fits(len(value), place, least, most) else None

    def items(self, body: dict[str, Any], key: str, at: Place, *, most: int, least: int = 0, required: bool = False) -> list[Any]:
        """A list of `least` to `most` objects; empty if it is missing or invalid."""
        found = self.values(body, key, at, most=most, least=least, required=required)
        valid = True
        for number, item in enumerate(found):
            if not isinstance(item, dict):
                self.add_error((*at, key, number), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
                valid = False
        return found if valid else []

    def values(
        self, body: dict[str, Any], key: str, at: Place, *, most: int, least: int = 0, required: bool = False
    ) -> list[Any]:
        """A list of `least` to `most` values of any type; empty if it is missing or invalid."""
        value = body.get(key)
        place = (*at, key)
        if value is None:
            if required:
                self.add_error(place, REQUIRED, "This field is required")
            return []
        if not isinstance(value, list):
            self.add_error(place, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        return value if self._fits(len(value), place, least, most) else []

    def number(self, body: dict[str, Any], key: str, at: Place, *, least: int, most: int) -> int | None:
        """An integer from `least` to `most`; None if it is missing or invalid."""
        value = body.get(key)
        if value is None:
            return None
        place = (*at, key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.add_error(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value < least:
            self.add_error(place, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.")
        elif value > most:
            self.add_error(place, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        else:
            return value
        return None

    def choice(self, body: dict[str, Any], key: str, at: Place, allowed: Iterable[int]) -> int | None:
        """One of the allowed numbers; None if it is missing or invalid, both of which are errors."""
        value = body.get(key)
        choices = tuple(sorted(allowed))
        if value is None:
            self.add_error((*at, key), REQUIRED, "This field is required")
        elif isinstance(value, bool) or not isinstance(value, int) or value not in choices:
            self.add_error((*at, key), CHOICES, f"Value must be one of {{{', '.join(map(str, choices))}}}.")
        else:
            return int(value)
        return None

    def _fits(self, size: int, place: Place, least: int, most: int) -> bool:
        if least <= size <= most:
            return True
        if least:
            exactly = f"Must be between {least} and {most} in length."
            self.add_error(place, BAD_LENGTH, exactly)
        else:
            self.add_error(place, MAX_LENGTH, f"Must be {most} or fewer in length.")
        return False


def form_error(place: Place, code: str, message: str) -> RefusalError:
    """A 50035 error with a single entry; the caller raises it."""
    form = Form()
    form.add_error(place, code, message)
    try:
        form.raise_errors()
    except RefusalError as refusal:
        return refusal
    raise AssertionError("raise_errors() always raises for a form with an error")
