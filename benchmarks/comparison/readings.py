"""The input and output of a contender, and its protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Question:
    """The text of a question. The turns of one dialogue share `conversation` and come in order."""

    text: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question. `topics` are best first. `score` has the tool's own scale; higher is more certain.

    `served`: the tool answers this reading in the same reply as its first one. `offered`: ids of the choices in the reply.
    `refused`: the reply refuses. Only ours sets these three; thresholds decide for the other tools.
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
    """A tool that reads questions. `state`: it uses the earlier turns of a dialogue.

    `decides`: it refuses, adds second parts and offers choices itself. For other tools, thresholds are chosen.
    """

    state: bool
    decides: bool

    def build(self, knowledge: Library) -> None:
        """Index the knowledge or train on it."""

    def read(self, question: Question) -> Sequence[Reading]:
        """At least one reading, the most likely first."""
