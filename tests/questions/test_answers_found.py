"""Whether people's questions reach the written answer that serves them. The floors are a little below the measured values."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.advisor import Advisor
from bot.answers.written import choose_answer
from bot.dialogue.interpreter import interpret
from bot.dialogue.state import Conversation, Profile

HELD_BACK: Final = Path(__file__).parent / "answers.yaml"
POSTS: Final = Path(__file__).parent / "posts.yaml"
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """Questions that nothing was built from, each with the answer that serves it and the style in which it is asked."""
    return read(HELD_BACK)


def read(file: Path) -> list[dict[str, Any]]:
    """The questions of a file."""
    found: list[dict[str, Any]] = yaml.load(file.read_text("utf-8"), LOADER)["questions"]  # noqa: S506  # a safe loader, in C
    return found


@pytest.fixture(scope="module")
def found(advisor: Advisor, questions: list[dict[str, Any]]) -> list[list[str]]:
    """The answers found for each question, best first."""
    return [list(advisor.matcher.read(question["text"]).answers) for question in questions]


def test_the_right_answer_is_found_first_or_among_the_first_three(
    questions: list[dict[str, Any]], found: list[list[str]]
) -> None:
    pairs = list(zip((question["answer"] for question in questions), found, strict=True))

    assert sum(ids[:1] == [answer] for answer, ids in pairs) / len(pairs) >= 0.75
    assert sum(answer in ids[:3] for answer, ids in pairs) / len(pairs) >= 0.88


def test_an_answer_that_leads_is_mostly_right(advisor: Advisor, questions: list[dict[str, Any]]) -> None:
    chosen = []
    for question in questions:
        query = interpret(question["text"], advisor.matcher.read(question["text"]), Conversation(), advisor.library)
        answer = choose_answer(query, Profile(), advisor.library).answer
        if answer is not None:
            chosen.append(answer.id == question["answer"])

    assert len(chosen) / len(questions) >= 0.78
    assert sum(chosen) / len(chosen) >= 0.83


def test_the_same_question_in_other_words_reaches_the_same_answer(
    questions: list[dict[str, Any]], found: list[list[str]]
) -> None:
    by_answer: dict[str, list[str]] = defaultdict(list)
    for question, ids in zip(questions, found, strict=True):
        by_answer[question["answer"]].append(next(iter(ids), ""))
    pairs = [one == other for reached in by_answer.values() for one, other in combinations(reached, 2)]

    assert len(pairs) >= 400
    assert sum(pairs) / len(pairs) >= 0.60


def test_what_people_of_many_kinds_typed_reaches_an_answer_that_serves_or_helps(advisor: Advisor) -> None:
    served = [post for post in read(POSTS) if post["serves"]]
    found = [list(advisor.matcher.read(post["text"]).answers) for post in served]
    reached = list(zip(served, found, strict=True))

    assert len(served) >= 70
    assert sum(ids[0] in post["serves"] for post, ids in reached) / len(served) >= 0.42
    assert sum(ids[0] in (*post["serves"], *post["helps"]) for post, ids in reached) / len(served) >= 0.58
