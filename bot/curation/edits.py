"""The edits that a moderator asks for, as new texts of files. Their checks are in proposals.py."""

import re
from collections.abc import Sequence
from typing import Final

from bot.curation.errors import EditError
from bot.curation.templates import template
from bot.knowledge.problems import KnowledgeError, Place
from bot.knowledge.schema import ENTRY_KINDS, NEEDED, SkillsFile, TitlesFile
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_editing import add_to_list, links_to, rename, scalar
from bot.knowledge.yaml_reader import Steps

Texts = dict[str, str | None]
"""File → its new text; None deletes the file."""

STRENGTHS: Final = ("strong", "field", "weak")
LINKS_TOLD: Final = 15
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def file_of(snapshot: Snapshot, named: str) -> str:
    """The file of an entry, found by its file name, by kind and id (`roles/data-engineer`), by its id alone, or by its
    displayed name. Raises EditError when no entry is found, or several are."""
    typed = named.strip().removesuffix(".yaml")
    if f"{typed}.yaml" in snapshot.files:
        return f"{typed}.yaml"
    found = [file for file, entry in snapshot.entries() if entry.id == typed.lower() or entry.name.lower() == typed.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        raise EditError(f"“{typed[:100]}” is {' and '.join(found)}; name one of them.")
    raise EditError(f"There is no entry “{typed[:100]}”; pick one from the list, or name it as kind/id.")


def text_of(snapshot: Snapshot, file: str) -> str:
    """The text of a file. Raises EditError when the file does not exist or is not text."""
    found = snapshot.files.get(file)
    if found is None:
        raise EditError(f"There is no {file} any more.")
    try:
        return found.text
    except KnowledgeError as error:
        raise EditError(str(error.problems[0])) from None


def new_entry(snapshot: Snapshot, kind: str, name: str, entry: str = "") -> Texts:
    """The template of a new entry. Its id is made from its name when `entry` is empty."""
    if kind not in ENTRY_KINDS:
        raise EditError(f"There is no kind of entry called {kind[:50]}; there are {', '.join(ENTRY_KINDS)}.")
    chosen = entry.strip() or id_of(name)
    _check_id(chosen)
    file = f"{kind}/{chosen}.yaml"
    if file in snapshot.files:
        raise EditError(f"{file} is there already; edit it, or choose another id.")
    return {file: template(kind, chosen, name.strip())}


def id_of(name: str) -> str:
    """The words of a name as an id; empty when it has no letters or digits."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def new_topic(snapshot: Snapshot, name: str, phrase: str) -> Texts:
    """The template of a new topic with one phrase."""
    [(file, text)] = new_entry(snapshot, "topics", name).items()
    begun, _, _ = (text or "").rpartition("  - \n")
    return {file: f"{begun}  - {scalar(phrase)}\n"}


def renamed(snapshot: Snapshot, file: str, entry: str) -> Texts:
    """The entry under a new id, with every link to it changed."""
    kind, old = _kind_and_id(file)
    new = entry.strip()
    _check_id(new)
    if f"{kind}/{new}.yaml" in snapshot.files:
        raise EditError(f"There is a {kind}/{new} already; choose another id.")
    if file in NEEDED:
        raise EditError(f"{file} keeps its id: I lean on it.")
    changes = rename(snapshot, kind, old, new)
    return {name: content.decode() if content is not None else None for name, content in changes.items()}


def deleted(snapshot: Snapshot, file: str) -> Texts:
    """The entry deleted. Raises EditError with the list of links while there are any."""
    kind, entry = _kind_and_id(file)
    if file in NEEDED:
        raise EditError(f"{file} cannot be deleted: I lean on it.")
    places = links_to(snapshot, kind, entry)
    if places:
        raise EditError(f"{file} is still linked from {len(places)} places. Take these away first:\n{_listed(places)}")
    return {file: None}


def with_phrase(snapshot: Snapshot, file: str, phrase: str) -> Texts:
    """The entry with one more phrase."""
    _kind_and_id(file)
    return {file: add_to_list(text_of(snapshot, file), ("phrases",), " ".join(phrase.split()))}


def with_alias(snapshot: Snapshot, file: str, owner: str, alias: str, strength: str = "strong") -> Texts:
    """The file with one more alias of a role, or of the skill or title that `owner` names in it."""
    path: Steps = ("aliases", strength)
    if file in ("skills.yaml", "titles.yaml"):
        path = _in_list(snapshot, file, owner)
    elif not file.startswith("roles/"):
        raise EditError("Only roles, skills and titles have aliases; give other entries a phrase.")
    return {file: add_to_list(text_of(snapshot, file), path, " ".join(alias.lower().split()))}


def _in_list(snapshot: Snapshot, file: str, owner: str) -> Steps:
    value = snapshot.files[file].read[1]
    ids: list[str] = []
    if isinstance(value, SkillsFile):
        ids = [skill.id for skill in value.skills]
    elif isinstance(value, TitlesFile):
        ids = [title.id for title in value.titles]
    if owner in ids:
        return (file.removesuffix(".yaml"), ids.index(owner), "aliases")
    raise EditError(f"{file} holds no “{owner[:60]}”.")


def _listed(places: Sequence[Place]) -> str:
    """Places grouped by file, with their lines: entries first, since they are few, then examples and questions."""
    lines: dict[str, list[str]] = {}
    for place in sorted(places, key=lambda place: (place.file.partition("/")[0] in ("examples", "questions"), place)):
        lines.setdefault(place.file, []).append(str(place.line))
    told = [f"- {name}: {'lines' if len(at) > 1 else 'line'} {', '.join(at)}" for name, at in lines.items()]
    more = [f"- and {len(told) - LINKS_TOLD} more files"] if len(told) > LINKS_TOLD else []
    return "\n".join([*told[:LINKS_TOLD], *more])


def _kind_and_id(file: str) -> tuple[str, str]:
    kind, _, name = file.partition("/")
    if kind not in ENTRY_KINDS:
        raise EditError(f"{file} is no entry of its own; edit it, or download it.")
    return kind, name.removesuffix(".yaml")


def _check_id(entry: str) -> None:
    if not _ID.fullmatch(entry) or len(entry) > 60:
        raise EditError(
            f"“{entry[:80]}” is no id: lower-case words joined by hyphens, such as data-engineer, 60 characters at most."
        )
