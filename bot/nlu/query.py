"""What a message was understood as: the value that the advisor answers."""

from dataclasses import dataclass, field

from bot.knowledge.schema import Answer, Kind
from bot.nlu.facts.reader import Facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could answer (`topic:…`, `refusal:…`, `talk:…`) or a kind, with its score and the features behind it."""

    name: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """The understanding of one message.

    `kind` is the main kind and `also` a second one close to it. `roles` are the roles that the question is about, in
    order; `start` and `goal` are the ends of a move (None: open, or a career outside the library). `said_start` is a
    start that the message itself names, `named` are all roles that it names. `plain` is the message as the parser saw it,
    repaired, with ROLE for every role. `topics`, `answers` (written ones; none for a message that leans on the
    conversation), `refusals`, `talk` and `described` (roles whose descriptions the words resemble) are ranked candidates;
    `story` is the story asked for; `facts` is what the message tells about the person. `confidence` is between 0 and 1.
    `distress` is true when someone seems to be in danger; then nothing else matters.
    """

    text: str
    plain: str
    kind: Kind
    also: Kind | None = None
    roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    said_start: str | None = None
    named: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    topics: tuple[Candidate, ...] = ()
    answers: tuple[Candidate, ...] = ()
    refusals: tuple[Candidate, ...] = ()
    talk: tuple[Candidate, ...] = ()
    described: tuple[Candidate, ...] = ()
    story: str | None = None
    facts: Facts = field(default_factory=Facts)
    skills: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    confidence: float = 0.0
    distress: bool = False
    kinds: tuple[Candidate, ...] = field(default=(), repr=False)

    @property
    def is_near_scope(self) -> bool:
        """Whether a message that is out of scope is likelier of another kind: it is declined out of caution."""
        return self.kind == "out_of_scope" and bool(self.kinds) and self.kinds[0].name != "out_of_scope"

    @classmethod
    def of_roles(cls, kind: Kind, roles: tuple[str, ...], text: str) -> "Query":
        """A question that was asked by choosing roles: about one role, or comparing several."""
        return cls(text=text, plain="", kind=kind, roles=roles, confidence=1.0)

    @classmethod
    def of_move(cls, start: str, goal: str, text: str) -> "Query":
        """A question that was asked by choosing both ends of a move."""
        roles = (start, goal)
        return cls(text=text, plain="", kind="transition", roles=roles, start=start, goal=goal, said_start=start, confidence=1.0)

    @classmethod
    def of_topic(cls, topic: str, text: str, roles: tuple[str, ...]) -> "Query":
        """A question that was asked by choosing a topic."""
        return cls(text=text, plain=text.lower(), kind="advice", roles=roles, topics=(Candidate(topic, 1.0),), confidence=1.0)

    @classmethod
    def of_answer(cls, answer: Answer) -> "Query":
        """The question of a written answer that was chosen."""
        about, ends = answer.about, (answer.about.from_, answer.about.to)
        return cls(
            text=answer.question,
            plain=answer.question.lower(),
            kind=answer.kind,
            roles=tuple(sorted(about.all_roles)),
            start=ends[0] if all(ends) else None,
            goal=ends[1] if all(ends) else None,
            topics=tuple(Candidate(topic, 1.0) for topic in about.topics),
            confidence=1.0,
        )
