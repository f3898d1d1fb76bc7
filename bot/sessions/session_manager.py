"""The desk: one person's turns in order, each answered once, and everything a turn leaves behind kept in one go.

It knows people, places and events by their ids and nothing of Discord.
"""

import asyncio
import contextlib
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from bot.advisor import Advisor
from bot.analytics.failure_detection import FailureDetector, ObservedTurn
from bot.analytics.usage_counter import UsageCounter
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option, Profile
from bot.discordbot.rendering.pagination import Document, paginate
from bot.discordbot.reply_cache import Thinking, Thought
from bot.knowledge.library import Library
from bot.storage.store import Store
from bot.storage.turns import TurnRecord
from bot.storage.usage_counts import week_of

RECENT_ANSWERS: Final = 500
"""Answers in memory, so that a press right after the answer finds it before the store has it."""

EDITABLE: Final = 500
"""Turns that can be taken back because their question was edited."""


@dataclass(frozen=True)
class Answer:
    """A reply at the desk: its id, whose it is, how it is shown, the person as the answer saw them, the knowledge it is of."""

    key: str
    owner: int
    document: Document
    reply: Reply
    profile: Profile
    library: Library


@dataclass(frozen=True, slots=True)
class _Taken:
    before: Conversation
    after: Conversation


class Turn:
    """One question of one person, under their lock. Ask once, send what comes, then `keep`. Whatever becomes of the knowledge
    meanwhile, all of the answer is of the version that was live when the turn began.
    """

    def __init__(self, desk: "Desk", asked: tuple[int, str, str], answered_by: str | None, conversation: Conversation) -> None:
        self._desk = desk
        self._thinking = desk.thinking
        self._person, self._place, self._event = asked
        self.answered_by = answered_by
        self._before = conversation
        self._after: Conversation | None = None
        self.answer: Answer | None = None
        self._form = ""
        self._typed: str | None = None

    def ask(self, text: str, *, afresh: bool = False) -> Answer:
        """What the advisor says to words; `afresh` when they say all and lean on nothing that was said before."""
        before = Conversation(profile=self._before.profile) if afresh else self._before
        thought, self._after = self._thinking.reply(text, before, self._desk.now())
        self._typed = text
        return self._made(thought)

    def pick(self, option: Option) -> Answer:
        """What the advisor says to something that was offered."""
        thought, self._after = self._thinking.pick(option, self._before, self._desk.now())
        return self._made(thought)

    def show(self, make: Callable[[Profile], Reply]) -> Answer:
        """A page that is no turn of the talk: nothing of it is remembered."""
        reply = make(self._before.profile)
        return self._made(Thought(reply, paginate(reply, self._thinking.advisor.library)))

    async def keep(self, message: int = 0, *, remember: bool = True) -> None:
        """Once the answer is sent. `message` is the one that holds it, to be edited when its question is."""
        answer, after = self.answer, self._after if remember else None
        if answer is None:
            raise RuntimeError("nothing was answered in this turn")
        leaves_traces = answer.reply.action != "forget" and not answer.reply.query.distress
        if after is not None:
            self._desk.note_taken(self._event, _Taken(self._before, after))
        if answer.reply.action == "forget":
            await self._desk.erase(self._person)
        said = self._said(answer, apart=not remember)
        if said is not None:
            self._desk.following.note_answer(answer.key, said)
        await self._desk.store.visits.finish(
            TurnRecord(
                user_id=str(self._person),
                place=self._place,
                event=self._event,
                answer_message=str(message or ""),
                at=self._desk.now(),
                conversation=after if leaves_traces else None,
                answer=(answer.key, self._form) if leaves_traces else None,
                apart=not remember,
                misses=self._desk.following.misses(said) if said is not None else (),
                counts=self._desk.counting.counts(self._person, answer.reply, week_of(said.at)) if said is not None else (),
            )
        )

    def _said(self, answer: Answer, *, apart: bool) -> ObservedTurn | None:
        """The turn as far as it can be learned from; a page that was only shown is none."""
        if self._after is None:
            return None
        typed = self._typed is not None
        text = self._typed if self._typed is not None else answer.reply.query.text
        return ObservedTurn(self._person, self._place, self._event, text, answer.reply, self._desk.now(), typed, apart)

    def _made(self, thought: Thought) -> Answer:
        profile = self._after.profile if self._after is not None else self._before.profile
        self._form = thought.form
        library = self._thinking.advisor.library
        self.answer = Answer(secrets.token_urlsafe(8), self._person, thought.document, thought.reply, profile, library)
        self._desk.note_answer(self.answer)
        return self.answer


