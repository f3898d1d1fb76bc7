"""A message beside the talk it belongs to, and what its pronouns can mean."""

from dataclasses import dataclass
from typing import Final

from bot.dialogue.state import Conversation, TurnRecord
from bot.knowledge.library import Library
from bot.knowledge.schema import Kind
from bot.nlu.matcher import Reading

CONTENT_KINDS: Final[tuple[Kind, ...]] = ("role", "compare", "transition", "skills", "recommend", "advice")
"""The kinds of question that are about something; small talk and refusals are not."""

STANDALONE_WORDS: Final = 12
"""A message of more words than this is read by itself unless it points back."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The message as a string with roles as ROLE, openers gone, beside the talk it belongs to."""

    text: str
    length: int
    reading: Reading
    conversation: Conversation
    library: Library

    @property
    def roles(self) -> tuple[str, ...]:
        return self.reading.parsed.roles

    @property
    def last(self) -> TurnRecord | None:
        """The last turn that was about something."""
        return self.conversation.last_of(*CONTENT_KINDS)

    @property
    def own_role(self) -> str | None:
        return self.conversation.profile.role


def focus_role(last: TurnRecord) -> str | None:
    """The role a bare "it" or "there" means: the goal of a move, else the role named last, else the first spoken of."""
    return (
        last.goal
        or (last.named[-1] if last.named and last.kind != "compare" else None)
        or (last.roles[-1] if last.kind == "role" and last.roles else last.roles[0] if last.roles else None)
    )


def compared_with(last: TurnRecord) -> tuple[str, ...]:
    """What "vs X" is set against: the goal of a move, the first of a comparison, the role spoken of."""
    if last.goal:
        return (last.goal,)
    return last.roles[:1]


def unique(*roles: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for role in roles if role))


def roles_of_area(word: str, library: Library) -> tuple[str, ...]:
    """The roles of an area, special forms of other roles aside."""
    area = {"insight": "insights", "model": "models", "system": "systems", "platform": "systems", "management": "leadership"}.get(
        word, word
    )
    return tuple(role.id for role in library.roles.values() if role.area == area and not role.variant)
