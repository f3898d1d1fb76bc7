"""`chat`: a conversation in a terminal or through a pipe, stored for the next one."""

import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.program import TIMEOUT, Program
from tests.terminal.screen import CTRL_A, CTRL_C, CTRL_D, CTRL_K, ENTER, UP, screen

ESCAPE = "\x1b"


def chat(cli: Program, *lines: str, env: dict[str, str] | None = None) -> str:
    done = cli("chat", stdin="".join(f"{line}\n" for line in lines), env=env)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_each_line_of_a_pipe_is_a_message_of_one_conversation(cli: Program) -> None:
    shown = chat(cli, "what does an analytics engineer do?", "", "what skills does it need?")
    first, _, second = shown.partition("> what skills does it need?")
    assert first.startswith("> what does an analytics engineer do?\n\n")
    assert "nalytics engineer" in first
    assert "dbt" in second
    assert ESCAPE not in shown


def test_a_number_picks_what_was_offered(cli: Program) -> None:
    shown = chat(cli, "DS vs DE", "1", "99")
    offered = re.search(r"^  1 (.+)$", shown, re.MULTILINE)
    assert offered is not None
    picked = shown.partition("> 1\n")[2].partition("> 99\n")
    assert picked[0].split("\n")[1] in cli("ask", offered[1]).stdout
    assert picked[2].strip()


@pytest.mark.parametrize("word", ["quit", "Bye"])
def test_an_exit_word_ends_the_chat(cli: Program, word: str) -> None:
    shown = chat(cli, word, "DS vs DE")
    assert "Skills of its own" not in shown


def test_empty_input_ends_without_an_error(cli: Program) -> None:
    assert chat(cli) == ""


def test_a_last_line_without_a_line_end_is_answered(cli: Program) -> None:
    assert "Skills of its own" in cli("chat", stdin="DS vs DE").stdout


def test_bytes_that_are_not_utf_8_do_not_end_the_chat(cli: Program) -> None:
    for encoding in ("utf-8:strict", "utf-8:surrogateescape"):
        done = cli("chat", stdin=b"salary in M\xfcnchen?\nDS vs DE\n", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": ""})
        assert (done.returncode, done.stderr) == (0, "")
        assert "Skills of its own" in done.stdout


def test_characters_that_the_output_encoding_lacks_cause_no_error(cli: Program) -> None:
    """A legacy code page behind a pipe has no arrows and no bullets."""
    done = cli("chat", stdin="DS vs DE\n", env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": ""})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Skills of its own" in done.stdout


def test_the_profile_lasts_over_chats_until_it_is_forgotten(cli: Program) -> None:
    chat(cli, "I'm a data analyst")
    assert "data analyst" in chat(cli, "what do you know about me").partition("What you told me")[2]
    chat(cli, "forget me", "yes")
    assert "Nothing yet." in chat(cli, "what do you know about me")


def test_asking_about_roles_does_not_change_the_profile(cli: Program) -> None:
    """A question about roles does not say which role the user has."""
    shown = chat(cli, "DS vs DE", "data scientist or ML engineer?", "what does a data engineer do", "what do you know about me")
    assert "Nothing yet." in shown


def test_the_user_is_told_that_a_declined_question_was_noted(cli: Program) -> None:
    assert "Noted for the moderators, without your name." in chat(cli, "what is the salary of a data engineer in Berlin?")


def test_a_second_process_can_use_the_database_while_a_chat_is_running(cli: Program) -> None:
    with screen(cli, "chat") as session:
        session.prompt()
        session.type("DS vs DE", ENTER)
        session.prompt()
        assert cli("me", "forget").stdout == "Everything about you is erased.\n"
        assert "Skills of its own" in cli("chat", stdin="DS vs DE\n").stdout
        session.type(CTRL_D)
        assert session.ended() == 0


def test_ctrl_c_discards_the_line_and_the_chat_continues(cli: Program) -> None:
    with screen(cli, "chat") as session:
        session.prompt()
        session.type("a line that I do not want", CTRL_C)
        session.prompt()
        session.process.send_signal(signal.SIGINT)
        session.prompt()
        session.type("DS vs DE", ENTER)
        assert "Skills of its own" in session.prompt()
        session.type(CTRL_D)
        session.see("Good luck.")
        assert session.ended() == 0
    assert "do not want" not in (cli.home / "data" / "career-advisor" / "chat-history").read_text("utf-8")


def test_a_line_can_be_edited_and_the_history_recalled(cli: Program) -> None:
    with screen(cli, "chat") as session:
        session.prompt()
        session.type("DE and nonsense", CTRL_A, CTRL_K, "what does a data engineer do", CTRL_A, "so, ", ENTER)
        assert "brings data in" in session.prompt()
        session.type(CTRL_D)
        assert session.ended() == 0
    history = (cli.home / "data" / "career-advisor" / "chat-history").read_text("utf-8")
    assert "+so, what does a data engineer do\n" in history
    with screen(cli, "chat") as later:
        later.prompt()
        later.type(UP)
        later.see("so, what does a data engineer do")
        later.type(ENTER)
        assert "brings data in" in later.prompt()


def test_the_chat_works_when_the_history_cannot_be_written(cli: Program) -> None:
    (cli.home / "data").write_text("a file where the folder should be")
    with screen(cli, "chat") as session:
        session.prompt()
        session.type("DS vs DE", ENTER)
        assert "Skills of its own" in session.prompt()
        session.type(CTRL_D)
        assert session.ended() == 0


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_colours_unless_the_environment_turns_them_off(cli: Program, env: dict[str, str], coloured: bool) -> None:
    with screen(cli, "role", "data-engineer", env=env) as shown:
        text = shown.see("Sources: ")
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-7]m", text)) == coloured


def test_a_narrow_terminal_shows_a_comparison_row_by_row(cli: Program) -> None:
    with screen(cli, "compare", "data-engineer", "data-analyst", columns=50) as shown:
        text = shown.see("Sources: ")
    assert "│" not in text
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in text.splitlines()) <= 50


def test_a_closed_output_pipe_causes_no_error_message(cli: Program, tmp_path: Path) -> None:
    with (tmp_path / "errors").open("wb") as errors:
        process = subprocess.Popen(
            cli.command("chat"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=dict(cli.environment),
            cwd=cli.home,
        )
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        process.communicate(b"DS vs DE\n" * 20, timeout=TIMEOUT)
    assert (tmp_path / "errors").read_text("utf-8") == ""


def reasons(cli: Program, text: str) -> list[str]:
    """The reasons for which questions that contain this text are stored for the moderators."""
    with closing(sqlite3.connect(cli.database)) as database:
        return [why for (why,) in database.execute("SELECT why FROM missed WHERE question LIKE ?", (f"%{text}%",))]


def test_after_forgetting_an_earlier_question_is_not_stored_as_rephrased(cli: Program) -> None:
    """The next question would otherwise count as a rephrasing of the forgotten one, which would be stored again."""
    failed, again = "salary of a data engineer in timbuktu?", "what does a data engineer do in timbuktu?"
    chat(cli, failed, "forget me", "yes", again)
    assert reasons(cli, "salary of a data engineer in timbuktu") == ["refused"]
    chat(cli, failed, again)
    assert "rephrased" in reasons(cli, "salary of a data engineer in timbuktu"), "without forgetting it is stored"
