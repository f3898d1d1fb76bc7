"""The advisor over the repository's knowledge. Of several test processes one trains it, and the others wait."""

import fcntl
import functools
from typing import Final

from bot.advisor import Advisor
from bot.bootstrap import open_advisor
from bot.settings import Settings
from tests.program import LEARNED, REPOSITORY

_LOCK: Final = LEARNED / "lock"


@functools.cache
def advisor() -> Advisor:
    """The advisor of this process. Afterwards the trained models are in the cache, where every started program finds them."""
    LEARNED.mkdir(parents=True, exist_ok=True)
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return open_advisor(Settings(_env_file=None, knowledge_dir=REPOSITORY / "knowledge", cache_dir=LEARNED))
