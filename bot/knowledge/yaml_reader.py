"""Reads one YAML file in bounded time and memory, and keeps the place of every value.

Only a plain part of YAML is accepted: mappings, lists, text, whole numbers, true/false, null. Anchors, aliases and tags
are refused, so neither alias bombs nor object construction are possible. The file is read as parser events, so every
limit is checked at the event that crosses it, and nothing larger is built.
"""

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from bot.knowledge.bracket_depth import first_too_deep
from bot.knowledge.problems import Place, Problem

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 10
TOO_DEEP: Final = f"nested deeper than {MAX_DEPTH} levels; flatten it"
_LINK_TO_ITSELF: Final = "this link leads to itself; put the file itself here"
MAX_NODES: Final = 20_000
MAX_KEY_LENGTH: Final = 100

Steps: TypeAlias = tuple[str | int, ...]
Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | bool | None"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML 1.1 does not allow, including a byte order mark inside the text."""

_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_WORDS: Final[dict[str, Plain]] = {"": None, "~": None, "null": None, "true": True, "false": False}


class UnreadableFileError(Exception):
    """The file cannot be read as YAML; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The value of one file, with the place of each key and value by its path in the file."""

    file: str
    value: Plain
    places: dict[Steps, Place] = field(repr=False)

    def place(self, path: Steps) -> Place:
        """The place of `path`, or of its nearest ancestor in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


def parse_document(text: str, file: str) -> YamlDocument:
    """Parse the text of a knowledge file; `file` is its name in problems. Raises UnreadableFileError."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise UnreadableFileError(Problem(Place(file), _too_large()))
    if forbidden := _FORBIDDEN.search(text):
        place = _place_in(text, forbidden.start(), file)
        raise UnreadableFileError(Problem(place, "a character here is not allowed in YAML (a control character?); remove it"))
    if (too_deep := first_too_deep(text, MAX_DEPTH)) is not None:
        _refuse_depth(text[: too_deep + 1], file)
    return _compose(text, file)


def _refuse_depth(beginning: str, file: str) -> None:
    """Raise the error for a text that ends at the bracket which is nested too deeply.

    The levels above the brackets count as well, so this parses the text up to that bracket to find the level that is one
    too many.
    """
    try:
        _compose(beginning, file)
    except UnreadableFileError as error:
        if error.problem.message == TOO_DEEP:
            raise


def _compose(text: str, file: str) -> YamlDocument:
    try:
        return _Composer(file).compose(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = error.problem or error.context or "it does not parse"
        raise UnreadableFileError(
            Problem(place, f"this is not valid YAML ({what}); check indentation, quotes and colons")
        ) from None
    except yaml.YAMLError as error:
        raise UnreadableFileError(Problem(Place(file), f"this is not valid YAML ({error}); check the whole file")) from None


def _place_in(text: str, index: int, file: str) -> Place:
    """The place of a character of the text."""
    return Place(file, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def _too_large() -> str:
    return f"the file is larger than {MAX_BYTES // 1024} KB; split it into several entries"


def read_bytes(root: Path, file: str) -> bytes:
    """The bytes of a regular file inside `root`, at most MAX_BYTES. Raises UnreadableFileError."""
    path = root / file
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise UnreadableFileError(
                Problem(Place(file), "this link leads out of the knowledge folder; put the file itself here")
            )
        if not path.is_file():
            raise UnreadableFileError(Problem(Place(file), "this is not a regular file; replace it by one"))
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except RuntimeError:  # Python 3.11 and 3.12 raise it for a link that leads to itself; later versions raise ELOOP
        raise UnreadableFileError(Problem(Place(file), _LINK_TO_ITSELF)) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableFileError(Problem(Place(file), _LINK_TO_ITSELF)) from None
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise UnreadableFileError(Problem(Place(file), f"cannot be read ({reason}); check the file and its rights")) from None
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(Problem(Place(file), _too_large()))
    return data


def decode(file: str, data: bytes) -> str:
    """The text of a knowledge file's bytes. Raises UnreadableFileError when they are not UTF-8 text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(Problem(Place(file), "the file is UTF-16; save it as UTF-8"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    if (nul := data.find(b"\0")) >= 0:
        before = data[:nul].decode("utf-8", "replace")
        place = _place_in(before, len(before), file)
        raise UnreadableFileError(Problem(place, "the file holds a NUL byte; save it as plain UTF-8 text"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = _place_in(before, len(before), file)
        raise UnreadableFileError(Problem(place, "the file is not UTF-8 here; save it as UTF-8")) from None


class _Composer:
    """Builds the value from parser events in one pass, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Steps, Place] = {}
        self.nodes = 0

    def compose(self, events: Iterator[Any]) -> YamlDocument:
        stack: list[_Open] = []
        value: Plain = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document starts here; keep one entry per file")
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, stack)
                value = value if value is not None else node
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
        if documents == 0 or value is None:
            raise UnreadableFileError(Problem(Place(self.file), "the file is empty; write the entry or delete the file"))
        return YamlDocument(self.file, value, self.places)

    def _node(self, event: Any, stack: list["_Open"]) -> Plain:
        """Add the value that starts here to its parent. Returns the value, or None when it was a key."""
        path = self._path_of_next(event, stack)
        if stack and stack[-1].wants_key:
            stack[-1].key = self._key(event, stack[-1])
            return None
        collection = isinstance(event, yaml.CollectionStartEvent)
        opened = _Open(path, {} if isinstance(event, yaml.MappingStartEvent) else [])
        node: Plain = opened.value if collection else _scalar(event)
        if stack:
            stack[-1].add(node)
        if collection:
            stack.append(opened)
            if len(stack) > MAX_DEPTH:
                self._refuse(event, TOO_DEEP)
        return node

    def _path_of_next(self, event: Any, stack: list["_Open"]) -> Steps:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, f"the file holds more than {MAX_NODES} values; split it")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(event, "anchors and aliases (& and *) are not used here; write the text out")
        if event.tag is not None and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self._refuse(event, f"tags such as {event.tag} are not used here; remove it")
        if not stack:
            return ()
        if stack[-1].wants_key:
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key must be plain text")
            return stack[-1].path
        path = (*stack[-1].path, stack[-1].next_step)
        if path not in self.places:
            self.places[path] = self._place(event)
        return path

    def _key(self, event: Any, owner: "_Open") -> str:
        key = str(event.value)
        if len(key) > MAX_KEY_LENGTH:
            self._refuse(event, f"a key is longer than {MAX_KEY_LENGTH} characters; shorten it")
        if isinstance(owner.value, dict) and key in owner.value:
            self._refuse(event, f"the key '{key}' stands twice; keep one of them")
        self.places[(*owner.path, key)] = self._place(event)
        return key

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: Any, message: str) -> None:
        raise UnreadableFileError(Problem(self._place(event), message))


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been reached."""

    path: Steps
    value: dict[str, Plain] | list[Plain]
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    @property
    def next_step(self) -> str | int:
        return len(self.value) if isinstance(self.value, list) else str(self.key)

    def add(self, item: Plain) -> None:
        if isinstance(self.value, list):
            self.value.append(item)
        else:
            self.value[str(self.key)] = item
            self.key = None


def _scalar(event: Any) -> Plain:
    text = str(event.value)
    if event.style:  # quoted, literal or folded: always text
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
