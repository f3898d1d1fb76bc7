"""Links between files: what is named exists."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel

from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Problem
from bot.knowledge.schema import (
    EDITORIAL,
    AnswersFile,
    Citation,
    Entry,
    FrozenModel,
    Guidance,
    SkillsFile,
    SourcesFile,
    Vocabulary,
)
from bot.knowledge.yaml_reader import Steps, YamlDocument

# Key that holds ids → the kind of entry they name. `from` and `to` stand in transitions, `roles` and `role` anywhere.
_ROLE_KEYS: Final = frozenset(
    {
        "role",
        "roles",
        "compare",
        "confusable",
        "from_",
        "to",
        "reads_as",
        "our_reading",
        "first_roles",
        "first_skill_roles",
        "hands_on_role",
    }
)
_LINKS: Final[dict[str, str]] = dict.fromkeys(_ROLE_KEYS, "roles") | {
    "topics": "topics",
    "near": "topics",
    "skill": "skills",
    "transition": "transitions",
    "newcomer_move": "transitions",
    "newcomer_topic": "topics",
    "undecided_topic": "topics",
    "refusal": "refusals",
    "answer": "answers",
    "refusals": "refusals",
    "who": "people",
    "person": "people",
}
_NAMING: Final = frozenset({*_LINKS, "related"})
"""The fields whose texts name entries; there are far more texts of other kinds."""
_SINGULAR: Final = {"people": "person", "stories": "story"}


def known_ids(loaded: Iterable[Loaded]) -> dict[str, set[str]]:
    """Kind of entry → the ids of its entries; `sections` holds "source / section", `people` the people of all sources."""
    known: dict[str, set[str]] = {}
    for document, value in loaded:
        match value:
            case SourcesFile():
                known["sources"] = {source.id for source in value.sources}
                known["sections"] = {f"{s.id} / {section}" for s in value.sources for section in s.sections}
                known["people"] = {person.id for source in value.sources for person in source.people}
            case SkillsFile():
                known["skills"] = {skill.id for skill in value.skills}
            case AnswersFile():
                known.setdefault("answers", set()).update(answer.id for answer in value.answers)
            case Entry():
                known.setdefault(document.file.split("/", 1)[0], set()).add(value.id)
    return known


def check_links_of_file(document: YamlDocument, value: FrozenModel, known: dict[str, set[str]]) -> Iterator[Problem]:
    for path, key, item in _leaves(value, ()):
        wrong = (
            _wrong_citation(item, known) if isinstance(item, Citation) else _wrong_link(item, _kind_of_link(document, key), known)
        )
        if wrong is not None:
            yield Problem(document.place(in_file(path)), wrong)


def _wrong_citation(cited: Citation, known: dict[str, set[str]]) -> str | None:
    if cited.source == EDITORIAL:
        return None
    if cited.source not in known.get("sources", set()):
        return f"there is no source '{cited.source}'; sources.yaml lists them"
    if f"{cited.source} / {cited.section}" not in known["sections"]:
        return f"'{cited.source}' has no section '{cited.section}'; sources.yaml lists its sections"
    return None


def _wrong_link(item: str, kind: str | None, known: dict[str, set[str]]) -> str | None:
    if kind is None or item in known.get(kind, set()):
        return None
    return f"there is no {_SINGULAR.get(kind, kind.removesuffix('s'))} '{item}'; check the spelling or add it"


def check_guidance(loaded: Iterable[Loaded], known: dict[str, set[str]]) -> Iterator[Problem]:
    roles = known.get("roles", set())
    for document, value in loaded:
        if isinstance(value, Guidance):
            for word, role in value.leaders.items():
                if role not in roles:
                    yield Problem(document.place(("leaders", word)), f"there is no role '{role}'; check the spelling")
            for entry in value.map_places.keys() - roles - known.get("transitions", set()):
                yield Problem(document.place(("map_places", entry)), f"'{entry}' is no role and no move; check the spelling")


def links_in(document: YamlDocument, value: FrozenModel, kind: str, entry: str) -> Iterator[Steps]:
    """The paths in a file at which an entry of a kind is named; for a mapping by entry, its keys."""
    for path, key, item in _leaves(value, ()):
        if item == entry and _kind_of_link(document, key) == kind:
            yield in_file(path)
    if isinstance(value, Vocabulary) and kind == "roles" and entry in value.role_concepts:
        yield ("role_concepts", entry)
    if isinstance(value, Guidance):
        if kind in ("roles", "transitions") and entry in value.map_places:
            yield ("map_places", entry)
        if kind == "roles":
            yield from (("leaders", word) for word, role in value.leaders.items() if role == entry)


def in_file(path: Steps) -> Steps:
    """A path of fields as keys of the file: the fields `from_` and `for_` are called `from` and `for` there."""
    return tuple(step.removesuffix("_") if isinstance(step, str) else step for step in path)


def _kind_of_link(document: YamlDocument, key: str) -> str | None:
    if key == "related":
        return document.file.split("/", 1)[0]
    return _LINKS.get(key)


def _leaves(value: Any, path: Steps) -> Iterator[tuple[Steps, str, Any]]:
    """Every citation, and every text that may name an entry, with its path and the innermost key it stands under."""
    if isinstance(value, Citation | str):
        yield path, next((step for step in reversed(path) if isinstance(step, str)), ""), value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inside = getattr(value, name)
            if not (_is_text(inside) and name not in _NAMING):
                yield from _leaves(inside, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))


def _is_text(value: Any) -> bool:
    """Whether a value is a text or a list of texts."""
    return isinstance(value, str) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], str))
