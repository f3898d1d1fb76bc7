"""The comparison with other tools, on some of the questions and with the contenders that need no more packages."""

import re
import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks.comparison import figures, findings, picture, table
from benchmarks.comparison.causes import cause
from benchmarks.comparison.compare import compare
from benchmarks.comparison.contenders import CONTENDERS, OURS
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.misspelling import misspelt
from benchmarks.comparison.questions import Group, groups
from benchmarks.comparison.readings import Reading
from benchmarks.comparison.slots import RoleNames, ends
from benchmarks.comparison.thresholds import OWN_DECISIONS, Thresholds
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import judge_prediction
from bot.knowledge.library import Library
from bot.knowledge.schema import Label
from tests.program import REPOSITORY

QUESTIONS: Final = REPOSITORY / "tests" / "questions"
SLICE: Final = 15


def labelled(kind: str, text: str = "x", *, id: str = "", **label: Any) -> Case:  # noqa: A002  # as the files call it
    return Case(id=id, text=text, label=Label.model_validate({"kind": kind, **label}))


@pytest.fixture(scope="module")
def slices() -> list[Group]:
    """About SLICE questions of each file, spread over the file so that every kind is among them."""
    return [
        Group(group.name, group.cases[:: max(1, len(group.cases) // SLICE)], group.quoted, group.dialogues, group.typos)
        for group in groups(QUESTIONS, None)
    ]


@pytest.fixture(scope="module")
def outcomes(knowledge: Path, slices: list[Group], tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """The outcomes with every eighth example, since each run trains on all that it is given."""
    reduced = tmp_path_factory.mktemp("reduced") / "knowledge"
    shutil.copytree(knowledge, reduced, ignore=shutil.ignore_patterns("questions"))
    for file in (reduced / "examples").iterdir():
        head, *examples = re.split(r"^(?=  - )", file.read_text("utf-8"), flags=re.MULTILINE)
        file.write_text(head + "".join(examples[::8]), "utf-8")
    return compare([spec for spec in CONTENDERS if not spec.packages], reduced, slices)


def test_every_contender_answers_every_question_of_the_scored_half(outcomes: list[Outcome], slices: list[Group]) -> None:
    asked = [case for group in slices for case in group.half(scored=True).cases]

    assert [outcome.name for outcome in outcomes] == [OURS, "rapidfuzz WRatio", "SQLite FTS5, bm25"]
    for outcome in outcomes:
        assert [judged.case for judged in outcome.judged] == asked
        assert len(outcome.milliseconds) == len(asked)


def test_ours_reads_more_questions_right_than_comparing_every_phrase(outcomes: list[Outcome]) -> None:
    ours, naive, _ = outcomes

    assert figures.right(ours.judged) > figures.right(naive.judged) + 0.15
    assert figures.wrong_and_confident(ours.judged) < figures.wrong_and_confident(naive.judged)


def test_the_table_has_a_cell_for_every_contender_in_every_row(outcomes: list[Outcome], slices: list[Group]) -> None:
    rows = table.rows(outcomes, slices)
    lines = table.as_markdown(rows, outcomes).splitlines()

    assert lines[0] == f"| | {' | '.join(outcome.name for outcome in outcomes)} |"
    assert {line.count("|") for line in lines} == {len(outcomes) + 2}
    assert len(lines) == len(rows) + 2
    assert f"{100 * figures.in_three(outcomes[0].among(slices[:2])):.1f} %" in "\n".join(lines)


def test_the_chart_is_drawn(outcomes: list[Outcome], tmp_path: Path) -> None:
    picture.draw(outcomes, tmp_path / "comparison.png")

    assert (tmp_path / "comparison.png").read_bytes().startswith(b"\x89PNG")


def test_findings_are_questions_that_only_another_tool_reads_right(outcomes: list[Outcome], slices: list[Group]) -> None:
    found = findings.findings(outcomes, slices)
    markdown = findings.as_markdown(found, outcomes)

    assert all(not finding.ours.right and finding.right for finding in found)
    assert markdown.count("\n- ") == sum(len(finding.right) for finding in found)


def test_findings_in_questions_of_others_are_listed_by_id() -> None:
    case = labelled("role", "what do they wear to work", id="x-1")
    verdict = judge_prediction(case, Thresholds().answer([Reading("meta", score=1.0)]))
    judged = figures.Judged("others", verdict, first=False, in_three=False)
    better = figures.Judged("others", judge_prediction(case, Thresholds().answer([Reading("role", score=1.0)])), True, True)
    pair = [Outcome(name, "", False, (one,), (1.0,), 0.0, 0.0) for name, one in ((OURS, judged), ("other", better))]
    group = Group("others", (case,), quoted=False)

    markdown = findings.as_markdown(findings.findings(pair, [group]), pair)

    assert "others x-1" in markdown
    assert case.text not in markdown


@pytest.mark.parametrize(
    ("case", "reading", "expected"),
    [
        (labelled("out_of_scope"), Reading("role"), "answered what is out of scope"),
        (labelled("advice", topics=["a"]), Reading("out_of_scope"), "refused what it could have answered"),
        (labelled("advice", topics=["a"]), Reading("advice", topics=("b", "a")), "came second or third"),
        (labelled("advice", topics=["a"]), Reading("advice", topics=("b",)), "was not near"),
        (labelled("transition", to="a"), Reading("transition", goal="b"), "start or goal"),
        (labelled("role", roles=["a"]), Reading("role", ("b",)), "the roles were not"),
        (labelled("role", roles=["a"]), Reading("skills", ("a",)), "role was read as skills"),
    ],
)
def test_the_cause_of_a_wrong_reading_is_found(case: Case, reading: Reading, expected: str) -> None:
    verdict = judge_prediction(case, OWN_DECISIONS.answer([reading]))

    assert not verdict.right
    assert expected in cause(verdict)


def test_the_two_halves_share_no_question_and_no_dialogue(slices: list[Group]) -> None:
    for group in slices:
        tuning, scored = (group.half(scored=scored).cases for scored in (False, True))

        assert sorted(case.id for case in (*tuning, *scored)) == sorted(case.id for case in group.cases)
        shared = {case.conversation for case in tuning} & {case.conversation for case in scored}
        assert shared <= {None}


def test_a_sample_contains_only_whole_dialogues(slices: list[Group]) -> None:
    dialogues = next(group for group in groups(QUESTIONS, None) if group.dialogues)
    sample = dialogues.sampled(2).cases

    assert 0 < len(sample) < len(dialogues.cases)
    assert {c.conversation for c in sample}.isdisjoint(c.conversation for c in dialogues.cases if c not in sample)
    assert slices[0].sampled(2).cases == slices[0].cases[::2]


def test_typos_are_deterministic_and_the_label_stays() -> None:
    case = labelled("role", "what does an analytics engineer do", id="q", roles=["analytics-engineer"])
    once = misspelt(case)

    assert once.text != case.text
    assert once == misspelt(case)
    assert once.label == case.label


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("what does an analytics engineer do", ("analytics-engineer",)),
        ("from data scientist to ML engineer", ("data-scientist", "ml-engineer")),
        ("is a data enginere happy", ("data-engineer",)),
        ("is cooking fun", ()),
    ],
)
def test_role_names_are_found_exactly_or_with_typos(library: Library, text: str, roles: tuple[str, ...]) -> None:
    assert RoleNames.of(library).find(text) == roles


def test_start_and_goal_of_a_move_depend_on_position() -> None:
    assert ends(("a", "b")) == ("a", "b")
    assert ends(("a",)) == (None, "a")


def test_thresholds_refuse_uncertain_readings_and_add_second_parts() -> None:
    readings = [Reading("role", score=0.5), Reading("advice", topics=("t",), score=0.4)]

    assert Thresholds(refuse_below=0.6).answer(readings).refused
    assert Thresholds(second_within=0.7).answer(readings).also == "advice"
    assert Thresholds(second_within=0.9).answer(readings).also is None
