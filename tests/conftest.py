"""What every test may lean on: the repository's knowledge, an advisor over it, the program as a process."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.advisor import Advisor
from bot.knowledge.library import Library
from tests import learned
from tests.knowledge.copies import Copy, copy_of
from tests.program import LEARNED, REPOSITORY, SHARED, Program

# The suite tries the same inputs each time, so that nobody meets a fault by luck; `make fuzz` looks for others.
settings.register_profile("suite", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def knowledge() -> Path:
    """The repository's knowledge folder. Never written to: copy it to change it."""
    return REPOSITORY / "knowledge"


@pytest.fixture
def knowledge_copy(knowledge: Path, tmp_path: Path) -> Copy:
    """The knowledge without its labelled examples and questions, for a test to change."""
    return copy_of(knowledge, tmp_path / "knowledge")


@pytest.fixture(scope="session")
def library() -> Library:
    return learned.advisor().library


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    """Over the repository's knowledge, learned once for the whole session."""
    return learned.advisor()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project folder; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not at hand")
    return SHARED


@pytest.fixture(scope="session")
def learned_cache() -> Path:
    """One cache for all tests: what is learned from the knowledge is learned once, and again when knowledge or code change."""
    learned.advisor()
    return LEARNED


@pytest.fixture
def cli(tmp_path: Path, learned_cache: Path) -> Program:
    """The program for one test: `cli("ask", "DS vs DE").stdout`."""
    return Program.at(tmp_path / "home", learned_cache)


@pytest.fixture(scope="module")
def module_cli(tmp_path_factory: pytest.TempPathFactory, learned_cache: Path) -> Program:
    """The program for a module whose tests read one long output."""
    return Program.at(tmp_path_factory.mktemp("home"), learned_cache)
