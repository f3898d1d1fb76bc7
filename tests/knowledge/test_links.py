"""Checks between files: links resolve, a name belongs to one entry, cited sections exist; one check reports all problems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.knowledge.copies import ROLE, TOPIC, Copy, copy_of
from tests.program import Program

TRANSITION = """\
id: lost-move
name: A move
from: [data-sorcerer]
to: [data-engineer, data-wizard]
backgrounds: [student, dragon tamer]
start: Somewhere
goal: Elsewhere
standing: told
our_reading: [data-engineer, backend-engineer]
summary: {text: Told., source: goodbye-data-science / No such part}
brings:
  - {id: helps, skill: sorcery, text: It helps., source: goodbye / opening}
  - {id: sql-too, skill: sql, text: It helps too., source: editorial}
learn:
  - {skill: sql, text: Fine., source: [goodbye-data-science / opening, goodbye-data-science / Nothing]}
steps:
  - {id: twice, text: Go., source: goodbye-data-science / opening, who: dragon}
  - {id: twice, text: Go on., source: goodbye-data-science / opening, who: ex-director}
  - ref: topics/mentorship/points/no-such-claim
  - {ref: topics/mentorship/summary, text: Both.}
topics: [mentorship, no-topic]
phrases: [a wholly new phrase]
"""
STORY = """\
id: lost-story
name: A story
person: dragon
summary: {text: Told., source: editorial}
stages:
  - {id: one, name: One, transition: no-move, roles: [nobody], points: [{id: began, text: Began., source: editorial}]}
topics: [no-topic]
"""
ROLE_LINKS = """\
neighbours:
  - {role: data-wizard, text: Differs., source: editorial}
confusable: [data-wizard]
related: [data-engineer, mentorship]
phrases: [a twice told phrase]
signals:
  - boss + blorb|threat
  - "boss + + threat"
  - "!boss"
  - =word + !=other + boss
"""
TOPIC_LINKS = """\
roles: [data-wizard]
related: [mentorship, data-engineer]
phrases: [some phrase, a twice told phrase]
"""
REFUSAL = "id: lost-refusal\nname: R\ntext: Not ours.\nnear: [mentorship, no-topic]\nphrases: []\n"
EXAMPLES = """\
examples:
  - {text: A Question that  stands twice, kind: recommend}
  - text: some question
    kind: transition
    roles: [data-engineer, data-wizard]
    from: data-sorcerer
    to: data-wizard
    topics: [no-topic]
"""


TWICE = """\
examples:
  - {text: a question that stands twice, kind: meta}
  - {text: a question that stands, kind: meta}
"""
PROOFS = """\
questions:
  - {text: a question that stands twice, kind: meta}
  - {text: a proof, kind: meta}
  - {text: "a  proof", kind: meta}
