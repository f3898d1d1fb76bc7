"""Removes from a question what could identify its author: mentions, links, addresses, phone numbers, tokens and secrets.

Names in running text cannot be told from other words, so they stay. That is why a question that only one person asked is
never shown to anybody (see grouping.py).
"""

import re
from typing import Final

from bot.nlu.parsing.tokenizer import clean

LONGEST: Final = 500
"""The number of characters of a question that are kept; the question itself comes early."""

MOST_READ: Final = 4 * LONGEST
"""The number of characters that are read, so that enough is left when half of them are removed."""

LONG_WORD: Final = 32
"""A run of letters, digits and signs of this length is no word."""

MIXED_WORD: Final = 16
"""A run of letters and digits of this length is no word either: keys, tokens, account numbers."""

TANGLED_WORD: Final = 12
"""Nor is a shorter run in which letters come before digits and digits before letters."""

PHONE_DIGITS: Final = 7
"""This many digits with only separators between them are a phone number or an id."""


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ENDINGS: Final = "com|org|net|io|gg|me|edu|gov|co|dev|app|info|biz|de|uk|fr|eu|us|ca|in|xyz|tv|link|site|online"
_SECRETS: Final = "passwor[dt]|passwd|pwd|passcode|pin|secret|token|bearer|(?:api|access|private)[ _-]?key"
_RUN: Final = r"[\w+=~-]"

# The first pattern bounds every later one: after it no run without a space is longer than LONG_WORD + 8 characters, so a
# pattern that looks ahead within such a run costs a constant for each place it starts at.
_REMOVED: Final = (
    re.compile(rf"\S{{{LONG_WORD + 8},}}"),
    re.compile(r"<#|<[@#:/at][^<>\n]*>"),  # Discord's marks for people, roles, channels, emoji, commands, times
    _any_case(r"\S+\s?[(\[{]\s?at\s?[)\]}]\s?\S+"),
    _any_case(r"\b[\w.+-]+ at [\w-]+ dot \w+(?: dot \w+)*"),
    re.compile(r"\S*://\S*"),
    _any_case(r"\bwww\.\S*"),
    _any_case(rf"(?<!\w)(?!asp\.net\b)[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})(?![\w.-]*\w)(?:[/?:#]\S*)?"),
    re.compile(r"\b[\w-]+\.[\w.-]*\w/\S+"),  # an address with a path, whatever its ending
    re.compile(r"\S*@\S*"),
    re.compile(r"\S+#\d{4}\b"),
    _any_case(rf"\b(?:{_SECRETS})\s*(?:\bis\b|[:=])[\s:=]*\S+"),
    _any_case(r"\bmy (?:full |first |last )?name(?: is|s|'s)\s+\w+(?: [A-Z]\w+)?"),
    re.compile(rf"\+?\(?\d(?:[\s().\-/+]*\d){{{PHONE_DIGITS - 1},}}"),
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    re.compile(rf"[\w+=.~-]{{{LONG_WORD},}}"),
    re.compile(rf"(?<!{_RUN})(?={_RUN}{{{MIXED_WORD}}})(?={_RUN}*\d)(?={_RUN}*[^\W\d_]){_RUN}+"),
    re.compile(rf"(?<!{_RUN})(?={_RUN}{{{TANGLED_WORD}}})(?={_RUN}*[^\W\d_]\d)(?={_RUN}*\d[^\W\d_]){_RUN}+"),
)
_SPACES: Final = re.compile(r"\s+")


def redact(text: str) -> str:
    """The redacted text on one line; redacting it again changes nothing. It may be empty."""
    left = without_personal(_SPACES.sub(" ", clean(text))[:MOST_READ])
    while (
        again := without_personal(left)
    ) != left:  # what was parted by something removed may be something now; each round is shorter
        left = again
    return left


def without_personal(text: str) -> str:
    """One round of removals over a text of any length, in time that is linear in the length."""
    for pattern in _REMOVED:
        text = pattern.sub(" ", text)
    return _SPACES.sub(" ", text)[:LONGEST].strip()
