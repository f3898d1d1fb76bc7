"""The wheel contains the knowledge: unpacked outside the repository, the program answers from the packaged files."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.program import REPOSITORY, TIMEOUT, Program

BUILT = ("bot", "local_discord", "knowledge", "README.md", "LICENSE", "pyproject.toml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the repository."""
    tree, target = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    for name in BUILT:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=tree, check=True, capture_output=True, timeout=TIMEOUT,
    )  # fmt: skip
    [built] = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, module_cli: Program, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Program]:
    """(folder of the unpacked wheel, the program run from it)."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    return site, Program({**module_cli.environment, "PYTHONPATH": str(site)})


def test_the_wheel_holds_every_knowledge_file(wheel: Path, knowledge: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in knowledge.rglob("*.yaml"):
        assert f"bot/knowledge/files/{path.relative_to(knowledge).as_posix()}" in names


def test_the_program_answers_from_the_packaged_knowledge(installed: tuple[Path, Program], tmp_path: Path) -> None:
    site, program = installed
    checked = program("check", cwd=tmp_path)
    assert checked.stdout.startswith(f"{site / 'bot' / 'knowledge' / 'files'}: 19 roles")
    done = program("ask", "--json", "how do i go from ds to de", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["from"], answer["to"]) == ("transition", "data-scientist", "data-engineer")


def test_a_copy_for_editing_is_used_from_then_on(installed: tuple[Path, Program], tmp_path: Path) -> None:
    _, shared = installed
    program = Program({**shared.environment, "XDG_DATA_HOME": str(tmp_path / "data")})
    own = tmp_path / "data" / "career-advisor" / "knowledge"
    assert program("copy-knowledge").stdout == f"Copied to {own}. It is used from now on.\n"
    for folder in ("examples", "questions"):  # a check is much faster without them
        shutil.rmtree(own / folder)
    assert program("check").stdout.startswith(f"{own}: 19 roles")
    with (own / "talk" / "thanks.yaml").open("a", encoding="utf-8") as thanks:
        thanks.write("edited: by a curator\n")
    edited = program("check")
    assert (edited.returncode, edited.stdout) == (1, "")
    assert "talk/thanks.yaml:" in edited.stderr
    assert "'edited' is not a known key here" in edited.stderr