class Desk:
    """`now` gives Unix time."""

    def __init__(self, advisor: Advisor, store: Store, now: Callable[[], float] = time.time) -> None:
        self.thinking = Thinking(advisor)
        self.store = store
        self.now = now
        self.following = FailureDetector()
        self.counting = UsageCounter()
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}
        self._answers: OrderedDict[str, tuple[int, Document]] = OrderedDict()
        self._taken: OrderedDict[str, _Taken] = OrderedDict()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def advisor(self) -> Advisor:
        return self.thinking.advisor

    def know(self, advisor: Advisor) -> None:
        """From now on turns are answered by this one; those that have begun are not."""
        self.thinking = Thinking(advisor)

    def is_busy(self, person: int) -> bool:
        """Whether an earlier turn of the person is not done yet."""
        return person in self._locks

    async def settled(self) -> None:
        """Wait until no turn is open or waited for."""
        await self._idle.wait()

    @contextlib.asynccontextmanager
    async def turn(
        self, person: int, place: str, event: str, *, again: bool = False, neutral: bool = False
    ) -> AsyncIterator[Turn]:
        """One person's turns, in the order in which they began to wait.

        `event` is what is answered: the turn tells whether it was before. `again` answers an event anew, as if its first
        answer had not been. `neutral` answers without anything that is known of the person.
        """
        async with self._in_order(person):
            begun = await self.store.visits.begin(str(person), place, event)
            conversation = Conversation() if neutral else begun.conversation
            taken = self._taken.get(event)
            if again and taken is not None and taken.after.turns == conversation.turns:
                conversation = taken.before
            yield Turn(self, (person, place, event), begun.answered_by, conversation)

    async def find(self, key: str) -> tuple[int, Document] | None:
        """Whose a kept answer is and the answer; None when it is gone."""
        if key in self._answers:
            return self._answers[key]
        kept = await self.store.visits.answer(key)
        return (int(kept[0]), Document.model_validate_json(kept[1])) if kept is not None else None

    async def forget(self, person: int) -> int:
        """Erase a person, once what they asked before is kept, so that nothing of it comes after."""
        async with self._in_order(person):
            return await self.erase(person)

    async def erase(self, person: int) -> int:
        """Erase a person, here and in the store, within their turn."""
        for key in [key for key, (owner, _) in self._answers.items() if owner == person]:
            del self._answers[key]
        self._taken.clear()
        self.following.forget(person)
        self.counting.forget(person)
        self.thinking = Thinking(self.advisor)
        return await self.store.forget(str(person))

    async def note_unhelpful(self, key: str) -> None:
        """Keep the question of an answer that did not help, where it is still known, once."""
        found = self.following.unhelpful(key)
        if found is not None:
            person, miss = found
            await self.store.gaps.note(str(person), [miss], self.now())

    def note_answer(self, answer: Answer) -> None:
        """Called by the turn that made it."""
        self._answers[answer.key] = (answer.owner, answer.document)
        if len(self._answers) > RECENT_ANSWERS:
            self._answers.popitem(last=False)

    def note_taken(self, event: str, taken: _Taken) -> None:
        """Called by the turn that was taken."""
        self._taken[event] = taken
        if len(self._taken) > EDITABLE:
            self._taken.popitem(last=False)

    @contextlib.asynccontextmanager
    async def _in_order(self, person: int) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(person, (asyncio.Lock(), 0))
        self._locks[person] = (lock, waiting + 1)
        self._idle.clear()
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[person]
            if waiting == 1:
                del self._locks[person]
                if not self._locks:
                    self._idle.set()
            else:
                self._locks[person] = (lock, waiting - 1)
