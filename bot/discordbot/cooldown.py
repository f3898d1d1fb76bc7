"""Rate limit per user, in memory."""

from collections import deque
from typing import Final

MOST_USERS: Final = 10_000
"""Users in memory; beyond this number the one who has been silent longest is dropped."""


class Cooldown:
    """Allows each user `questions` questions in any `seconds` seconds; with 0 questions there is no limit."""

    def __init__(self, questions: int, seconds: float) -> None:
        self._questions = questions
        self._seconds = seconds
        self._asked_at: dict[int, deque[float]] = {}
        self._notified_at: dict[int, float] = {}

    def wait(self, user_id: int, now: float) -> float:
        """Count a question if it is allowed. Returns 0 when it is, else the seconds until the next one is."""
        if not self._questions:
            return 0.0
        asked_at = self._asked_at.pop(user_id, None) or deque()
        self._asked_at[user_id] = asked_at
        if len(self._asked_at) > MOST_USERS:
            oldest = next(iter(self._asked_at))
            del self._asked_at[oldest]
            self._notified_at.pop(oldest, None)
        while asked_at and asked_at[0] <= now - self._seconds:
            asked_at.popleft()
        if len(asked_at) >= self._questions:
            return max(1.0, asked_at[0] + self._seconds - now)
        asked_at.append(now)
        return 0.0

    def should_notify(self, user_id: int, now: float) -> bool:
        """Whether to tell the user that they are too fast: true at most once in each period of `seconds`."""
        is_due = now - self._notified_at.get(user_id, 0.0) > self._seconds
        if is_due:
            self._notified_at[user_id] = now
        return is_due
