"""A message together with the conversation that it belongs to, and what its pronouns can refer to."""

from dataclasses import dataclass
from typing import Final

from bot.dialogue.state import Conversation, PastTurn
from bot.knowledge.library import Library
from bot.knowledge.schema import Kind
from bot.nlu.matcher import Reading

CONTENT_KINDS: Final[tuple[Kind, ...]] = ("role", "compare", "transition", "skills", "recommend", "advice")
"""The kinds of question that have a subject; small talk and refusals have none."""

STANDALONE_WORDS: Final = 12
"""A message of more words than this is understood alone unless it points back."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The message with roles as ROLE and without openers, and the conversation that it belongs to."""

    text: str
    length: int
    reading: Reading
    conversation: Conversation
    library: Library

    @property
    def roles(self) -> tuple[str, ...]:
        return self.reading.parsed.roles

    @property
    def last(self) -> PastTurn | None:
        """The last turn that had a subject."""
        return self.conversation.last_of(*CONTENT_KINDS)

    @property
    def own_role(self) -> str | None:
        return self.conversation.profile.role


def focus_role(last: PastTurn) -> str | None:
    """The role that a bare "it" or "there" refers to: the goal of a move, else the role named last, else the first role
    of the turn."""
    return (
        last.goal
        or (last.named[-1] if last.named and last.kind != "compare" else None)
        or (last.roles[-1] if last.kind == "role" and last.roles else last.roles[0] if last.roles else None)
    )


def compared_with(last: PastTurn) -> tuple[str, ...]:
    """What "vs X" compares with: the goal of a move, the first role of a comparison, the role of the turn."""
    if last.goal:
        return (last.goal,)
    return last.roles[:1]


def unique(*roles: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for role in roles if role))


def roles_of_area(word: str, library: Library) -> tuple[str, ...]:
    """The roles of an area, without those that are special forms of other roles."""
    area = {"insight": "insights", "model": "models", "system": "systems", "platform": "systems", "management": "leadership"}.get(
        word, word
    )
    return tuple(role.id for role in library.roles.values() if role.area == area and not role.variant)
