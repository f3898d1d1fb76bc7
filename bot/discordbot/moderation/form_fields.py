"""A text in a form of several fields, each of bounded length, and back, without a character lost.

Forms cut blanks off both ends of a field. So each field but the first begins with a comment of ours, which keeps the
indentation of the line below it and is taken away again.
"""

import re
from typing import Final

FIELD: Final = 4_000
"""Characters in a field, at most."""

FIELDS: Final = 5

_MARK: Final = "# part {number}: goes on from the field above; leave this line"
_MARKED: Final = re.compile(r"^# part \d: goes on from the field above; leave this line\n?")
_ROOM: Final = FIELD - len(_MARK)


def split_fields(text: str) -> tuple[str, ...] | None:
    """The text in at most FIELDS fields; None when it is too long for them, or a line of it is."""
    rest = text.strip("\n")
    fields: list[str] = []
    while rest:
        mark = f"{_MARK.format(number=len(fields) + 1)}\n" if fields else ""
        cut = len(rest) if len(rest) <= _ROOM else _cut(rest)
        if cut is None:
            return None
        fields.append(mark + rest[:cut])
        rest = rest[cut + 1 :]
    return tuple(fields) if 0 < len(fields) <= FIELDS else None


def join_fields(fields: tuple[str, ...]) -> str:
    """The text that was parted, ending in one newline; a field that was emptied is left out."""
    parts = [_MARKED.sub("", field.replace("\r\n", "\n").replace("\r", "\n")) for field in fields]
    return "\n".join(split_fields for split_fields in parts if split_fields.strip()).rstrip("\n") + "\n"


def _cut(text: str) -> int | None:
    """The newline to part at: before a key of the top level where one begins in the second half of the field, else the last
    one. Never beside an empty line, which would be cut off.
    """
    fitting = [spot.start() for spot in re.finditer(r"(?<=[^\s])\n(?=[^\n])", text[: _ROOM + 1])]
    keys = [at for at in fitting if at > _ROOM // 2 and not text[at + 1].isspace()]
    return next(reversed(keys or fitting), None)
