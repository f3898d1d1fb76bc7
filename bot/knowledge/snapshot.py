"""The files of a knowledge folder as one value: their contents, their problems, and what a change of some files would make."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from bot.knowledge.assembly import assemble
from bot.knowledge.integrity import check_integrity
from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.library import Library
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.schema import FOLDERS, NEEDED, SINGLE_FILES, Entry, FrozenModel
from bot.knowledge.validation import validate
from bot.knowledge.yaml_reader import UnreadableFileError, YamlDocument, decode, parse_document, read_bytes

MAX_FILES: Final = 5_000
NOT_KNOWLEDGE: Final = frozenset({"schema"})
"""Folders beside the knowledge that hold no entries."""

_DEVICE: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


@dataclass(frozen=True)
class KnowledgeFile:
    """One knowledge file. `content` is None when it cannot be read; `unreadable` says why."""

    name: str
    content: bytes | None
    unreadable: Problem | None = None

    @cached_property
    def read(self) -> tuple[YamlDocument, FrozenModel]:
        """Parsed and validated, at most once. Raises KnowledgeError with every problem of the file."""
        if self.content is None:
            raise KnowledgeError([self.unreadable] if self.unreadable else [])
        try:
            document = parse_document(decode(self.name, self.content), self.name)
        except UnreadableFileError as error:
            raise KnowledgeError([error.problem]) from None
        return document, validate(document, schema_of(self.name))

    @property
    def text(self) -> str:
        """The text of the file. Raises KnowledgeError when it is not text."""
        try:
            return decode(self.name, self.content or b"")
        except UnreadableFileError as error:
            raise KnowledgeError([error.problem]) from None


@dataclass(frozen=True)
class Snapshot:
    """Every knowledge file by its name (`roles/data-engineer.yaml`), and the problems of the folder itself. It never
    changes.

    A file is parsed when it is first needed, and only once: a snapshot that differs in one file costs the parsing of that
    file.
    """

    files: Mapping[str, KnowledgeFile]
    strays: tuple[Problem, ...] = ()

    @classmethod
    def of_folder(cls, root: Path) -> "Snapshot":
        """The folder as it is now. Raises KnowledgeError when the folder does not exist."""
        strays: list[Problem] = []
        return cls({name: _file(root, name) for name in sorted(_names(root, strays), key=_order)}, tuple(strays))

    @classmethod
    def of_contents(cls, contents: Mapping[str, bytes]) -> "Snapshot":
        """Files that are stored elsewhere, by their names."""
        return cls({name: KnowledgeFile(name, contents[name]) for name in sorted(contents, key=_order)})

    def changed(self, contents: Mapping[str, bytes | None]) -> "Snapshot":
        """The snapshot with other contents of some files; None deletes a file. Raises KnowledgeError for a name that is
        not a knowledge file's."""
        wrong = [_stray(name) for name in contents if not is_knowledge_file(name)]
        if wrong:
            raise KnowledgeError(wrong)
        kept = {name: file for name, file in self.files.items() if name not in contents}
        kept |= {name: KnowledgeFile(name, content) for name, content in contents.items() if content is not None}
        return Snapshot({name: kept[name] for name in sorted(kept, key=_order)}, self.strays)

    def reuse_parsed(self, other: "Snapshot") -> "Snapshot":
        """The same snapshot with the parsed files of `other` reused where their content is equal."""
        files = {}
        for name, file in self.files.items():
            known = other.files.get(name)
            files[name] = known if known is not None and known == file else file
        return Snapshot(files, self.strays)

    @cached_property
    def revision(self) -> str:
        """Identifies the content: the same files give the same revision."""
        digest = hashlib.sha256()
        for name, file in self.files.items():
            content = file.content or b""
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()[:16]

    def library(self) -> Library:
        """The checked library. Raises KnowledgeError naming every problem."""
        return self._library

    @cached_property
    def _library(self) -> Library:
        problems, read = list(self.strays), []
        for file in self.files.values():
            try:
                read.append(file.read)
            except KnowledgeError as error:
                problems.extend(error.problems)
        missing = sorted(NEEDED - self.files.keys())
        problems.extend(Problem(Place(name), "this file is missing; restore it") for name in missing)
        problems.extend(check_integrity(read, complete=not problems))
        if problems:
            raise KnowledgeError(problems)
        return assemble(read, self.revision)

    def differing(self, other: "Snapshot") -> list[str]:
        """The names of the files that differ, in order."""
        return sorted(name for name in self.files.keys() | other.files.keys() if self.files.get(name) != other.files.get(name))

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None when there is none."""
        file = self.files.get(name)
        return file.content if file is not None else None

    def readable(self) -> Iterator[Loaded]:
        """Every file that can be read, parsed and validated."""
        for file in self.files.values():
            try:
                yield file.read
            except KnowledgeError:
                continue

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """(file name, entry) for every readable entry."""
        for document, value in self.readable():
            if isinstance(value, Entry):
                yield document.file, value


def is_knowledge_file(name: str) -> bool:
    """Whether a file of that name, relative to the folder, belongs to the knowledge."""
    folder, _, file = name.partition("/")
    if is_device(file):
        return False
    plain = file.endswith(".yaml") and "/" not in file and "\\" not in file and not file.startswith(".") and file.isprintable()
    return name in SINGLE_FILES or (folder in FOLDERS and plain and len(file) > len(".yaml"))


def is_device(file: str) -> bool:
    """Whether Windows takes the name for something other than a file, whatever the ending."""
    return _DEVICE.fullmatch(file.partition(".")[0]) is not None


def schema_of(name: str) -> type[FrozenModel]:
    """The schema of a knowledge file of that name."""
    return SINGLE_FILES.get(name) or FOLDERS[name.partition("/")[0]]


def _order(name: str) -> tuple[int, str]:
    """Files at the top come first, so that a name in an entry is reported as the duplicate of one in them."""
    return name.count("/"), name


def _file(root: Path, name: str) -> KnowledgeFile:
    try:
        return KnowledgeFile(name, read_bytes(root, name))
    except UnreadableFileError as error:
        return KnowledgeFile(name, None, error.problem)


def _stray(path: str) -> Problem:
    folders = ", ".join(FOLDERS)
    if is_device(path.rpartition("/")[2]):
        return Problem(Place(path), "Windows keeps this name for itself; choose another")
    return Problem(Place(path), f"this file belongs to no kind of entry; move it into one of {folders}")


def _names(root: Path, problems: list[Problem]) -> list[str]:
    """The names of the knowledge files below `root`; other YAML files are reported as problems."""
    if not root.is_dir():
        raise KnowledgeError([Problem(Place(str(root)), "there is no such knowledge folder; check KNOWLEDGE_DIR")])
    found: list[str] = []
    for path in _walk(root):
        if len(found) >= MAX_FILES:
            problems.append(Problem(Place(path), f"more than {MAX_FILES} files; remove what is not knowledge"))
            break
        linked = (root / path).is_symlink() and (root / path).is_dir()
        if path.split("/")[0] in NOT_KNOWLEDGE or not (linked or path.endswith((".yaml", ".yml"))):
            continue
        if linked:
            problems.append(Problem(Place(path), "links to folders are not followed; put the folder itself here"))
        elif is_knowledge_file(path):
            found.append(path)
        else:
            problems.append(_stray(path))
    return found


def _walk(root: Path) -> Iterable[str]:
    """The paths of the files below `root` without hidden ones. A link to a folder is yielded, not followed, and so is a
    folder with the name of a file: neither is skipped silently."""
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links, *(name for name in folders if name.endswith(".yaml"))]):
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(root).as_posix()
