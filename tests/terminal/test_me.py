"""`me`: what is remembered about the person at this terminal can be seen, taken along, and erased."""

import json

from bot.storage.privacy import PERSONAL
from tests.program import Program


def test_nothing_is_known_about_somebody_new(cli: Program) -> None:
    assert cli("me", "show").stdout == "Nothing yet.\n"
    assert json.loads(cli("me", "export").stdout) == {personal.table: [] for personal in PERSONAL}
    assert cli("me", "forget").stdout == "There was nothing to erase.\n"


def test_what_was_told_in_a_talk_is_shown_exported_and_erased(cli: Program) -> None:
    cli("chat", stdin="I'm a data analyst and I know SQL\nhow do I become a data engineer?\n")
    shown = cli("me", "show")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Your role: data analyst." in shown.stdout
    export = json.loads(cli("me", "export").stdout)
    assert export["profiles"][0]["profile"]["role"] == "data-analyst"
    assert export["conversations"][0]["place"] == "terminal"
    assert cli("me", "forget").stdout == "Everything about you is erased.\n"
    assert cli("me", "show").stdout == "Nothing yet.\n"
    assert not any(b"data-analyst" in file.read_bytes() for file in cli.home.glob("advisor.db*"))


def test_ask_and_browsing_leave_nothing_behind(cli: Program) -> None:
    cli("ask", "I'm a data analyst, how do I become a data engineer?")
    cli("role", "data-engineer")
    assert not cli.database.exists()


def test_forgetting_in_a_talk_erases_as_well(cli: Program) -> None:
    cli("chat", stdin="I'm a data analyst\nforget me\n1\n")
    export = json.loads(cli("me", "export").stdout)
    assert "data-analyst" not in json.dumps(export)


def test_words_of_a_talk_are_not_kept(cli: Program) -> None:
    """What is kept of a turn is how it was read, never its text; a declined question is kept without whose it was."""
    cli("chat", stdin="what does a data engineer do, my name is Xanthippe\n")
    assert not any(b"Xanthippe" in file.read_bytes() for file in cli.home.glob("advisor.db*"))
