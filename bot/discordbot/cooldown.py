"""A person's patience with us is ours with them: so many questions in so many seconds."""

from collections import deque
from typing import Final

MOST_PEOPLE: Final = 10_000
"""Beyond this many people at a time the longest silent are forgotten."""


class Cooldown:
    """`questions` in any `seconds`; 0 questions: no limit. Nothing of it is stored."""

    def __init__(self, questions: int, seconds: float) -> None:
        self._questions = questions
        self._seconds = seconds
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def wait(self, person: int, now: float) -> float:
        """Note a question; 0 when it may be asked, else the seconds until the next one may."""
        if not self._questions:
            return 0.0
        asked = self._asked.pop(person, None) or deque()
        self._asked[person] = asked
        if len(self._asked) > MOST_PEOPLE:
            gone = next(iter(self._asked))
            del self._asked[gone]
            self._told.pop(gone, None)
        while asked and asked[0] <= now - self._seconds:
            asked.popleft()
        if len(asked) >= self._questions:
            return max(1.0, asked[0] + self._seconds - now)
        asked.append(now)
        return 0.0

    def first_refusal(self, person: int, now: float) -> bool:
        """Whether the person is yet to be told that they are too fast; true once in the cooldown's time."""
        is_first = now - self._told.get(person, 0.0) > self._seconds
        if is_first:
            self._told[person] = now
        return is_first
