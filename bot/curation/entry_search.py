"""Finds knowledge files by what a moderator types, for completion."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz, process

from bot.knowledge.problems import KnowledgeError
from bot.knowledge.schema import SkillsFile, TitlesFile
from bot.knowledge.snapshot import Snapshot

MOST: Final = 25
SIMILAR: Final = 60.0
_SINGULAR: Final = {
    "roles": "Role", "transitions": "Move", "topics": "Topic", "stories": "Story", "refusals": "Refusal", "talk": "Talk",
}  # fmt: skip


def suggest_entries(snapshot: Snapshot, typed: str) -> list[tuple[str, str]]:
    """At most 25 entries (label, `kind/id`), best first."""
    return _ranked(dict(_entries(snapshot)), typed)


def suggest_files(snapshot: Snapshot, typed: str) -> list[tuple[str, str]]:
    """As `suggest_entries`, followed by the files that are not entries."""
    others = {f"File: {name}": name for name in snapshot.files if name.partition("/")[0] not in _SINGULAR}
    return _ranked({**dict(_entries(snapshot)), **others}, typed)


def suggest_owners(snapshot: Snapshot, typed: str) -> list[tuple[str, str]]:
    """What can have an alias: roles, skills and titles (label, `roles/id` or `skills.yaml#id`)."""
    roles = {label: value for label, value in _entries(snapshot) if value.startswith("roles/")}
    return _ranked({**roles, **dict(_listed(snapshot))}, typed)


def _entries(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for file, entry in snapshot.entries():
        kind = file.partition("/")[0]
        yield f"{_SINGULAR[kind]}: {entry.name} ({entry.id})", file.removesuffix(".yaml")


def _listed(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for name, label in (("skills.yaml", "Skill"), ("titles.yaml", "Title")):
        try:
            value = snapshot.files[name].read[1]
        except (KeyError, KnowledgeError):
            continue
        if isinstance(value, SkillsFile):
            yield from ((f"{label}: {skill.name}", f"{name}#{skill.id}") for skill in value.skills)
        elif isinstance(value, TitlesFile):
            yield from ((f"{label}: {title.name}", f"{name}#{title.id}") for title in value.titles)


def _ranked(labels: dict[str, str], typed: str) -> list[tuple[str, str]]:
    if not typed.strip():
        return list(labels.items())[:MOST]
    folded = {label: label.lower() for label in labels}
    found = process.extract(typed.lower().strip(), folded, scorer=fuzz.partial_ratio, score_cutoff=SIMILAR, limit=MOST)
    begins = sorted(found, key=lambda hit: (-hit[1], len(hit[0])))
    return [(label, labels[label]) for _, _, label in begins]
