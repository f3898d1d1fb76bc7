"""Fixtures for all tests: the repository's knowledge, an advisor over it, and the program as a process."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.advisor import Advisor
from bot.knowledge.library import Library
from tests import learned
from tests.knowledge.copies import Copy, copy_of
from tests.program import LEARNED, REPOSITORY, SHARED, Program

# The suite tries the same inputs in every run, so that results are reproducible; `make fuzz` tries new ones.
settings.register_profile("suite", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def knowledge() -> Path:
    """The repository's knowledge folder. A test must not write to it; it can use `knowledge_copy`."""
    return REPOSITORY / "knowledge"


@pytest.fixture
def knowledge_copy(knowledge: Path, tmp_path: Path) -> Copy:
    """A copy of the knowledge, without labelled examples and questions, that the test can change."""
    return copy_of(knowledge, tmp_path / "knowledge")


@pytest.fixture(scope="session")
def library() -> Library:
    return learned.advisor().library


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    """An advisor over the repository's knowledge, trained once for the whole session."""
    return learned.advisor()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the developers' own material beside the project folder. Without it, the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not at hand")
    return SHARED


@pytest.fixture(scope="session")
def learned_cache() -> Path:
    """The cache folder of all tests. It holds the trained models, which are trained again when knowledge or code change."""
    learned.advisor()
    return LEARNED


@pytest.fixture
def cli(tmp_path: Path, learned_cache: Path) -> Program:
    """The program with a home folder for one test: `cli("ask", "DS vs DE").stdout`."""
    return Program.at(tmp_path / "home", learned_cache)


@pytest.fixture(scope="module")
def module_cli(tmp_path_factory: pytest.TempPathFactory, learned_cache: Path) -> Program:
    """The program with a home folder for one module, for tests that share an output."""
    return Program.at(tmp_path_factory.mktemp("home"), learned_cache)
