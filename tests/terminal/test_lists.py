"""Looking things up by name: what is there is shown, what is not gets one sentence and an exit code."""

import subprocess

import pytest

from bot.advisor import Advisor
from bot.errors import UsageError
from bot.knowledge.library import Library
from bot.terminal.lists import role_named
from tests.program import Program


def shown(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "\x1b" not in done.stdout
    return done.stdout


def test_the_roles_are_listed_area_by_area_with_their_ids(cli: Program, library: Library) -> None:
    lines = shown(cli("roles")).splitlines()
    places = {role: next(n for n, line in enumerate(lines) if f" {role} " in line) for role in library.roles}
    areas = [library.roles[role].area for role in sorted(places, key=places.__getitem__)]
    assert areas == sorted(areas, key=("insights", "models", "systems", "leadership").index)


def test_the_topics_are_listed_with_their_ids(cli: Program, library: Library) -> None:
    text = shown(cli("topics"))
    assert all(f" {topic} " in text for topic in library.topics)


@pytest.mark.parametrize("name", ["data-engineer", "Data Engineer", "DE", "data enginer", "data engineers"])
def test_a_role_is_found_by_id_title_abbreviation_and_typo(advisor: Advisor, name: str) -> None:
    assert role_named(advisor, name) == "data-engineer"


def test_a_role_is_shown_under_its_name(cli: Program) -> None:
    assert shown(cli("role", "data enginer")).lstrip().startswith("Data engineer\n")


def test_every_role_can_be_shown_by_its_id(module_cli: Program, library: Library) -> None:
    """By way of the pipe, so that one start of the program is enough for all of them."""
    asked = "".join(f"what does a {role.name} do?\n" for role in library.roles.values())
    text = shown(module_cli("chat", stdin=asked))
    for role in library.roles.values():
        answer = text.partition(f"> what does a {role.name} do?\n\n")[2]
        assert answer.startswith(f"{role.name}\n"), answer[:80]


def test_up_to_four_roles_are_shown_side_by_side(cli: Program) -> None:
    names = ("data-analyst", "DS", "analytics engineer", "ml-engineer")
    heading = shown(cli("compare", *names)).lstrip().partition("\n")[0]
    assert heading.count(" vs ") == len(names) - 1


def test_a_way_that_no_document_tells_goes_over_moves_that_are_told(cli: Program) -> None:
    text = shown(cli("path", "data-engineer", "data-scientist"))
    assert "No document tells" in text
    assert "data platform engineer → data scientist" in text.replace("\n", " ").lower()


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
def test_a_role_that_is_not_known_gets_what_is_near(advisor: Advisor, name: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        role_named(advisor, name)
    assert str(refused.value).startswith(f"I know no role called '{name}'; {hint}")


REFUSED = [
    (("role", "wizard"), "I know no role called 'wizard'; `career-advisor roles` lists them."),
    (("compare", "DS", "data scientist"), "Name two to four different roles to compare."),
    (("compare", "DS", "DE", "DA", "MLE", "AE"), "Name two to four different roles to compare."),
    (("path", "DS", "DS"), "The start and the goal are the same role; name two different ones."),
    (("path", "DS", "wizard"), "I know no role called 'wizard'; "),
]


@pytest.mark.parametrize(("command", "sentence"), REFUSED, ids=[" ".join(command) for command, _ in REFUSED])
def test_what_cannot_be_gets_one_sentence_and_exit_code_2(cli: Program, command: tuple[str, ...], sentence: str) -> None:
    done = cli(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [("nonsense",), ("ask",), ("path", "DS"), ("ask", "hi", "--no")])
def test_a_wrong_command_line_shows_how_it_is_used(cli: Program, command: tuple[str, ...]) -> None:
    done = cli(*command)
    assert done.returncode == 2
    assert "Usage: " in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command_and_the_version_is_told(cli: Program) -> None:
    text = shown(cli("--help"))
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
    assert shown(cli("--version")).startswith("career-advisor ")
