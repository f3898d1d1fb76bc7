"""Discord's Markdown: text that shows as it is written, and text parted where people would part it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SPECIAL: Final = re.compile(r"([\\*_~`|<])")
_AT_START: Final = re.compile(r"^(\s*)(#{1,3} |-# |- |>{1,3} |\d+\. )", re.MULTILINE)


def escape(text: str) -> str:
    """The text with nothing in it that Discord would take for formatting, a mention or a link."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def split_text(paragraphs: Iterable[str], most: int) -> Iterator[str]:
    """The paragraphs, those longer than `most` characters parted: at line ends, else after sentences, else between words."""
    for paragraph in paragraphs:
        left = paragraph
        while len(left) > most:
            ends = [at + len(end) for end in ("\n", ". ") if (at := left.rfind(end, 1, most)) > 0]
            at = max(ends, default=0) or left.rfind(" ", 1, most) + 1 or most
            yield left[:at].rstrip()
            left = left[at:].lstrip()
        if left:
            yield left


def shorten(text: str, most: int) -> str:
    """A label that fits; what is left out is marked. For labels only, whose whole text stands elsewhere."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"


_MENTION: Final = re.compile(r"<(?:@[!&]?|#|a?:\w+:)\d+>")

_GAP: Final = re.compile(r" {2,}")


def strip_mentions(text: str) -> str:
    """What somebody wrote, without the marks of people, channels and emoji in it."""
    return _GAP.sub(" ", _MENTION.sub(" ", text)).strip()
