"""Settings come from the environment and .env; a wrong one is reported by name, and none is required."""

from pathlib import Path

import pytest

from bot.nlu.training.serialization import from_bytes
from tests.curation.small import little_knowledge
from tests.knowledge.copies import copy_of
from tests.program import Program


def test_a_wrong_setting_is_reported_by_name(cli: Program) -> None:
    done = cli("roles", env={"LOG_LEVEL": "loud"})
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr.startswith("The setting LOG_LEVEL is wrong: ")
    assert len(done.stderr.splitlines()) == 1


def test_settings_come_from_dotenv_in_the_current_folder_and_the_environment_wins(cli: Program, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / ".env").write_text(f"# mine\nDATABASE_PATH={place / 'mine.db'}\nLOG_LEVEL=loud\nUNKNOWN=fine\n", "utf-8")
    assert cli("me", "show", cwd=place).stderr.startswith("The setting LOG_LEVEL is wrong: ")
    done = cli("me", "forget", cwd=place, env={"DATABASE_PATH": "", "LOG_LEVEL": "error"})
    assert (done.returncode, done.stderr) == (0, "")
    assert (place / "mine.db").exists()


def test_a_settings_file_that_is_not_utf_8_gets_a_sentence(cli: Program) -> None:
    (cli.home / ".env").write_bytes(b"LOG_LEVEL=info\nKNOWLEDGE_DIR=/caf\xe9\n")
    done = cli("roles")
    assert done.returncode == 78
    assert ".env" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_settings_the_database_is_in_the_data_folder(cli: Program) -> None:
    done = cli("me", "show", env={"DATABASE_PATH": ""})
    assert (done.returncode, done.stdout) == (0, "Nothing yet.\n")
    assert (cli.home / "data" / "career-advisor" / "career-advisor.db").exists()


@pytest.fixture
def little(tmp_path: Path) -> dict[str, str]:
    """A setting for the little knowledge base, which is trained in a moment."""
    copy = little_knowledge(tmp_path / "little")
    return {"KNOWLEDGE_DIR": str(copy.root), "CACHE_DIR": str(tmp_path / "cache")}


def test_knowledge_that_passes_the_check_can_be_used(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    """Knowledge without labelled examples, for instance, is either refused by both commands or used."""
    own = {"KNOWLEDGE_DIR": str(copy_of(knowledge, tmp_path / "own").root), "CACHE_DIR": str(tmp_path / "cache")}
    assert cli("ask", "DS vs DE", env=own).returncode == cli("check", env=own).returncode


def test_the_program_works_when_the_cache_cannot_be_written(cli: Program, little: dict[str, str]) -> None:
    (cli.home / "file").write_text("in the way")
    done = cli("roles", env={**little, "CACHE_DIR": str(cli.home / "file")})
    assert (done.returncode, done.stderr) == (0, "")
    assert "plumber" in done.stdout


def test_a_damaged_cache_is_replaced(cli: Program, little: dict[str, str]) -> None:
    settings = {**little, "CACHE_DIR": str(cli.home / "own-cache")}
    good = cli("ask", "plumber vs welder", env=settings)
    [cached] = (cli.home / "own-cache").glob("learned-*")
    cached.write_bytes(cached.read_bytes()[:1_000])
    again = cli("ask", "plumber vs welder", env=settings)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == good.stdout
    assert len(cached.read_bytes()) > 1_000


@pytest.mark.parametrize("damaged", [b"", b"not what was learned", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
def test_bytes_that_are_not_stored_models_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(damaged)


def test_knowledge_dir_chooses_the_knowledge_folder(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    own = copy_of(knowledge, tmp_path / "own").root
    assert cli("check", env={"KNOWLEDGE_DIR": str(own)}).stdout.startswith(f"{own}: 19 roles")
    done = cli("roles", env={"KNOWLEDGE_DIR": str(tmp_path / "nowhere")})
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'nowhere'}:1:1: there is no such knowledge folder; check KNOWLEDGE_DIR\n"


def test_the_knowledge_is_copied_but_never_over_an_existing_folder(cli: Program, little: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "copy"
    done = cli("copy-knowledge", target, env=little)
    assert (done.returncode, done.stdout) == (0, f"Copied to {target}. Set KNOWLEDGE_DIR={target} to use it.\n")
    assert cli("check", target).returncode == 0
    again = cli("copy-knowledge", target, env=little)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == f"{target} is there already; remove it or name another folder.\n"


def test_a_copy_that_cannot_be_written_gets_a_sentence(cli: Program, little: dict[str, str]) -> None:
    (cli.home / "file").write_text("in the way")
    done = cli("copy-knowledge", cli.home / "file" / "copy", env=little)
    assert done.returncode not in (0, 70)
    assert len(done.stderr.splitlines()) == 1


def test_the_message_says_correctly_whether_the_copy_is_used(cli: Program) -> None:
    """In a checkout, the knowledge of the checkout stays in use, and the message must say so."""
    message = cli("copy-knowledge").stdout
    used = cli("check").stdout.partition(":")[0]
    assert ("It is used from now on." in message) == (used == str(cli.home / "data" / "career-advisor" / "knowledge"))


def test_schemas_for_editors_are_written_beside_the_knowledge(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    written = cli("schema", own).stdout.split()
    assert sorted(Path(path).name for path in written) == sorted(path.name for path in (knowledge / "schema").glob("*.json"))
    for path in map(Path, written):
        assert path.read_bytes() == (knowledge / "schema" / path.name).read_bytes()
