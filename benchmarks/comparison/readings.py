"""What every tool gives back for a question, and what makes it a contender."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed; turns of one talk share `conversation` and come in order."""

    text: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question. `topics`: best first. `score` is the tool's own: more is surer.

    `served`: the tool gives this reading in the same reply as its first one. `offered`: entries that the reply offers to
    choose between. `refused`: the reply declines. Only ours has these of its own; see thresholds.py for the others.
    """

    kind: str
    roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()
    score: float = 0.0
    served: bool = False
    offered: tuple[str, ...] = ()
    refused: bool = False


class Contender(Protocol):
    """A tool that reads questions. `state` tells whether it follows a talk; without it each turn is read alone.

    `decides`: it refuses, adds second parts and asks back by itself. Others leave that to the thresholds chosen for them.
    """

    state: bool
    decides: bool

    def build(self, knowledge: Library) -> None:
        """Make ready to read, from the knowledge alone."""

    def read(self, question: Question) -> Sequence[Reading]:
        """At least one reading, the likeliest first."""
