"""The interpretation of a message before the decision: what the message shows, and what the conversation adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.knowledge.schema import Kind
from bot.nlu.matcher import Reading


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The reading of a message, with what the conversation adds to it.

    `forced` settles the kind. `prefer` and `prefer_topics` are added to the scores. `roles` replace the message's own
    roles; `context_roles` are used where a kind needs roles and the message names none. `start` and `goal` fill the ends
    of a move. `leans` when the words point back, or are too few to ask anything.
    """

    text: str
    reading: Reading
    forced: Kind | None = None
    roles: tuple[str, ...] | None = None
    context_roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()
    prefer: Mapping[Kind, float] = field(default_factory=dict)
    prefer_topics: Mapping[str, float] = field(default_factory=dict)
    from_talk: bool = False
    leans: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether the message says all by itself what it asks."""
        return self.forced is None and self.roles is None and not self.leans

    @property
    def is_clear(self) -> bool:
        """Whether nothing of the conversation was added to it."""
        return self.stands_alone and not (self.from_talk or self.prefer or self.context_roles)
