"""The library made of the files of a snapshot, once they are checked."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from bot.knowledge.claim_ids import with_ids, with_references
from bot.knowledge.integrity.claims import claims_of_files
from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.library import Library, RegressionQuestion
from bot.knowledge.schema import (
    ENTRY_KINDS,
    ActFile,
    ActMessage,
    AnswersFile,
    Entry,
    ExamplesFile,
    FactsFile,
    FrozenModel,
    Guidance,
    QuestionsFile,
    TitlesFile,
    Wordings,
    WordingsFile,
)
from bot.knowledge.yaml_reader import YamlDocument


def assemble(documents: Iterable[Loaded], revision: str) -> Library:
    """The library of files that were checked; its claims have their whole ids, and references their texts."""
    documents = _with_whole_claims(documents)
    single: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {kind: {} for kind in ENTRY_KINDS}
    answers: dict[str, Any] = {}
    said: dict[str, list[str]] = {}
    examples: list[Any] = []
    acts: list[Any] = []
    told: list[Any] = []
    questions: list[Any] = []
    for document, value in documents:
        if isinstance(value, Entry):
            entries[document.file.split("/", 1)[0]][value.id] = value
        elif isinstance(value, AnswersFile):
            answers.update((answer.id, answer) for answer in value.answers)
        elif isinstance(value, WordingsFile):
            for wordings in value.wordings:
                said.setdefault(wordings.answer, []).extend(wordings.texts)
        elif isinstance(value, ExamplesFile):
            examples.extend(value.examples)
        elif isinstance(value, ActFile):
            acts.extend(ActMessage(act=value.act, text=message) for message in value.messages)
        elif isinstance(value, FactsFile):
            told.extend(value.messages)
        elif isinstance(value, QuestionsFile):
            for number, question in enumerate(value.questions):
                place = document.place(("questions", number))
                questions.append(RegressionQuestion(file=place.file, line=place.line, column=place.column, question=question))
        else:
            single[document.file] = value
    by_id: Callable[[Iterable[Any]], Mapping[str, Any]] = lambda items: {item.id: item for item in items}  # noqa: E731
    return Library(
        sources=by_id(single["sources.yaml"].sources),
        skills=by_id(single["skills.yaml"].skills),
        titles=by_id(single["titles.yaml"].titles),
        vocabulary=single["vocabulary.yaml"],
        guidance=single.get("guidance.yaml", Guidance()),
        answers=dict(sorted(answers.items())),
        wordings={answer: Wordings(answer=answer, texts=tuple(sorted(texts))) for answer, texts in sorted(said.items())},
        examples=tuple(sorted(examples, key=attrgetter("text"))),
        told=tuple(sorted(told, key=attrgetter("text"))),
        acts=tuple(sorted(acts, key=attrgetter("text"))),
        questions=tuple(questions),
        revision=revision,
        **entries,
    )


def _with_whole_claims(documents: Iterable[Loaded]) -> list[Loaded]:
    """The files with the whole id of every claim, and with references replaced by what they refer to."""
    with_own = [(document, _each_holder(document, value, with_ids)) for document, value in documents]
    claims = {claim.id: claim for _, _, _, claim in claims_of_files(with_own) if claim.id}
    resolved: Callable[[Any, str], Any] = lambda holder, _: with_references(holder, claims)  # noqa: E731
    return [(document, _each_holder(document, value, resolved)) for document, value in with_own]


def _each_holder(document: YamlDocument, value: FrozenModel, change: Callable[[Any, str], Any]) -> FrozenModel:
    """A file with `change` applied to its entry, or to each of its answers or titles, and the first part of their claims' ids."""
    if isinstance(value, Entry):
        return change(value, f"{document.file.partition('/')[0]}/{value.id}")  # type: ignore[no-any-return]
    if isinstance(value, AnswersFile):
        return value.model_copy(update={"answers": tuple(change(answer, f"answers/{answer.id}") for answer in value.answers)})
    if isinstance(value, TitlesFile):
        return value.model_copy(update={"titles": tuple(change(title, f"titles/{title.id}") for title in value.titles)})
    return value
