"""A line at the top of a downloaded file with its version, so that an upload never overwrites a newer version unnoticed."""

import re
from typing import Final

_MARK: Final = "# version {number}: leave this line, so that I notice what others changed meanwhile\n"
_MARKED: Final = re.compile(r"^# version (\d{1,12}): leave this line[^\n]*\n?")


def with_version_header(text: str, version: int | None) -> str:
    """The text with its version above it."""
    return text if version is None else _MARK.format(number=version) + text


def without_version_header(text: str) -> tuple[str, int | None]:
    """The text without the header, and the version that the header gave; None when there was no header."""
    found = _MARKED.match(text)
    return (text[found.end() :], int(found.group(1))) if found else (text, None)
