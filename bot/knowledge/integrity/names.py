"""Ids, names and texts that may stand only once."""

from collections.abc import Iterable, Iterator

from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Place, Problem
from bot.knowledge.schema import (
    AnswersFile,
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
    """A phrase may belong to one entry or answer only, and so may the question of an answer."""
    owners: dict[str, str] = {}
    for document, value in loaded:
        for owner, phrase, path in _phrases(document, value):
            first = owners.setdefault(" ".join(phrase.casefold().split()), owner)
            if first != owner:
                yield Problem(document.place(path), f"this phrase already stands in {first}; remove one")


def _phrases(document: YamlDocument, value: FrozenModel) -> Iterator[tuple[str, str, Steps]]:
    """(whose it is, phrase, path in the file) of every phrase in a file."""
    if isinstance(value, Entry):
        yield from ((document.file, phrase, ("phrases", number)) for number, phrase in enumerate(value.phrases))
    elif isinstance(value, AnswersFile):
        for number, answer in enumerate(value.answers):
            owner = f"answer {answer.id} of {document.file}"
            yield owner, answer.question, ("answers", number, "question")
            for index, phrase in enumerate(answer.phrases):
                yield owner, phrase, ("answers", number, "phrases", index)


def check_answer_ids(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    """An answer's id is its own among all files: it may move to another file."""
    first: dict[str, Place] = {}
    for document, value in loaded:
        for number, answer in enumerate(value.answers if isinstance(value, AnswersFile) else ()):
            place = document.place(("answers", number, "id"))
            there = first.setdefault(answer.id, place)
            if there != place:
                yield Problem(place, f"the answer '{answer.id}' already stands at {there}; rename one")


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