"""


def _break(copy: Copy) -> None:
    copy.write("transitions/lost-move.yaml", TRANSITION)
    copy.write("stories/lost-story.yaml", STORY)
    role = ROLE.format(id="lost-role", name="Lost role").replace("aliases: {}", "aliases: {strong: [lost, mle], weak: [losing]}")
    copy.write("roles/lost-role.yaml", role.replace("[Lost role]", "[Lost role, Data Scientist]") + ROLE_LINKS)
    copy.write("topics/lost-topic.yaml", TOPIC.format(id="another-id") + TOPIC_LINKS)
    copy.write("refusals/lost-refusal.yaml", REFUSAL)
    copy.write("examples/lost.yaml", EXAMPLES)
    copy.write("examples/twice.yaml", TWICE)
    copy.write("questions/proofs.yaml", PROOFS)
    title = "  - {id: wizard, name: W, aliases: [losing], reads_as: data-wizard, note: {text: N, source: editorial}}"
    copy.replace("titles.yaml", "titles:\n", f"titles:\n{title}\n")
    first = "  - {id: twice, name: SQL, aliases: [python], about: Twice.}"
    second = "  - {id: twice, name: Other, aliases: [], about: Twice.}"
    copy.replace("skills.yaml", "skills:\n", f"skills:\n{first}\n{second}\n")
    copy.replace("vocabulary.yaml", "role_concepts:\n", "role_concepts:\n  data-wizard: boss\n  lost-role: no-idea\n")


@pytest.fixture(scope="module")
def broken(knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = copy_of(knowledge, tmp_path_factory.mktemp("links") / "knowledge")
    _break(copy)
    return copy


@pytest.fixture(scope="module")
def report(module_cli: Program, broken: Copy) -> list[str]:
    done = module_cli("check", broken.root)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


PROBLEMS = [
    ("transitions/lost-move.yaml", "data-sorcerer", "there is no role 'data-sorcerer'; check the spelling or add it"),
    ("transitions/lost-move.yaml", "data-wizard", "there is no role 'data-wizard'; check the spelling or add it"),
    ("transitions/lost-move.yaml", "source: goodbye-data-science", "'goodbye-data-science' has no section 'No such part'"),
    ("transitions/lost-move.yaml", "skill: sorcery", "there is no skill 'sorcery'; check the spelling or add it"),
    ("transitions/lost-move.yaml", "source: goodbye / opening", "there is no source 'goodbye'; sources.yaml lists them"),
    ("transitions/lost-move.yaml", "goodbye-data-science / Nothing", "'goodbye-data-science' has no section 'Nothing'"),
    ("transitions/lost-move.yaml", "dragon tamer", "'dragon tamer' stands in no list of `outside` in vocabulary.yaml; add it"),
    ("transitions/lost-move.yaml", "no-topic", "there is no topic 'no-topic'; check the spelling or add it"),
    ("transitions/lost-move.yaml", "backend-engineer]", "'backend-engineer' stands neither in from nor in to; our reading can"),
    ("transitions/lost-move.yaml", "{id: sql-too", "'sql' is both brought and to be learned; keep one of the two"),
    ("transitions/lost-move.yaml", "who: dragon", "there is no person 'dragon'; check the spelling or add it"),
    ("transitions/lost-move.yaml", "{id: twice, text: Go on", "'twice' stands twice in this list; rename or remove one"),
    ("transitions/lost-move.yaml", "who: ex-director", "ex-director speaks in climbing-the-ladder, which is not cited here"),
    ("transitions/lost-move.yaml", "ref: topics/mentorship/points/no", "no claim with text is called 'topics/mentorship"),
    ("transitions/lost-move.yaml", "{ref: topics", "a claim with 'ref' takes its text from elsewhere; remove"),
    ("stories/lost-story.yaml", "person: dragon", "there is no person 'dragon'; check the spelling or add it"),
    ("stories/lost-story.yaml", "transition: no-move", "there is no transition 'no-move'; check the spelling or add it"),
    ("stories/lost-story.yaml", "nobody", "there is no role 'nobody'; check the spelling or add it"),
    ("stories/lost-story.yaml", "no-topic", "there is no topic 'no-topic'; check the spelling or add it"),
    ("roles/lost-role.yaml", "role: data-wizard", "there is no role 'data-wizard'; check the spelling or add it"),
    ("roles/lost-role.yaml", "data-wizard]", "there is no role 'data-wizard'; check the spelling or add it"),
    ("roles/lost-role.yaml", "mentorship]", "there is no role 'mentorship'; check the spelling or add it"),
    ("roles/lost-role.yaml", "Data Scientist]", "'data scientist' already names data-scientist; remove it from one of the two"),
    ("roles/lost-role.yaml", "losing]", "'losing' already names data-wizard; remove it from one of the two"),
    ("roles/ml-engineer.yaml", "mle,", "'mle' already names lost-role; remove it from one of the two"),
    ("roles/lost-role.yaml", "boss + blorb", "'blorb' is no concept of vocabulary.yaml; add it there or write '=blorb'"),
    ("roles/lost-role.yaml", '"boss + + threat"', "'boss + + threat' is no signal; write terms joined by ' + ', such as"),
    ("roles/lost-role.yaml", '"!boss"', "'!boss' only excludes; name at least one idea that must be there"),
    ("topics/lost-topic.yaml", "id:", "the id 'another-id' differs from the file's name; make both 'lost-topic'"),
    ("topics/lost-topic.yaml", "data-wizard", "there is no role 'data-wizard'; check the spelling or add it"),
    ("topics/lost-topic.yaml", "data-engineer", "there is no topic 'data-engineer'; check the spelling or add it"),
    ("topics/lost-topic.yaml", "a twice told phrase", "this phrase already stands in roles/lost-role.yaml; remove one"),
    ("refusals/lost-refusal.yaml", "no-topic", "there is no topic 'no-topic'; check the spelling or add it"),
    ("examples/lost.yaml", "data-wizard]", "there is no role 'data-wizard'; check the spelling or add it"),
    ("examples/lost.yaml", "from:", "there is no role 'data-sorcerer'; check the spelling or add it"),
    ("examples/lost.yaml", "to: data", "there is no role 'data-wizard'; check the spelling or add it"),
    ("examples/lost.yaml", "no-topic", "there is no topic 'no-topic'; check the spelling or add it"),
    ("examples/twice.yaml", "text: a question that stands t", "this text already stands at examples/lost.yaml:2:6; remove one"),
    ("questions/proofs.yaml", 'text: "a', "this text already stands at questions/proofs.yaml:3:6; remove one of the two"),
    ("titles.yaml", "reads_as: data-wizard", "there is no role 'data-wizard'; check the spelling or add it"),
    ("skills.yaml", "id: twice, name: Other", "the id 'twice' stands twice; rename one"),
    ("skills.yaml", "name: SQL\n", "'sql' already names twice; remove it from one of the two"),
    ("skills.yaml", "sql, postgres", "'sql' already names twice; remove it from one of the two"),
    ("skills.yaml", "name: Python\n", "'python' already names twice; remove it from one of the two"),
    ("skills.yaml", "python, py", "'python' already names twice; remove it from one of the two"),
    ("vocabulary.yaml", "data-wizard: boss", "'data-wizard: boss' must name a role and a concept of this file; correct it"),
    ("vocabulary.yaml", "lost-role: no-idea", "'lost-role: no-idea' must name a role and a concept of this file; correct it"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "sentence"), PROBLEMS, ids=[f"{file}-{text}" for file, text, _ in PROBLEMS])
def test_every_problem_between_files_is_reported_with_its_place(
    report: list[str], broken: Copy, file: str, text: str, sentence: str
) -> None:
    start = f"{broken.place_of(file, text)}: {sentence}"
    assert [line for line in report if line.startswith(start)], [line for line in report if line.startswith(file)]


def test_nothing_else_is_reported(report: list[str], broken: Copy) -> None:
    starts = [f"{broken.place_of(file, text)}: " for file, text, _ in PROBLEMS]
    assert [line for line in report if not line.startswith(tuple(starts))] == []


def _role_removed(copy: Copy) -> None:
    (copy.root / "roles" / "model-validator.yaml").unlink()


def _topic_removed(copy: Copy) -> None:
    (copy.root / "topics" / "mentorship.yaml").unlink()


def _transition_removed(copy: Copy) -> None:
    (copy.root / "transitions" / "data-scientist-to-data-analyst.yaml").unlink()


@pytest.mark.parametrize(
    ("remove", "sentence"),
    [
        (_role_removed, "there is no role 'model-validator'; check the spelling or add it"),
        (_topic_removed, "there is no topic 'mentorship'; check the spelling or add it"),
        (_transition_removed, "there is no transition 'data-scientist-to-data-analyst'; check the spelling or add it"),
    ],
)
def test_removing_an_entry_that_others_link_to_is_reported(
    cli: Program, knowledge: Path, tmp_path: Path, remove: Callable[[Copy], None], sentence: str
) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    remove(copy)
    done = cli("check", copy.root)
    assert done.returncode == 1
    assert done.stderr.splitlines()
    expected = (sentence, "must name a role", "is no role and no move")
    assert [line for line in done.stderr.splitlines() if not any(part in line for part in expected)] == []


def test_an_unreadable_file_does_not_cause_reports_of_broken_links(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("roles/data-engineer.yaml", "id: [")
    done = cli("check", copy.root)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["roles/data-engineer.yaml"]


def test_every_command_that_needs_the_knowledge_reports_its_problems(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.replace("topics/mentorship.yaml", "id: mentorship", "id: mentoring")
    for command in (("ask", "DS vs DE"), ("chat",)):
        done = cli(*command, env={"KNOWLEDGE_DIR": str(copy.root)})
        assert (done.returncode, done.stdout) == (1, "")
        assert "topics/mentorship.yaml:2:1: the id 'mentoring' differs from the file's name" in done.stderr
