"""What a session keeps in memory for a short while, and forgets with its user."""

from dataclasses import dataclass
from typing import Final

from bot.bounded_dict import BoundedDict
from bot.dialogue.state import Conversation

MOST_ANSWERS: Final = 500
"""Answers in memory, so that a press right after an answer finds it before the store has it."""

MOST_EDITABLE: Final = 500
"""Turns that can be taken back because their question was edited."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """The conversation before a turn and after it."""

    before: Conversation
    after: Conversation


class RecentTurns:
    """The newest answers and state changes, each up to its bound; the oldest go first."""

    def __init__(self) -> None:
        self._answers: BoundedDict[str, tuple[str, str]] = BoundedDict(MOST_ANSWERS)
        self._changes: BoundedDict[str, tuple[str, StateChange]] = BoundedDict(MOST_EDITABLE)

    def add_answer(self, key: str, user_id: str, page: str) -> None:
        """Keep how the answer `key` of a user is shown."""
        self._answers[key] = (user_id, page)

    def answer(self, key: str) -> tuple[str, str] | None:
        """Whose the answer `key` is, and how it is shown; None when it is not among the newest."""
        return self._answers.get(key)

    def add_change(self, event: str, user_id: str, change: StateChange) -> None:
        """Keep what the turn that answered `event` changed."""
        self._changes[event] = (user_id, change)

    def change(self, event: str) -> StateChange | None:
        """What the turn that answered `event` changed; None when it is not among the newest."""
        return self._changes[event][1] if event in self._changes else None

    def forget(self, user_id: str) -> None:
        """Drop everything of a user."""
        for kept in (self._answers, self._changes):
            for key in [key for key, (owner, _) in kept.items() if owner == user_id]:
                del kept[key]
