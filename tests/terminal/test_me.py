"""`me`: the data stored about the user of this terminal can be shown, exported and erased."""

import json

from bot.storage.privacy import PERSONAL
from tests.program import Program


def test_nothing_is_stored_about_a_new_user(cli: Program) -> None:
    assert cli("me", "show").stdout == "Nothing yet.\n"
    assert json.loads(cli("me", "export").stdout) == {personal.table: [] for personal in PERSONAL}
    assert cli("me", "forget").stdout == "There was nothing to erase.\n"


def test_the_profile_from_a_chat_is_shown_exported_and_erased(cli: Program) -> None:
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


def test_ask_and_look_ups_store_nothing(cli: Program) -> None:
    cli("ask", "I'm a data analyst, how do I become a data engineer?")
    cli("role", "data-engineer")
    assert not cli.database.exists()


def test_forget_me_in_a_chat_erases_the_profile(cli: Program) -> None:
    cli("chat", stdin="I'm a data analyst\nforget me\n1\n")
    export = json.loads(cli("me", "export").stdout)
    assert "data-analyst" not in json.dumps(export)


def test_the_text_of_messages_is_not_stored(cli: Program) -> None:
    """A turn is stored as its reading, not as its text. Declined questions are stored, but without their author."""
    cli("chat", stdin="what does a data engineer do, my name is Xanthippe\n")
    assert not any(b"Xanthippe" in file.read_bytes() for file in cli.home.glob("advisor.db*"))
