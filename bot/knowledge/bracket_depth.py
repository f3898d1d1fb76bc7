"""Where lists and mappings in brackets are nested too deeply in a YAML text: one pass over the characters, before any parser.

YAML parsers differ in how deep a nesting they take, and look far ahead while they read brackets, so a bound that is checked
on their events may come too late. This scanner knows just enough of YAML to tell a bracket that opens a list or a mapping
from one that stands in a quoted text, a plain text, a block of text or a comment. The time grows with the length of the text.
"""

import re
from typing import Final

_BLANKS: Final = " \t\r\n"
_OPENING: Final = "[{"
_CLOSING: Final = "]}"
_BEFORE_COMMENT: Final = _BLANKS + _OPENING + _CLOSING + ","
_BLOCK_TEXT: Final = re.compile(r"[|>][-+1-9]{0,2}[ \t]*(?:#[^\n]*)?\n|[|>][-+1-9]{0,2}[ \t]*\Z")
_OTHER_LINE_BREAKS: Final = re.compile("[\r\x85\u2028\u2029]")
_COMMENT_OR_MARKER: Final = re.compile(r"#[^\n]*|(?<![^\n])(?:---|\.\.\.)(?=[ \t\n]|\Z)[ \t]*")
"""After it the line goes on as a line of its own, or ends: a value that it leaves out may follow below."""

_LINE_END: Final = re.compile(r"\n|\Z")
_INDENT: Final = re.compile(r" *")
_ENTRY_MARKS: Final = re.compile(r"(?:[-?:](?:[ \t]+|(?=\n)))*")
_KEY_END: Final = re.compile(r":(?=[ \t\n])|[ \t]#|\n|:?\Z")
_BLANKS_ON_LINE: Final = re.compile(r"[ \t]*")
_NO_PLAIN_KEY: Final = frozenset("\"'[{|>&*!#")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.DOTALL)


def first_too_deep(text: str, most: int) -> int | None:
    """The index of the first bracket that opens a level deeper than `most` levels of brackets; None when there is none."""
    text = _OTHER_LINE_BREAKS.sub("\n", text)
    at = 0
    while at < len(text):
        at, indent = _value_on_line(text, at)
        if at >= len(text) or text[at] == "\n":
            at += 1
        elif nothing := _COMMENT_OR_MARKER.match(text, at):
            at = nothing.end()
        elif text[at] in _OPENING:
            at, too_deep = _end_of_brackets(text, at, most)
            if too_deep is not None:
                return too_deep
        elif _BLOCK_TEXT.match(text, at):
            at = _end_of_text(text, _end_of_line(text, at), indent)
        elif quoted := _QUOTED.match(text, at):
            at = quoted.end()
            after = _BLANKS_ON_LINE.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere
            if not text.startswith(":", after):  # else it was a key, and its value follows on this line
                at = _end_of_line(text, at)
        else:
            at = _end_of_text(text, _end_of_line(text, at), indent)
    return None


def _value_on_line(text: str, at: int) -> tuple[int, int]:
    """Where the last value on a line begins, after list marks and keys, and the column of what it belongs to."""
    line = text.rfind("\n", 0, at) + 1
    at = _INDENT.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere
    indent = at - line
    start = _ENTRY_MARKS.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere
    if text[start : start + 1] in _NO_PLAIN_KEY:
        return start, indent
    end = _KEY_END.search(text, start)
    if end is not None and end.group() == ":":
        return _BLANKS_ON_LINE.match(text, end.end()).end(), start - line  # type: ignore[union-attr]  # matches everywhere
    return start, indent


def _end_of_line(text: str, at: int) -> int:
    return _LINE_END.search(text, at).end()  # type: ignore[union-attr]  # there is always an end


def _end_of_text(text: str, at: int, indent: int) -> int:
    """Where a text ends that goes on over every line that is empty or indented deeper than `indent`."""
    while at < len(text):
        first = _INDENT.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere
        is_empty = first >= len(text) or text[first] == "\n"
        if not is_empty and first - at <= indent:
            break
        at = _end_of_line(text, first)
    return at


def _end_of_brackets(text: str, at: int, most: int) -> tuple[int, int | None]:
    """Where the brackets that open at `at` are all closed, and the first bracket that is too deep, if one is."""
    depth = 0
    may_begin = True  # whether a quoted text may begin here: not in the middle of a plain one
    while at < len(text):
        character = text[at]
        if character in _OPENING:
            depth += 1
            if depth > most:
                return at, at
            may_begin = True
        elif character in _CLOSING:
            depth -= 1
            if depth == 0:
                return at + 1, None
            may_begin = False
        elif character in "\"'" and may_begin:
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                return len(text), None  # never closed: the parser says so
            at = quoted.end() - 1
            may_begin = False
        elif character == "#" and text[at - 1] in _BEFORE_COMMENT:
            at = _end_of_line(text, at) - 1
        elif character in ",:":
            may_begin = True
        elif character not in _BLANKS:
            may_begin = False
        at += 1
    return len(text), None
