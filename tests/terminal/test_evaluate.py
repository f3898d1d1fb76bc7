"""`evaluate`: figures and failures for labelled files; a file that cannot be read gets one sentence."""

import json
from pathlib import Path

import pytest

from bot.evaluation.cases import CasesError, read_cases
from tests.program import Program

QUESTIONS = """\
# two are read right, one has a wrong label on purpose, one is declined
- {id: q1, text: what does a data engineer do, kind: role, roles: [data-engineer], from: null, to: null, topic: null}
- {id: q2, text: how do i go from ds to de, kind: transition, from: data-scientist, to: data-engineer,
   roles: [data-scientist, data-engineer]}
- {id: q3, text: DS vs DE, kind: meta}
- {id: q4, text: what is the salary of a data engineer in berlin, kind: out_of_scope, answerable: false, oos_class: pay}
"""
DIALOGUES = """\
- id: d1
  description: a follow-up that is only clear in its dialogue
  turns:
    - {text: "what does an analytics engineer do?", kind: role, roles: [analytics-engineer]}
    - {text: "what skills does it need?", kind: skills, roles: [analytics-engineer]}
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, "utf-8")
    return path


def test_json_output_has_the_figures_of_each_file(cli: Program, questions: Path, tmp_path: Path) -> None:
    dialogues = tmp_path / "dialogues.yaml"
    dialogues.write_text(DIALOGUES, "utf-8")
    done = cli("evaluate", "--json", questions, dialogues)
    assert (done.returncode, done.stderr) == (0, "")
    figures = json.loads(done.stdout)
    assert list(figures) == ["questions.yaml", "dialogues.yaml"]
    first = figures["questions.yaml"]
    assert (first["questions"], first["right"], first["wrong_and_confident"]) == (4, 0.75, 0.25)
    assert (first["out_of_scope_refused"], first["in_scope_refused"]) == (1.0, 0.0)
    assert first["per_kind"] == {"meta": "0/1", "out_of_scope": "1/1", "role": "1/1", "transition": "1/1"}
    assert (figures["dialogues.yaml"]["questions"], figures["dialogues.yaml"]["right"]) == (2, 1.0)


def test_the_default_output_is_a_table_and_the_failures(cli: Program, questions: Path) -> None:
    done = cli("evaluate", questions)
    assert (done.returncode, done.stderr) == (0, "")
    assert "75.0%" in done.stdout
    assert "Failures (1)" in done.stdout
    assert "q3: 'DS vs DE': wanted meta, got compare data-scientist/data-engineer" in done.stdout


def test_two_files_of_the_same_name_are_both_reported(cli: Program, questions: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "questions.yaml").write_text(DIALOGUES, "utf-8")
    done = cli("evaluate", "--json", questions, tmp_path / "other" / "questions.yaml")
    assert done.returncode == 0
    assert sorted(figures["questions"] for figures in json.loads(done.stdout).values()) == [2, 4]


BAD: dict[str, tuple[str | bytes, str]] = {
    "no YAML": ("- {id: [", "cannot be read as a question file"),
    "no list": ("just words", "holds no list of questions"),
    "empty": ("", "holds no list of questions"),
    "unknown kind": ("- {id: q1, text: hi, kind: rumour}", "question 1 (q1): kind: "),
    "no text": ("- {id: q1, text: hi, kind: meta}\n- {id: q2, kind: meta}", "question 2 (q2): text: "),
    "no question": ("- 12", "question 1 (12): "),
    "turn is no question": ("- {id: d1, turns: [hello]}", "question 1 "),
    "an impossible date": ("- {id: q1, text: 2024-13-45, kind: meta}", "cannot be read as a question file"),
    "deep nesting": ("[" * 3_000 + "]" * 3_000, "cannot be read as a question file"),
    "object": ("- !!python/object/apply:os.system ['true']", "cannot be read as a question file"),
    "bytes": (b"- {id: q1, text: caf\xe9, kind: meta}", "cannot be read as a question file"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_as_questions_gets_a_sentence(tmp_path: Path, name: str) -> None:
    content, sentence = BAD[name]
    path = tmp_path / "bad.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CasesError) as refused:
        read_cases(path)
    assert str(refused.value).startswith(str(path))
    assert sentence in str(refused.value)


def test_a_missing_file_gets_a_sentence(cli: Program, tmp_path: Path) -> None:
    done = cli("evaluate", tmp_path / "nowhere.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be read as a question file" in done.stderr
