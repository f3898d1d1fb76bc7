from pathlib import Path

import pytest

from bot.knowledge.library import Library
from bot.knowledge.loader import load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(Path(__file__).parents[2] / "knowledge")
