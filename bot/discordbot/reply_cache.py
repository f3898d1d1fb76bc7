"""What the advisor says, remembered: the same words in the same state of a talk get the same reply, so it is made once."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option
from bot.discordbot.rendering.pagination import Document, paginate

REMEMBERED: Final = 2_000
"""Replies in memory, in all; the longest unused goes first."""


@dataclass(frozen=True)
class Thought:
    """A reply and how it is shown."""

    reply: Reply
    document: Document

    @cached_property
    def form(self) -> str:
        """What is kept of the answer: its text only where there are further pages to turn to."""
        shown = self.document
        return (shown if len(shown.pages) > 1 else shown.model_copy(update={"pages": ()})).model_dump_json()


class Thinking:
    """Over one advisor, whose replies depend on nothing but words, talk and library. No person is known here; words of
    somebody in distress are not kept even so.
    """

    def __init__(self, advisor: Advisor) -> None:
        self.advisor = advisor
        self._known: OrderedDict[tuple[object, Conversation], tuple[Thought, Conversation]] = OrderedDict()

    def __len__(self) -> int:
        """How many replies are remembered."""
        return len(self._known)

    def reply(self, text: str, conversation: Conversation, now: float) -> tuple[Thought, Conversation]:
        """See `Advisor.reply`."""
        return self._thought(text, conversation, now, lambda talk: self.advisor.reply(text, talk, now))

    def pick(self, option: Option, conversation: Conversation, now: float) -> tuple[Thought, Conversation]:
        """See `Advisor.pick`."""
        return self._thought(option, conversation, now, lambda talk: self.advisor.pick(option, talk, now))

    def _thought(
        self, asked: object, conversation: Conversation, now: float, think: Callable[[Conversation], tuple[Reply, Conversation]]
    ) -> tuple[Thought, Conversation]:
        """`at` settles what the time says of the talk; from there on the time changes nothing but its date."""
        talk = conversation.at(now)
        key = (asked, talk.model_copy(update={"updated": 0.0}))
        known = self._known.get(key)
        if known is None:
            reply, after = think(talk)
            known = Thought(reply, paginate(reply, self.advisor.library)), after
            if not reply.query.distress:
                self._remember(key, known)
        else:
            self._known.move_to_end(key)
        thought, after = known
        return thought, after.model_copy(update={"updated": talk.updated})

    def _remember(self, key: tuple[object, Conversation], known: tuple[Thought, Conversation]) -> None:
        self._known[key] = known
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
