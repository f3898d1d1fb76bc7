"""Splits a long text into several fields of a form, and joins the submitted fields again without losing a character.

Discord removes blanks from both ends of a field. So each field but the first begins with a comment line, which protects the
indentation of the line below it and is removed when the fields are joined.
"""

import re
from typing import Final

FIELD: Final = 4_000
"""Discord's limit for a field, in characters."""

FIELDS: Final = 5
"""Discord's limit for the fields of a form."""

_MARK: Final = "# part {number}: goes on from the field above; leave this line"
_MARK_PATTERN: Final = re.compile(r"^# part \d: goes on from the field above; leave this line\n?")
_ROOM: Final = FIELD - len(_MARK)


def split_fields(text: str) -> tuple[str, ...] | None:
    """The text as at most FIELDS fields; None when the text or one of its lines is too long for that. Fields begin with a
    top-level key where there is room for it."""
    return _split(text, at_keys=True) or _split(text, at_keys=False)


def _split(text: str, *, at_keys: bool) -> tuple[str, ...] | None:
    rest = text.strip("\n")
    fields: list[str] = []
    while rest:
        mark = f"{_MARK.format(number=len(fields) + 1)}\n" if fields else ""
        cut = len(rest) if len(rest) <= _ROOM else _cut(rest, at_keys=at_keys)
        if cut is None:
            return None
        fields.append(mark + rest[:cut])
        rest = rest[cut + 1 :]
    return tuple(fields) if 0 < len(fields) <= FIELDS else None


def join_fields(fields: tuple[str, ...]) -> str:
    """The text of submitted fields, ending in one newline. Empty fields are left out."""
    parts = [_MARK_PATTERN.sub("", field.replace("\r\n", "\n").replace("\r", "\n")) for field in fields]
    return "\n".join(part for part in parts if part.strip()).rstrip("\n") + "\n"


def _cut(text: str, *, at_keys: bool) -> int | None:
    """The position of the newline to split at; None when there is none.

    With `at_keys` it is the last one before a top-level key in the second half of the field, else the last one in the field.
    A newline next to an empty line is never used, because Discord would remove the empty line.
    """
    fitting = [match.start() for match in re.finditer(r"(?<=[^\s])\n(?=[^\n])", text[: _ROOM + 1])]
    keys = [at for at in fitting if at_keys and at > _ROOM // 2 and not text[at + 1].isspace()]
    return next(reversed(keys or fitting), None)
