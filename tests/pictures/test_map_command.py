"""`career-advisor map` writes the map and prints its alt text."""

from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, learned_cache: Path) -> Path:
    monkeypatch.setenv("CACHE_DIR", str(learned_cache))
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Done(NamedTuple):
    """The result of one run of the command."""

    exit_code: int
    stdout: str
    exception: BaseException | None


def run(*arguments: str) -> Done:
    knowledge = Path(__file__).parents[2] / "knowledge"
    done = CliRunner().invoke(app, ["map", *arguments], env={"KNOWLEDGE_DIR": str(knowledge)})
    return Done(done.exit_code, done.stdout, done.exception)


def test_the_map_is_written_and_described_in_words(folder: Path) -> None:
    done = run("--place", "ds", "--goal", "ML platform", "--output", "mine.png")
    assert done.exit_code == 0
    assert done.stdout.startswith("mine.png\n\nA map of the roles")
    assert "The way between them: data scientist → ML engineer → ML platform engineer." in done.stdout
    assert (folder / "mine.png").read_bytes().startswith(b"\x89PNG")


def test_without_options_the_whole_map_is_written_to_the_current_folder(folder: Path) -> None:
    assert run().exit_code == 0
    assert (folder / "career-map.png").exists()


@pytest.mark.usefixtures("folder")
def test_an_impossible_request_gets_one_sentence() -> None:
    unknown, nowhere = run("--place", "zzzz"), run("--output", "nowhere/map.png")
    assert isinstance(unknown.exception, UsageError)
    assert str(unknown.exception).startswith("I know no role called 'zzzz'")
    assert isinstance(nowhere.exception, UsageError)
    assert str(nowhere.exception) == "I cannot write nowhere/map.png: No such file or directory."
