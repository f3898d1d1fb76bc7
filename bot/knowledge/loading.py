"""From a folder of YAML files to a library, or to every problem at once."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from bot.knowledge.checking import check_links
from bot.knowledge.library import Library
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.schema import ENTRY_KINDS, FOLDERS, SINGLE_FILES, Entry, ExamplesFile, Strict
from bot.knowledge.validation import validate
from bot.knowledge.yaml_reader import Document, UnreadableError, read_bytes, read_document

MAX_FILES: Final = 5_000
_FOLDERS_WITHOUT_ENTRIES: Final = frozenset({"schema", "questions"})


def load_library(root: Path) -> Library:
    """Load and check the whole folder. Raises KnowledgeError naming every problem in it."""
    problems: list[Problem] = []
    documents: list[tuple[Document, Strict]] = []
    files = _knowledge_files(root, problems)
    for file in files:
        try:
            document = read_document(root, file)
            documents.append((document, validate(document, _schema_of(file))))
        except UnreadableError as error:
            problems.append(error.problem)
        except KnowledgeError as error:
            problems.extend(error.problems)
    problems.extend(Problem(Place(file), "this file is missing; restore it") for file in sorted(SINGLE_FILES.keys() - set(files)))
    problems.extend(check_links(documents, complete=not problems))
    if problems:
        raise KnowledgeError(problems)
    return _assemble(documents, _revision(root, files))


def revision_of(root: Path) -> str:
    """What identifies the content of the folder: a digest over its knowledge files, read but not parsed."""
    return _revision(root, _knowledge_files(root, []))


def _schema_of(file: str) -> type[Strict]:
    return SINGLE_FILES.get(file) or FOLDERS[file.split("/", 1)[0]]


def _knowledge_files(root: Path, problems: list[Problem]) -> list[str]:
    """The YAML files that belong to the knowledge, relative to `root`; strays are reported, not read."""
    if not root.is_dir():
        raise KnowledgeError([Problem(Place(str(root)), "there is no such knowledge folder; check KNOWLEDGE_DIR")])
    found: list[str] = []
    for path in _walk(root):
        if len(found) >= MAX_FILES:
            problems.append(Problem(Place(path), f"more than {MAX_FILES} files; remove what is not knowledge"))
            break
        parts = path.split("/")
        linked = (root / path).is_symlink() and (root / path).is_dir()
        if parts[0] in _FOLDERS_WITHOUT_ENTRIES or not (linked or path.endswith((".yaml", ".yml"))):
            continue
        if linked:
            problems.append(Problem(Place(path), "links to folders are not followed; put the folder itself here"))
            continue
        if path in SINGLE_FILES or (len(parts) == 2 and parts[0] in FOLDERS and path.endswith(".yaml")):
            found.append(path)
        else:
            folders = ", ".join(FOLDERS)
            problems.append(Problem(Place(path), f"this file belongs to no kind of entry; move it into one of {folders}"))
    return found


def _walk(root: Path) -> Iterable[str]:
    """Paths of the files below `root`, hidden ones left out. Links to folders are not followed but named, and so is a folder
    that is called like a file: neither is left out silently.
    """
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links, *(name for name in folders if name.endswith(".yaml"))]):
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _revision(root: Path, files: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in files:
        try:
            content = read_bytes(root, file)
        except UnreadableError:
            content = b""  # reported where the file is read as knowledge
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _assemble(documents: Iterable[tuple[Document, Strict]], revision: str) -> Library:
    single: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {kind: {} for kind in ENTRY_KINDS}
    examples: list[Any] = []
    for document, value in documents:
        if isinstance(value, Entry):
            entries[document.file.split("/", 1)[0]][value.id] = value
        elif isinstance(value, ExamplesFile):
            examples.extend(value.examples)
        else:
            single[document.file] = value
    by_id: Callable[[Iterable[Any]], Mapping[str, Any]] = lambda items: {item.id: item for item in items}  # noqa: E731
    return Library(
        sources=by_id(single["sources.yaml"].sources),
        skills=by_id(single["skills.yaml"].skills),
        titles=by_id(single["titles.yaml"].titles),
        vocabulary=single["vocabulary.yaml"],
        examples=tuple(examples),
        revision=revision,
        **entries,
    )
