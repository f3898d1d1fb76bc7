"""Users' turns, whatever the door: one at a time for each user, answered by the knowledge that was live when they began.

The session manager knows users, places and events by their ids, and nothing of Discord or of a terminal.
"""

import contextlib
import time
from collections.abc import AsyncIterator, Callable

from bot.advisor import Advisor
from bot.analytics.failure_detection import FailureDetector
from bot.analytics.usage_counter import UsageCounter
from bot.dialogue.state import Conversation
from bot.sessions.recent import RecentTurns
from bot.sessions.turn import Question, Turn, TurnServices
from bot.sessions.user_locks import UserLocks
from bot.storage.store import Store


class SessionManager:
    """`now` gives Unix time in seconds. Safe for concurrent tasks of one process.

    `counts_usage` is off where one person alone uses the store: the weekly counts would then tell what that person asked.
    """

    def __init__(
        self, advisor: Advisor, store: Store, now: Callable[[], float] = time.time, *, counts_usage: bool = True
    ) -> None:
        self.advisor = advisor
        self.store = store
        self.now = now
        self._failures = FailureDetector()
        self._counter = UsageCounter() if counts_usage else None
        self._recent = RecentTurns()
        self._locks = UserLocks()

    def use(self, advisor: Advisor) -> None:
        """Answer turns that begin from now on with this advisor; turns that have begun keep theirs."""
        self.advisor = advisor

    def is_busy(self, user_id: str) -> bool:
        """Whether an earlier turn of the user is not done yet."""
        return self._locks.is_held(user_id)

    async def wait_idle(self) -> None:
        """Wait until no turn is open or waited for."""
        await self._locks.wait_idle()

    @contextlib.asynccontextmanager
    async def turn(
        self, user_id: str, place: str, event: str, *, again: bool = False, without_profile: bool = False
    ) -> AsyncIterator[Turn]:
        """A turn of a user, under the user's lock.

        `event` names what is answered; the turn says whether it was answered before. `again` answers an event anew, as if
        its first answer had not been. `without_profile` answers without anything that is known of the user.
        """
        async with self._locks.hold(user_id):
            started = await self.store.turns.begin(user_id, place, event)
            conversation = Conversation() if without_profile else started.conversation
            change = self._recent.change(event)
            if again and change is not None and change.after.turns == conversation.turns:
                conversation = change.before
            yield Turn(self._services(), Question(user_id, place, event), started.answered_by, conversation)

    async def find_page(self, key: str) -> tuple[str, str] | None:
        """Whose the answer `key` is, and how it was shown (see `Turn.attach_page`); None when it is gone."""
        return self._recent.answer(key) or await self.store.turns.answer(key)

    def question_of(self, key: str, user_id: str) -> str | None:
        """The text that a user asked for the answer `key`; None when it is forgotten, or when somebody else asked."""
        return self._failures.question(key, user_id)

    async def forget(self, user_id: str) -> int:
        """Erase a user after the turns that they began before; the number of stored rows that knew them."""
        async with self._locks.hold(user_id):
            return await self._erase(user_id)

    async def note_unhelpful(self, key: str) -> None:
        """Keep the question of an answer that did not help, once, where it is still known."""
        found = self._failures.take_unhelpful(key)
        if found is not None:
            user_id, question = found
            await self.store.failed_questions.note(user_id, [question], self.now())

    def _services(self) -> TurnServices:
        return TurnServices(self.advisor, self.store, self.now, self._failures, self._counter, self._recent, self._erase)

    async def _erase(self, user_id: str) -> int:
        """Erase a user in memory and in the store. The user's lock must be held."""
        self._recent.forget(user_id)
        self._failures.forget(user_id)
        if self._counter is not None:
            self._counter.forget(user_id)
        return await self.store.forget(user_id)
