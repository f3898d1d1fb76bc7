"""What the tests of answers share."""

import pytest

from bot.advisor import Advisor
from tests.talks import Talk


@pytest.fixture
def talk(advisor: Advisor) -> Talk:
    return Talk(advisor)
