"""Discord's Markdown: escaping, splitting and shortening text, and removing mentions from it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SPECIAL: Final = re.compile(r"([\\*_~`|<])")
_LINE_START: Final = re.compile(r"^(\s*)(#{1,3} |-# |- |>{1,3} |\d+\. )", re.MULTILINE)
_MENTION: Final = re.compile(r"<(?:@[!&]?|#|a?:\w+:)\d+>")
_SPACES: Final = re.compile(r" {2,}")


def escape(text: str) -> str:
    """The text, escaped so that Discord shows it literally: without formatting, mentions and links."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def split_text(paragraphs: Iterable[str], limit: int) -> Iterator[str]:
    """The paragraphs, each split into parts of at most `limit` characters: at the end of a line or of a sentence, else
    between two words, else inside a word."""
    for paragraph in paragraphs:
        rest = paragraph
        while len(rest) > limit:
            ends = [at + len(end) for end in ("\n", ". ") if (at := rest.rfind(end, 1, limit)) > 0]
            at = max(ends, default=0) or rest.rfind(" ", 1, limit) + 1 or limit
            yield rest[:at].rstrip()
            rest = rest[at:].lstrip()
        if rest:
            yield rest


def shorten(text: str, limit: int) -> str:
    """The text, cut to at most `limit` characters; a cut text ends with "…". Use it only where the whole text is shown
    elsewhere, such as for labels."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"


def strip_mentions(text: str) -> str:
    """The text of a message without mentions of users, roles and channels, and without custom emoji."""
    return _SPACES.sub(" ", _MENTION.sub(" ", text)).strip()
