"""The edits of written answers: a new one made of three fields, and one more phrase for one that is there."""

from collections.abc import Iterator
from typing import Final

from bot.curation.edits import Texts, id_of, text_of
from bot.curation.errors import EditError
from bot.knowledge.schema import EDITORIAL, Answer, AnswersFile
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_editing import add_to_list, scalar

FILE: Final = "answers/from-moderators.yaml"
"""Where answers stand that were written in the form."""

_HEAD: Final = "# yaml-language-server: $schema=../schema/answers.json\n# Answers that moderators wrote in the form.\nanswers:\n"
MOST_REASONS: Final = 5
LONGEST_ID: Final = 50


def with_answer(snapshot: Snapshot, question: str, answer: str, source: str) -> tuple[str, Texts]:
    """(its id, the changed file) of a new answer. The first line of `answer` answers, each further line is a reason; `source` is
    `source id / section`, or `editorial`. Raises EditError when a field holds nothing, or there are too many lines."""
    asked = " ".join(question.split())
    lines = [" ".join(line.split()) for line in answer.splitlines() if line.strip()]
    if not asked or not lines:
        raise EditError("An answer needs a question and at least one line that answers it.")
    if len(lines) > MOST_REASONS + 1:
        raise EditError(
            f"An answer has one line that answers and at most {MOST_REASONS} with reasons; this one has {len(lines)} lines."
        )
    entry = _free_id(snapshot, asked)
    cited = scalar(" ".join(source.split()) or EDITORIAL)
    written = [
        f"  - id: {entry}",
        f"    question: {scalar(asked)}",
        "    kind: advice",
        "    about: {}",
        f"    phrases:\n      - {scalar(asked.rstrip('?').lower())}",
        f"    lead:\n      text: {scalar(lines[0])}\n      source: {cited}",
    ]
    if lines[1:]:
        written.append("    because:")
        for number, line in enumerate(lines[1:], 1):
            written.append(f"      - id: reason-{number}\n        text: {scalar(line)}\n        source: {cited}")
    before = text_of(snapshot, FILE) if FILE in snapshot.files else _HEAD
    return entry, {FILE: before.rstrip("\n") + "\n" + "\n".join(written) + "\n"}


def with_answer_phrase(snapshot: Snapshot, answer: str, phrase: str) -> tuple[str, Texts]:
    """(file, its changed text) of a written answer with one more phrase. Raises EditError when there is no such answer."""
    for name, number, held in _answers(snapshot):
        if held.id == answer:
            path = ("answers", number, "phrases")
            return name, {name: add_to_list(text_of(snapshot, name), path, " ".join(phrase.split()))}
    raise EditError(f"There is no written answer “{answer[:80]}” any more.")


def _answers(snapshot: Snapshot) -> Iterator[tuple[str, int, Answer]]:
    """(file, number in it, answer) of every written answer."""
    for name, file in snapshot.files.items():
        if name.startswith("answers/") and isinstance(value := file.read[1], AnswersFile):
            for number, answer in enumerate(value.answers):
                yield name, number, answer


def _free_id(snapshot: Snapshot, question: str) -> str:
    """An id made of the question's words, with a number where it is taken."""
    taken = {answer.id for _, _, answer in _answers(snapshot)}
    wanted = id_of(question)[:LONGEST_ID].strip("-") or "answer"
    return next(
        made for number in range(1, len(taken) + 2) if (made := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )
