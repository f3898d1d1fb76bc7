"""One turn of one user: a question is answered once, and everything that the turn leaves behind is stored in one go."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.advisor import Advisor
from bot.analytics.failure_detection import FailureDetector, ObservedTurn
from bot.analytics.usage_counter import Count, UsageCounter
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option, Profile
from bot.knowledge.library import Library
from bot.sessions.recent import RecentTurns, StateChange
from bot.storage.store import Store
from bot.storage.turns import TurnRecord
from bot.storage.usage_counts import week_of


@dataclass(frozen=True)
class Answer:
    """A reply with its id, the user it is for, the profile that it was made for and the library that it was made from."""

    key: str
    user_id: str
    reply: Reply
    profile: Profile
    library: Library


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks, in which place (see storage/locations.py), and the event that carries the question."""

    user_id: str
    place: str
    event: str


@dataclass(frozen=True)
class TurnServices:
    """What a turn works with. The advisor is the one that was live when the turn began."""

    advisor: Advisor
    store: Store
    now: Callable[[], float]
    failures: FailureDetector
    counter: UsageCounter | None
    recent: RecentTurns
    erase: Callable[[str], Awaitable[int]]


class Turn:
    """Runs under the user's lock: call `ask`, `pick` or `show_page` once, send the answer, then `commit`.

    `answered_by` is the id of the message that answered the event before; None when nothing has.
    """

    def __init__(self, services: TurnServices, question: Question, answered_by: str | None, conversation: Conversation) -> None:
        self._services = services
        self._question = question
        self.answered_by = answered_by
        self._before = conversation
        self._after: Conversation | None = None
        self._answer: Answer | None = None
        self._page = ""
        self._typed: str | None = None

    def ask(self, text: str, *, ignore_history: bool = False) -> Answer:
        """Answer a text. `ignore_history`: the text is complete, so the conversation before it plays no part."""
        before = Conversation(profile=self._before.profile) if ignore_history else self._before
        reply, self._after = self._services.advisor.reply(text, before, self._services.now())
        self._typed = text
        return self._keep(reply)

    def compare(self, roles: tuple[str, ...]) -> Answer:
        """Compare roles in full. The conversation before it plays no part."""
        alone = Conversation(profile=self._before.profile)
        reply, self._after = self._services.advisor.compare(roles, alone, self._services.now())
        return self._keep(reply)

    def move(self, start: str, goal: str) -> Answer:
        """Show a move in full. The conversation before it plays no part."""
        alone = Conversation(profile=self._before.profile)
        reply, self._after = self._services.advisor.move(start, goal, alone, self._services.now())
        return self._keep(reply)

    def pick(self, option: Option) -> Answer:
        """Answer something that an earlier reply offered."""
        reply, self._after = self._services.advisor.pick(option, self._before, self._services.now())
        return self._keep(reply)

    def show_page(self, make: Callable[[Profile], Reply]) -> Answer:
        """Show a page that is no turn of the conversation: nothing of it is remembered."""
        return self._keep(make(self._before.profile))

    def attach_page(self, page: str) -> None:
        """Keep how the door shows the answer, so that a press on it can be served; call this before the answer is sent."""
        if self._answer is None:
            raise RuntimeError("nothing was answered in this turn")
        self._page = page
        self._services.recent.add_answer(self._answer.key, self._answer.user_id, page)

    async def commit(self, message: int = 0, *, on_behalf_of: bool = False) -> None:
        """Store the turn once its answer is sent; on disk when this returns.

        `message` is the id of the message that holds the answer. `on_behalf_of`: the question was asked for somebody else,
        so it is no part of this user's conversation.
        """
        answer, after = self._answer, None if on_behalf_of else self._after
        if answer is None:
            raise RuntimeError("nothing was answered in this turn")
        is_forget = answer.reply.action == "forget"
        leaves_traces = not is_forget and not answer.reply.query.distress
        question, services = self._question, self._services
        if is_forget:
            await services.erase(question.user_id)
        elif after is not None:
            services.recent.add_change(question.event, question.user_id, StateChange(self._before, after))
        observed = self._observed(answer, on_behalf_of=on_behalf_of)
        if observed is not None:
            services.failures.note_answer(answer.key, observed)
        await services.store.turns.finish(
            TurnRecord(
                user_id=question.user_id,
                place=question.place,
                event=question.event,
                answer_message=str(message or ""),
                at=services.now(),
                conversation=after if leaves_traces else None,
                answer=(answer.key, self._page) if leaves_traces and self._page else None,
                on_behalf_of=on_behalf_of,
                failed_questions=services.failures.failed_questions(observed) if observed is not None else (),
                counts=self._counts(observed) if observed is not None else (),
            )
        )

    def _counts(self, observed: ObservedTurn) -> tuple[Count, ...]:
        counter = self._services.counter
        return counter.counts(observed.user_id, observed.reply, week_of(observed.at)) if counter is not None else ()

    def _observed(self, answer: Answer, *, on_behalf_of: bool) -> ObservedTurn | None:
        """The turn as far as something can be learned from it; a page that was only shown teaches nothing."""
        if self._after is None:
            return None
        question, text = self._question, answer.reply.query.text
        return ObservedTurn(
            user_id=question.user_id,
            place=question.place,
            event=question.event,
            text=text,
            reply=answer.reply,
            at=self._services.now(),
            typed=self._typed == text,  # a typed "2" is a pick: the reply answers the words of what was offered
            on_behalf_of=on_behalf_of,
        )

    def _keep(self, reply: Reply) -> Answer:
        profile = self._after.profile if self._after is not None else self._before.profile
        library = self._services.advisor.library
        self._answer = Answer(secrets.token_urlsafe(8), self._question.user_id, reply, profile, library)
        return self._answer
