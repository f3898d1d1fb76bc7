"""Lists and look-ups by name: an entry is shown; an unknown name gets one sentence and an exit code."""

import subprocess

import pytest

from bot.advisor import Advisor
from bot.errors import UsageError
from bot.knowledge.library import Library
from bot.terminal.lists import find_role
from tests.program import Program


def output_of(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "\x1b" not in done.stdout
    return done.stdout


def test_roles_are_listed_by_area_with_their_ids(cli: Program, library: Library) -> None:
    lines = output_of(cli("roles")).splitlines()
    line_numbers = {role: next(n for n, line in enumerate(lines) if f" {role} " in line) for role in library.roles}
    areas = [library.roles[role].area for role in sorted(line_numbers, key=line_numbers.__getitem__)]
    assert areas == sorted(areas, key=("insights", "models", "systems", "leadership").index)


def test_topics_are_listed_with_their_ids(cli: Program, library: Library) -> None:
    text = output_of(cli("topics"))
    assert all(f" {topic} " in text for topic in library.topics)


@pytest.mark.parametrize("name", ["data-engineer", "Data Engineer", "DE", "data enginer", "data engineers"])
def test_a_role_is_found_by_id_title_abbreviation_and_typo(advisor: Advisor, name: str) -> None:
    assert find_role(advisor, name) == "data-engineer"


def test_a_role_is_shown_under_its_name(cli: Program) -> None:
    assert output_of(cli("role", "data enginer")).lstrip().startswith("Data engineer\n")


def test_every_role_can_be_shown_by_its_id(module_cli: Program, library: Library) -> None:
    """All roles are asked for in one chat, so that the program starts only once."""
    asked = "".join(f"what does a {role.name} do?\n" for role in library.roles.values())
    text = output_of(module_cli("chat", stdin=asked))
    for role in library.roles.values():
        answer = text.partition(f"> what does a {role.name} do?\n\n")[2].partition("\n> ")[0]
        assert role.name.lower() in answer.lower(), answer[:80]


def test_up_to_four_roles_are_compared(cli: Program) -> None:
    names = ("data-analyst", "DS", "analytics engineer", "ml-engineer")
    heading = output_of(cli("compare", *names)).lstrip().partition("\n")[0]
    assert heading.count(" vs ") == len(names) - 1


def test_a_move_without_a_document_is_bridged(cli: Program) -> None:
    text = output_of(cli("path", "infrastructure-engineer", "data-scientist"))
    assert "No document tells of this move." in text
    assert "How they differ" in text
    assert "First steps" in text


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("wizard", "`career-advisor roles` lists them."),
        ("data archer", "did you mean Data engineer"),
        ("", "`career-advisor roles` lists them."),
        ("[/red]", ""),
        ("\x00\u202e", ""),
        ("x" * 10_000, "`career-advisor roles` lists them."),
    ],
)
def test_an_unknown_role_gets_suggestions(advisor: Advisor, name: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_role(advisor, name)
    assert str(refused.value).startswith(f"I know no role called '{name}'; {hint}")


REFUSED = [
    (("role", "wizard"), "I know no role called 'wizard'; `career-advisor roles` lists them."),
    (("compare", "DS", "data scientist"), "Name two to four different roles to compare."),
    (("compare", "DS", "DE", "DA", "MLE", "AE"), "Name two to four different roles to compare."),
    (("path", "DS", "DS"), "The start and the goal are the same role; name two different ones."),
    (("path", "DS", "wizard"), "I know no role called 'wizard'; "),
]


@pytest.mark.parametrize(("command", "sentence"), REFUSED, ids=[" ".join(command) for command, _ in REFUSED])
def test_an_impossible_request_gets_one_sentence_and_exit_code_2(cli: Program, command: tuple[str, ...], sentence: str) -> None:
    done = cli(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [("nonsense",), ("ask",), ("path", "DS"), ("ask", "hi", "--no")])
def test_a_wrong_command_line_shows_the_usage(cli: Program, command: tuple[str, ...]) -> None:
    done = cli(*command)
    assert done.returncode == 2
    assert "Usage: " in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command_and_version_prints_the_version(cli: Program) -> None:
    text = output_of(cli("--help"))
    for command in (
        "chat",
        "ask",
        "roles",
        "topics",
        "role",
        "compare",
        "path",
        "evaluate",
        "check",
        "copy-knowledge",
        "schema",
        "me",
    ):
        assert f" {command} " in text
    assert output_of(cli("--version")).startswith("career-advisor ")
