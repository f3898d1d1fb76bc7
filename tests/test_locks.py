"""The locked sets hold what pyproject.toml asks for, each file by its hash, and nothing about the machine that made them."""

import json
import re
import tomllib
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.program import REPOSITORY

LOCKS: Final = REPOSITORY / "requirements"
PACKAGE_LOCK: Final = REPOSITORY / "tests" / "local_discord" / "discordjs" / "package-lock.json"
EXTRAS: Final = {"run": ("build",), "test": ("build", "test"), "bench": ("build", "test", "bench")}
"""Locked set → the extras of pyproject.toml that it holds besides the dependencies of the bot."""


def wanted(lock: str) -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [requirement for extra in EXTRAS[lock] for requirement in project["optional-dependencies"][extra]]
    return [Requirement(text) for text in (*project["dependencies"], *extras)]


def locked(lock: str) -> dict[str, list[str]]:
    """Name of each package, normalised, with its locked versions: more than one where they differ by platform."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (LOCKS / f"{lock}.txt").read_text("utf-8"), re.MULTILINE):
        found.setdefault(normalised(name), []).append(version)
    return found


def entries(lock: str) -> list[str]:
    """The lines of each locked package: its name and version, its hashes, and by what it is needed."""
    return re.split(r"^(?=[\w.-]+==)", (LOCKS / f"{lock}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_requirement_is_met_by_its_lock(lock: str) -> None:
    versions = locked(lock)

    for requirement in wanted(lock):
        found = versions.get(normalised(requirement.name), [])
        assert found, f"{requirement} is not in requirements/{lock}.txt; run `make lock`"
        assert all(requirement.specifier.contains(Version(version)) for version in found), f"{requirement}; run `make lock`"


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_holds_nothing_that_is_no_longer_asked_for(lock: str) -> None:
    """The resolver notes below each package by what it is needed: by pyproject.toml, or by other packages."""
    noted = {normalised(entry.split("==")[0]) for entry in entries(lock) if "career-advisor (pyproject.toml)" in entry}

    assert noted == {normalised(requirement.name) for requirement in wanted(lock)}, "run `make lock`"


def test_the_locked_sets_can_build_the_project() -> None:
    """`pip install --no-build-isolation` builds with what is installed."""
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))

    assert set(pyproject["build-system"]["requires"]) <= set(pyproject["project"]["optional-dependencies"]["build"])


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_package_has_hashes(lock: str) -> None:
    assert len(entries(lock)) >= len(wanted(lock))
    assert [entry.split()[0] for entry in entries(lock) if "--hash=sha256:" not in entry] == []


def test_the_larger_sets_repeat_the_smaller_ones() -> None:
    run, test, bench = locked("run"), locked("test"), locked("bench")

    assert {name: test.get(name) for name in run} == run
    assert {name: bench.get(name) for name in test} == test


@pytest.mark.parametrize("lock", EXTRAS)
def test_no_lock_names_a_place_to_fetch_from(lock: str) -> None:
    text = (LOCKS / f"{lock}.txt").read_text("utf-8")

    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|@ |\.whl", text)


def test_the_lock_of_the_second_client_names_no_registry() -> None:
    packages = json.loads(PACKAGE_LOCK.read_text("utf-8"))["packages"]

    assert len(packages) > 10
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and not package.get("integrity")] == []


def test_the_makefile_installs_from_the_locks_only() -> None:
    """What is installed without a hash is named here: the wheel under test, and torch and the resolver by exact version."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    installs = [line.strip() for line in makefile.splitlines() if "$(INSTALL)" in line]
    unlocked = [line for line in installs if "--require-hashes" not in line and "$(EDITABLE)" not in line]

    assert [line.split("$(INSTALL) ")[1] for line in unlocked] == [
        "--constraint dist/lowest.txt dist/*.whl",
        "dist/*.whl",
        "$(TORCH)",
        "uv==$(UV_VERSION)",
    ]
    assert re.search(r"^UV_VERSION := \d+\.\d+\.\d+$", makefile, re.MULTILINE)
    assert re.search(r"^TORCH := torch==\d+\.\d+\.\d+$", makefile, re.MULTILINE)
    assert "--no-deps" in makefile.split("EDITABLE := ")[1].splitlines()[0]


def test_a_lock_without_torch_is_installed_without_looking_for_it() -> None:
    """pip refuses a locked set that lacks what one of its packages needs, unless each is installed by itself."""
    assert "torch" not in locked("bench")
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    [line] = [line for line in makefile.splitlines() if "--requirement requirements/bench.txt" in line]

    assert "--no-deps" in line


def test_the_second_client_is_asked_for_by_its_lock() -> None:
    wanted_by_package = json.loads((PACKAGE_LOCK.parent / "package.json").read_text("utf-8"))["dependencies"]
    root = json.loads(PACKAGE_LOCK.read_text("utf-8"))["packages"][""]["dependencies"]

    assert root == wanted_by_package
    assert (PACKAGE_LOCK.parent / ".npmrc").read_text("utf-8").strip() == "omit-lockfile-registry-resolved=true"
