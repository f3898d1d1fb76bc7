"""What a message was read as: the value that the advisor answers."""

from dataclasses import dataclass, field

from bot.knowledge.schema import Kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could answer (`topic:…`, `refusal:…`, `talk:…`, a kind) with its score and what spoke for it."""

    name: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of a message.

    `kind` is the main reading, `also` a second one close to it. `roles` are the roles the question is about, in order;
    `start` and `goal` the ends of a move (None: open, or no role of ours). `topics` and `refusals` and `talk` are ranked
    candidates. `confidence` is between 0 and 1. `clarify` holds topic ids to choose between when the best is a guess.
    """

    text: str
    kind: Kind
    also: Kind | None = None
    roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    outside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    topics: tuple[Candidate, ...] = ()
    refusals: tuple[Candidate, ...] = ()
    talk: tuple[Candidate, ...] = ()
    skills: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    confidence: float = 0.0
    clarify: tuple[str, ...] = ()
    statement: bool = False
    kinds: tuple[Candidate, ...] = field(default=(), repr=False)
