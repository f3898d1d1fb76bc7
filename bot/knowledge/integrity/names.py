"""Ids, names and texts that may stand only once."""

from collections.abc import Iterable, Iterator

from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Problem
from bot.knowledge.schema import (
    Entry,
    Example,
    ExamplesFile,
    FrozenModel,
    QuestionsFile,
    Role,
    SkillsFile,
    SourcesFile,
    Title,
    TitlesFile,
)
from bot.knowledge.yaml_reader import Steps, YamlDocument


def check_ids(loaded: Iterable[Loaded]) -> Iterator[Problem]:
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


def check_names(loaded: Iterable[Loaded]) -> Iterator[Problem]:
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


def check_phrases(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for document, value in loaded:
        if isinstance(value, Entry):
            for index, phrase in enumerate(value.phrases):
                first = owners.setdefault(phrase, document.file)
                if first != document.file:
                    yield Problem(document.place(("phrases", index)), f"this phrase already stands in {first}; remove one")


def check_texts(loaded: Iterable[Loaded]) -> Iterator[Problem]:
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
