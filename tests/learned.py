"""The advisor over the repository's knowledge, learned by one process while the others wait for what it learned."""

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
    """One for the whole run. When this returns, what is learned is in the cache, where each process that starts finds it."""
    LEARNED.mkdir(parents=True, exist_ok=True)
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return open_advisor(Settings(_env_file=None, knowledge_dir=REPOSITORY / "knowledge", cache_dir=LEARNED))
