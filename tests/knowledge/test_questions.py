"""The regression questions: all are read right, they cover the knowledge, and none is a training example."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.curation.regression_check import misread
from bot.dialogue.state import Conversation
from bot.knowledge.library import Library
from bot.knowledge.schema import Example
from bot.nlu.query import Query
from tests.curation.small import little_knowledge
from tests.knowledge.copies import Copy
from tests.program import Program

TRADE = "questions/trade.yaml"
ASKED = "what does a welder do"


def read(advisor: Advisor, text: str) -> Query:
    return advisor.reply(text, Conversation(), 0.0)[0].query


def questions(library: Library, kind: str) -> list[Example]:
    return [labelled.question for labelled in library.questions if labelled.question.kind == kind]


def test_every_question_is_read_right(advisor: Advisor) -> None:
    assert not [str(broken.problem) for broken in misread(advisor)]


@pytest.mark.parametrize("kind", ["role", "skills"])
def test_every_role_and_its_skills_are_asked_for(library: Library, kind: str) -> None:
    assert {role for question in questions(library, kind) for role in question.roles} == set(library.roles)


def test_every_topic_is_asked_for(library: Library) -> None:
    assert {question.topics[0] for question in questions(library, "advice")} == set(library.topics)


def test_every_class_of_refusals_is_asked_for_and_recognized(advisor: Advisor) -> None:
    refused = questions(advisor.library, "out_of_scope")

    assert {question.refusal for question in refused} == set(advisor.library.refusals)
    for question in refused:
        assert read(advisor, question.text).refusals[0].name == question.refusal, question.text


def test_every_small_talk_entry_is_asked_for(advisor: Advisor) -> None:
    readings = [read(advisor, question.text) for question in questions(advisor.library, "meta")]

    asked_for = {name for name, talk in advisor.library.talk.items() if talk.phrases or talk.signals}
    assert {reading.talk[0].name for reading in readings} == asked_for


def test_moves_are_asked_for_in_both_directions(library: Library) -> None:
    moves = {(question.from_, question.to) for question in questions(library, "transition")}
    told = {move for move in moves if move in library.moves}

    assert len({frozenset(move) for move in moves if move[::-1] in moves}) >= 10
    assert len(told) >= 15


def training_texts(library: Library) -> Iterator[str]:
    """All texts that the models are trained on."""
    yield from (example.text for example in library.examples)
    for kind in ("roles", "transitions", "topics", "stories", "refusals", "talk"):
        for entry in getattr(library, kind).values():
            yield from (entry.name, *entry.phrases)


def test_no_question_is_a_training_text(library: Library) -> None:
    """Not even with other punctuation or case: the models could have memorized it."""
    trained = {normalized(text) for text in training_texts(library)}

    assert not [one.question.text for one in library.questions if normalized(one.question.text) in trained]


def test_no_question_is_asked_twice(library: Library) -> None:
    texts = [normalized(one.question.text) for one in library.questions]

    assert len(set(texts)) == len(texts)


def normalized(text: str) -> str:
    """The words of the text in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.fixture
def little(tmp_path: Path) -> Copy:
    return little_knowledge(tmp_path / "knowledge")


def test_check_counts_the_questions_that_are_read_right(cli: Program, little: Copy) -> None:
    done = cli("check", little.root)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith("1 skills; 3 questions are read right; no problems.")


def test_check_reports_a_question_that_is_read_wrong_with_its_place(cli: Program, little: Copy) -> None:
    little.write(
        TRADE,
        f"questions:\n  - {{text: {ASKED}, kind: role, roles: [plumber]}}\n"
        "  - {text: whence the leak, kind: advice, topics: [fair-wages]}\n",
    )
    mislabelled = little.place_of(TRADE, "{text: what")
    second = little.place_of(TRADE, "{text: whence")

    done = cli("check", little.root)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"{mislabelled}: “{ASKED}” must be read as role · plumber, and is read as role · welder; mend either",
        f"{second}: “whence the leak” must be read as advice · fair-wages, and is read as advice · leaking-pipes; mend either",
    ]


def test_check_reports_an_edit_that_changes_the_reading_of_a_question(cli: Program, little: Copy) -> None:
    wages, pipes = "topics/fair-wages.yaml", "topics/leaking-pipes.yaml"
    little.replace(wages, "  - am I paid enough\n", "")
    little.replace(pipes, "  - whence the leak", "  - whence the leak\n  - am I paid enough\n  - paid enough for a leak")

    done = cli("check", little.root)

    assert done.returncode == 1
    assert done.stderr.startswith(little.place_of("questions/ways.yaml", "{text: am I paid enough") + ": “am I paid enough” ")


def test_check_asks_no_question_while_a_file_has_a_problem(cli: Program, little: Copy) -> None:
    little.write(TRADE, f"questions:\n  - {{text: {ASKED}, kind: role, roles: [plumber]}}\n")
    little.replace("topics/fair-wages.yaml", "source: editorial", "source: someone")

    done = cli("check", little.root)

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["topics/fair-wages.yaml"]


def test_check_trains_only_when_there_are_questions(little: Copy, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cli = Program.at(tmp_path / "home", cache)
    questions_file = little.read("questions/ways.yaml")
    (little.root / "questions" / "ways.yaml").unlink()

    done = cli("check", little.root)

    assert done.stdout.strip().endswith("1 skills; no problems.")
    assert not cache.exists()

    little.write("questions/ways.yaml", questions_file)

    assert cli("check", little.root).returncode == 0
    assert [file.name.partition("-")[0] for file in cache.iterdir()] == ["learned"]
