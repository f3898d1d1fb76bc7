"""Checks between files: links resolve, a name belongs to one entry, cited sections exist."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic import BaseModel

from bot.knowledge.problems import Problem
from bot.knowledge.rule_syntax import parse_signal
from bot.knowledge.schema import (
    EDITORIAL,
    Citation,
    Entry,
    Example,
    ExamplesFile,
    FrozenModel,
    Guidance,
    QuestionsFile,
    Role,
    SkillsFile,
    SourcesFile,
    Title,
    TitlesFile,
    Transition,
    Vocabulary,
)
from bot.knowledge.yaml_reader import Steps, YamlDocument

Loaded = tuple[YamlDocument, FrozenModel]

# Key that holds ids → the kind of entry they name. `from` and `to` stand in transitions, `roles` and `role` anywhere.
_ROLE_KEYS: Final = frozenset(
    {"role", "roles", "confusable", "from_", "to", "reads_as", "first_roles", "first_skill_roles", "hands_on_role"}
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
}


def check_links(loaded: Iterable[Loaded], *, complete: bool) -> list[Problem]:
    """Every fault between files. When some files could not be read (`complete` is false), links are not checked, so that
    one broken file does not cause many more problems."""
    loaded = list(loaded)
    known = _known_ids(loaded)
    problems = [*_check_ids(loaded), *_check_names(loaded), *_check_phrases(loaded), *_check_texts(loaded)]
    if complete:
        for document, value in loaded:
            problems += _check_references(document, value, known)
        problems += _check_signals(loaded, known.get("roles", set()))
        problems += _check_backgrounds(loaded)
        problems += _check_guidance(loaded, known)
    return problems


def _known_ids(loaded: Iterable[Loaded]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for document, value in loaded:
        match value:
            case SourcesFile():
                known["sources"] = {source.id for source in value.sources}
                known["sections"] = {f"{s.id} / {section}" for s in value.sources for section in s.sections}
            case SkillsFile():
                known["skills"] = {skill.id for skill in value.skills}
            case Entry():
                known.setdefault(document.file.split("/", 1)[0], set()).add(value.id)
    return known


def _check_ids(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    for document, value in loaded:
        if isinstance(value, Entry):
            stem = document.file.rsplit("/", 1)[1].removesuffix(".yaml")
            if value.id != stem:
                yield Problem(document.place(("id",)), f"the id '{value.id}' differs from the file's name; make both '{stem}'")
        if isinstance(value, SourcesFile | SkillsFile | TitlesFile):
            key = next(iter(type(value).model_fields))
            seen: set[str] = set()
            for index, item in enumerate(getattr(value, key)):
                if item.id in seen:
                    yield Problem(document.place((key, index, "id")), f"the id '{item.id}' stands twice; rename one")
                seen.add(item.id)


def _check_names(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    """A role name may belong to one role only, and a word for a skill to one skill only."""
    owners: dict[str, dict[str, str]] = {"role": {}, "skill": {}}
    for document, value in loaded:
        for space, owner, form, path in _names(value):
            first = owners[space].setdefault(form, owner)
            if first != owner:
                yield Problem(document.place(path), f"'{form}' already names {first}; remove it from one of the two")


def _names(value: FrozenModel) -> Iterator[tuple[str, str, str, Steps]]:
    """(what it names, owner, lower-case form, path in the file) of every name in a file."""
    match value:
        case Role():
            yield "role", value.id, value.name.lower(), ("name",)
            for index, title in enumerate(value.titles):
                yield "role", value.id, title.lower(), ("titles", index)
            for strength in ("strong", "field", "weak"):
                for index, alias in enumerate(getattr(value.aliases, strength)):
                    yield "role", value.id, alias, ("aliases", strength, index)
        case TitlesFile():
            for number, entry in enumerate(value.titles):
                for index, form in enumerate((entry.name.lower(), *entry.aliases)):
                    path: Steps = ("titles", number, "name") if index == 0 else ("titles", number, "aliases", index - 1)
                    yield "role", _owner_of_title(entry), form, path
        case SkillsFile():
            for number, skill in enumerate(value.skills):
                yield "skill", skill.id, skill.name.lower(), ("skills", number, "name")
                for index, alias in enumerate(skill.aliases):
                    yield "skill", skill.id, alias, ("skills", number, "aliases", index)


def _owner_of_title(title: Title) -> str:
    return title.reads_as or f"the title {title.id}"


def _check_phrases(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for document, value in loaded:
        if isinstance(value, Entry):
            for index, phrase in enumerate(value.phrases):
                first = owners.setdefault(phrase, document.file)
                if first != document.file:
                    yield Problem(document.place(("phrases", index)), f"this phrase already stands in {first}; remove one")


def _check_texts(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    """A text may be labelled once among the examples and once among the questions, whatever its capitals and spaces."""
    first: dict[tuple[str, str], tuple[YamlDocument, Steps]] = {}
    for document, value in loaded:
        key, labelled = _labelled(value)
        for index, example in enumerate(labelled):
            text = " ".join(example.text.casefold().split())
            path: Steps = (key, index, "text")
            there, known = first.setdefault((key, text), (document, path))
            if there is not document or known != path:
                yield Problem(document.place(path), f"this text already stands at {there.place(known)}; remove one of the two")


def _labelled(value: FrozenModel) -> tuple[str, tuple[Example, ...]]:
    """(the key they stand under, the labelled questions of a file)."""
    match value:
        case ExamplesFile():
            return "examples", value.examples
        case QuestionsFile():
            return "questions", value.questions
    return "", ()


def _check_references(document: YamlDocument, value: FrozenModel, known: dict[str, set[str]]) -> Iterator[Problem]:
    for path, key, item in _leaves(value, ()):
        place = document.place(tuple("from" if step == "from_" else step for step in path))
        if isinstance(item, Citation):
            if item.source == EDITORIAL:
                continue
            if item.source not in known.get("sources", set()):
                yield Problem(place, f"there is no source '{item.source}'; sources.yaml lists them")
            elif f"{item.source} / {item.section}" not in known["sections"]:
                yield Problem(place, f"'{item.source}' has no section '{item.section}'; sources.yaml lists its sections")
        elif (kind := _kind_of_link(document, key)) and item not in known.get(kind, set()):
            yield Problem(place, f"there is no {kind.removesuffix('s')} '{item}'; check the spelling or add the entry")


def _check_backgrounds(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    outside = {word for _, value in loaded if isinstance(value, Vocabulary) for words in value.outside.values() for word in words}
    for document, value in loaded:
        for index, background in enumerate(value.backgrounds if isinstance(value, Transition) else ()):
            if background not in outside:
                message = f"'{background}' stands in no list of `outside` in vocabulary.yaml; add it there or correct it"
                yield Problem(document.place(("backgrounds", index)), message)


def _check_guidance(loaded: Iterable[Loaded], known: dict[str, set[str]]) -> Iterator[Problem]:
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
            yield tuple("from" if step == "from_" else step for step in path)
    if isinstance(value, Vocabulary) and kind == "roles" and entry in value.role_concepts:
        yield ("role_concepts", entry)
    if isinstance(value, Guidance):
        if kind in ("roles", "transitions") and entry in value.map_places:
            yield ("map_places", entry)
        if kind == "roles":
            yield from (("leaders", word) for word, role in value.leaders.items() if role == entry)


def _kind_of_link(document: YamlDocument, key: str) -> str | None:
    if key == "related":
        return document.file.split("/", 1)[0]
    return _LINKS.get(key)


def _leaves(value: Any, path: Steps) -> Iterator[tuple[Steps, str, Any]]:
    """Every citation and text inside a value, with its path and the innermost key it stands under."""
    if isinstance(value, Citation | str):
        yield path, next((step for step in reversed(path) if isinstance(step, str)), ""), value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))


def _check_signals(loaded: Iterable[Loaded], roles: set[str]) -> Iterator[Problem]:
    concepts = {name for _, value in loaded if isinstance(value, Vocabulary) for name in value.concepts}
    for document, value in loaded:
        if isinstance(value, Vocabulary):
            for role, concept in value.role_concepts.items():
                if role not in roles or concept not in concepts:
                    message = f"'{role}: {concept}' must name a role and a concept of this file; correct it"
                    yield Problem(document.place(("role_concepts", role)), message)
        if not isinstance(value, Entry):
            continue
        for index, signal in enumerate(value.signals):
            place = document.place(("signals", index))
            try:
                terms = parse_signal(signal).terms
            except ValueError as error:
                yield Problem(place, str(error))
                continue
            for term in sorted(terms):
                if not term.startswith("=") and term not in concepts:
                    yield Problem(
                        place, f"'{term}' is no concept of vocabulary.yaml; add it there or write '={term}' for the word"
                    )
