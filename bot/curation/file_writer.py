"""Writes knowledge files so that a reader always finds either the whole old file or the whole new one."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.snapshot import is_knowledge_file
from bot.knowledge.yaml_reader import UnreadableFileError, read_bytes

_RIGHTS: Final = 0o644
_TEMPORARY: Final = ".being-written-"
"""Hidden files are no knowledge, so a temporary file left by a crash is never read."""


def write_all(root: Path, contents: Mapping[str, bytes | None]) -> None:
    """Write each file (None: delete it). Each is replaced at once or not at all, and survives a power cut when this
    returns.

    Raises OSError when the disk or the permissions forbid it, and KnowledgeError for a name that is not a knowledge
    file's or leads out of the folder; files before that one are written then.
    """
    for name, content in contents.items():
        path = _path(root, name)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            _write(path, content)
        _settle(path.parent)


def put_back(root: Path, contents: Mapping[str, bytes | None]) -> None:
    """As `write_all`, but a file that cannot be restored is skipped."""
    for name, content in contents.items():
        with contextlib.suppress(OSError, KnowledgeError):
            write_all(root, {name: content})


def changed_since(root: Path, contents: Mapping[str, bytes | None]) -> str | None:
    """The first file whose content differs from the one given here; None when all are equal."""
    for name, content in contents.items():
        try:
            found = read_bytes(root, name)
        except UnreadableFileError:
            found = None
        if found != content:
            return name
    return None


def sweep(root: Path) -> None:
    """Delete temporary files that a crash left behind."""
    for left in root.rglob(f"{_TEMPORARY}*"):
        left.unlink(missing_ok=True)


def _path(root: Path, name: str) -> Path:
    path = root / name
    if not is_knowledge_file(name) or not path.parent.resolve().is_relative_to(root.resolve()):
        raise KnowledgeError([Problem(Place(name), "this is no file of the knowledge folder; choose another name")])
    return path


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rights = path.stat().st_mode & 0o777 if path.is_file() else _RIGHTS
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        Path(temporary).chmod(rights)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Make a rename durable. Some systems cannot open a folder for this and do not need it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
