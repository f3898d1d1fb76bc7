"""Versions of files as they leave the program: a line above a downloaded file, and the whole history as JSON Lines."""

import json
import re
from typing import Final

from bot.storage.history import Version

_MARK: Final = "# version {number}: leave this line, so that I notice what others changed meanwhile\n"
_MARKED: Final = re.compile(r"^# version (\d{1,12}): leave this line[^\n]*\n?")


def with_version_header(text: str, version: int | None) -> str:
    """The text with its version above it, so that an upload never overwrites a newer version unnoticed."""
    return text if version is None else _MARK.format(number=version) + text


def without_version_header(text: str) -> tuple[str, int | None]:
    """The text without the header, and the version that the header gave; None when there was no header."""
    found = _MARKED.match(text)
    return (text[found.end() :], int(found.group(1))) if found else (text, None)


def history_lines(versions: list[Version]) -> bytes:
    """One line of JSON for each version. Contents are text; anything else was never live."""
    lines = []
    for version in versions:
        change = version.change
        lines.append(
            {
                "version": version.number,
                "file": version.file,
                "previous": version.previous,
                "change": change.number,
                "author": change.author,
                "origin": change.origin,
                "reason": change.reason,
                "override": change.override,
                "made": change.made,
                "content": version.content.decode("utf-8", "replace") if version.content is not None else None,
            }
        )
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
