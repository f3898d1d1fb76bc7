"""One lock for each user; a lock exists only while it is held or waited for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class UserLocks:
    """Different users run concurrently; the operations of one user run one after the other, first come, first served."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    def is_held(self, user_id: str) -> bool:
        """Whether something of this user is running or waiting."""
        return user_id in self._locks

    async def wait_idle(self) -> None:
        """Wait until nothing of anybody is running or waiting."""
        await self._idle.wait()

    @contextlib.asynccontextmanager
    async def hold(self, user_id: str) -> AsyncIterator[None]:
        """The user's lock, as a context."""
        lock, waiting = self._locks.get(user_id, (asyncio.Lock(), 0))
        self._locks[user_id] = (lock, waiting + 1)
        self._idle.clear()
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[user_id]
            if waiting == 1:
                del self._locks[user_id]
                if not self._locks:
                    self._idle.set()
            else:
                self._locks[user_id] = (lock, waiting - 1)
