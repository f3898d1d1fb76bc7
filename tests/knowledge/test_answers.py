"""Written answers: their form, what they cover, and the questions that are held back."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.knowledge.library import Library
from bot.knowledge.schema import Answer
from tests.knowledge.copies import copy_of
from tests.program import REPOSITORY, Program

HELD_BACK: Final = REPOSITORY / "tests" / "questions" / "answers.yaml"
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

ANSWER: Final = """\
answers:
  - id: {id}
    question: {question}
    kind: advice
    about: {{topics: [{topic}]}}
    phrases: [{phrase}]
    lead: {{text: It depends on you., source: editorial}}
    because:
      - {because}
"""


def words(answer: Answer) -> int:
    """The words of an answer as it is shown."""
    after = answer.next.text if answer.next else ""
    texts = (answer.lead.text, *(claim.text for claim in answer.because), after, answer.not_covered or "")
    return sum(len(text.split()) for text in texts)


def test_an_answer_is_as_long_as_a_chat_message(library: Library) -> None:
    assert len(library.answers) > 2_000
    assert [answer.id for answer in library.answers.values() if not 40 <= words(answer) <= 115] == []


def test_every_topic_and_every_role_has_answers(library: Library) -> None:
    for topic in library.topics:
        assert sum(topic in answer.about.topics for answer in library.answers.values()) >= 8, topic
    for role in library.roles:
        aspects = {answer.aspect for answer in library.answers.values() if role in answer.about.roles}
        assert {"summary", "week", "pay", "remote"} <= aspects, role
        assert sum(role in answer.about.all_roles for answer in library.answers.values()) >= 11, role


def test_pairs_and_moves_have_answers(library: Library) -> None:
    pairs = {frozenset(answer.about.compare) for answer in library.answers.values() if len(answer.about.compare) == 2}
    moves = {(a.about.from_, a.about.to) for a in library.answers.values() if a.about.from_ and a.about.to}
    assert len(pairs) >= 60
    assert len(moves) >= 100


def test_the_questions_that_are_held_back_name_answers_and_teach_nothing(library: Library) -> None:
    questions: list[dict[str, Any]] = yaml.load(HELD_BACK.read_text("utf-8"), LOADER)["questions"]  # noqa: S506  # a safe loader, in C
    taught = {text.casefold() for wordings in library.wordings.values() for text in wordings.texts}
    taught |= {text.casefold() for answer in library.answers.values() for text in (answer.question, *answer.phrases)}

    assert len(questions) >= 2_500
    assert {item["answer"] for item in questions} <= library.answers.keys()
    assert [item["text"] for item in questions if item["text"].casefold() in taught] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"topic": "no-topic"}, "there is no topic 'no-topic'; check the spelling or add it"),
        ({"because": "{ref: topics/mentorship/points/none}"}, "no claim with text is called 'topics/mentorship/points/none'"),
        (
            {"because": "{text: So., source: editorial}"},
            "'id' is missing; add it, or name a claim that stands elsewhere with 'ref'",
        ),
        ({"phrase": "a phrase of two"}, "this phrase already stands in answer first of answers/first.yaml; remove one"),
        ({"id": "first"}, "the answer 'first' already stands at answers/first.yaml:2:5; rename one"),
    ],
)
def test_a_faulty_answer_is_refused_where_it_stands(
    cli: Program, knowledge: Path, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    good = {"topic": "mentorship", "because": "{id: so, text: It is so., source: editorial}", "phrase": "a phrase of two"}
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("answers/first.yaml", ANSWER.format(id="first", question="Is it so?", **good))
    second = {**good, "phrase": "another phrase", "id": "second", **changed}
    copy.write("answers/second.yaml", ANSWER.format(question="Is it not so?", **second))

    done = cli("check", copy.root)

    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line for line in lines if sentence in line]
    assert all(line.startswith("answers/second.yaml:") for line in lines)


def test_wordings_of_an_unknown_answer_are_refused(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("wordings/lost.yaml", "wordings:\n  - {answer: nowhere, texts: [is anybody there]}\n")

    done = cli("check", copy.root)

    assert done.returncode == 1
    assert "wordings/lost.yaml:2:6: there is no answer 'nowhere'; check the spelling or add it" in done.stderr
