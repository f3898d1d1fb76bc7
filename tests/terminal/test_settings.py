"""Settings come from the environment and from .env; a wrong one is told by name, and everything works without any."""

from pathlib import Path

import pytest

from bot.nlu.training.serialization import from_bytes
from tests.knowledge.copies import copy_of
from tests.program import Program


def test_a_wrong_setting_is_told_by_name(cli: Program) -> None:
    done = cli("roles", env={"LOG_LEVEL": "loud"})
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr.startswith("The setting LOG_LEVEL is wrong: ")
    assert len(done.stderr.splitlines()) == 1


def test_settings_are_read_from_a_file_where_the_program_starts_and_the_environment_wins(cli: Program, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / ".env").write_text(f"# mine\nDATABASE_PATH={place / 'mine.db'}\nLOG_LEVEL=loud\nUNKNOWN=fine\n", "utf-8")
    assert cli("me", "show", cwd=place).stderr.startswith("The setting LOG_LEVEL is wrong: ")
    done = cli("me", "forget", cwd=place, env={"DATABASE_PATH": "", "LOG_LEVEL": "error"})
    assert (done.returncode, done.stderr) == (0, "")
    assert (place / "mine.db").exists()


def test_a_settings_file_that_is_no_utf_8_gets_a_sentence(cli: Program) -> None:
    (cli.home / ".env").write_bytes(b"LOG_LEVEL=info\nKNOWLEDGE_DIR=/caf\xe9\n")
    done = cli("roles")
    assert done.returncode == 78
    assert ".env" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_any_setting_the_database_is_in_the_data_folder(cli: Program) -> None:
    done = cli("me", "show", env={"DATABASE_PATH": ""})
    assert (done.returncode, done.stdout) == (0, "Nothing yet.\n")
    assert (cli.home / "data" / "career-advisor" / "career-advisor.db").exists()


@pytest.fixture
def little(knowledge: Path, tmp_path: Path) -> dict[str, str]:
    """A setting for knowledge with few labelled examples, which is learned fast."""
    copy = copy_of(knowledge, tmp_path / "little")
    kinds = ("role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope")
    copy.write("examples/few.yaml", "examples:\n" + "".join(f"  - {{text: {kind} please, kind: {kind}}}\n" for kind in kinds))
    return {"KNOWLEDGE_DIR": str(copy.root), "CACHE_DIR": str(tmp_path / "cache")}


def test_knowledge_that_is_found_good_can_be_used(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    """Without labelled examples, say: either it is refused with a sentence or it answers."""
    own = {"KNOWLEDGE_DIR": str(copy_of(knowledge, tmp_path / "own").root), "CACHE_DIR": str(tmp_path / "cache")}
    assert cli("ask", "DS vs DE", env=own).returncode == cli("check", env=own).returncode


def test_a_cache_that_cannot_be_written_is_done_without(cli: Program, little: dict[str, str]) -> None:
    (cli.home / "file").write_text("in the way")
    done = cli("roles", env={**little, "CACHE_DIR": str(cli.home / "file")})
    assert (done.returncode, done.stderr) == (0, "")
    assert "data-engineer" in done.stdout


def test_a_spoiled_cache_is_learned_anew(cli: Program, little: dict[str, str]) -> None:
    settings = {**little, "CACHE_DIR": str(cli.home / "own-cache")}
    good = cli("ask", "DS vs DE", env=settings)
    [kept] = (cli.home / "own-cache").glob("learned-*")
    kept.write_bytes(kept.read_bytes()[:1_000])
    again = cli("ask", "DS vs DE", env=settings)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == good.stdout
    assert len(kept.read_bytes()) > 1_000


@pytest.mark.parametrize("spoiled", [b"", b"not what was learned", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
def test_bytes_that_are_no_kept_model_are_refused(spoiled: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(spoiled)


def test_the_knowledge_of_ones_choice_is_used(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    own = copy_of(knowledge, tmp_path / "own").root
    assert cli("check", env={"KNOWLEDGE_DIR": str(own)}).stdout.startswith(f"{own}: 19 roles")
    done = cli("roles", env={"KNOWLEDGE_DIR": str(tmp_path / "nowhere")})
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'nowhere'}:1:1: there is no such knowledge folder; check KNOWLEDGE_DIR\n"


def test_the_knowledge_is_copied_for_editing_once(cli: Program, little: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "copy"
    done = cli("copy-knowledge", target, env=little)
    assert (done.returncode, done.stdout) == (0, f"Copied to {target}. Set KNOWLEDGE_DIR={target} to use it.\n")
    assert cli("check", target).returncode == 0
    again = cli("copy-knowledge", target, env=little)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == f"{target} is there already; remove it or name another folder.\n"


def test_a_copy_that_cannot_be_made_gets_a_sentence(cli: Program, little: dict[str, str]) -> None:
    (cli.home / "file").write_text("in the way")
    done = cli("copy-knowledge", cli.home / "file" / "copy", env=little)
    assert done.returncode not in (0, 70)
    assert len(done.stderr.splitlines()) == 1


def test_the_copy_is_said_to_be_used_only_where_it_is(cli: Program) -> None:
    """In a checkout the checkout's own knowledge stays in use, and the sentence must not say otherwise."""
    said = cli("copy-knowledge").stdout
    used = cli("check").stdout.partition(":")[0]
    assert ("It is used from now on." in said) == (used == str(cli.home / "data" / "career-advisor" / "knowledge"))


def test_schemas_for_editors_are_written_beside_the_knowledge(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    written = cli("schema", own).stdout.split()
    assert sorted(Path(path).name for path in written) == sorted(path.name for path in (knowledge / "schema").glob("*.json"))
    for path in map(Path, written):
        assert path.read_bytes() == (knowledge / "schema" / path.name).read_bytes()
