"""The state of a conversation: a small value for each person and place, with the person's profile."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from bot.knowledge.schema import Act, Kind

VERSION: Final = 2
"""The version of the stored form. A stored conversation of another version starts from nothing; profiles are migrated."""

SILENCE_SECONDS: Final = 30 * 60
"""After this long without a message the conversation is over; the profile stays."""

POOL: Final = 6
"""How many of the last roles a pronoun can refer to."""

TURNS_KEPT: Final = 12

CLAIMS_KEPT: Final = 400
"""How many of the last claims shown are remembered, so that none is shown twice."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Profile(_Value):
    """What the person told about themselves, kept until they say "forget". `background` is a career outside the library's
    roles."""

    role: str | None = None
    background: str | None = None
    goal: str | None = None
    skills: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Profile()


class Option(_Value):
    """Something that a reply offers to pick: an entry to answer with, or a follow-up question to ask. `label` is the text
    of the button."""

    kind: Literal["topic", "role", "answer", "question", "action"]
    value: str
    label: str


class PastTurn(_Value):
    """One past turn, as far as later turns may refer to it. It holds no text of the person. `named` are the roles that
    the message named, `roles` those that the answer was about; `answer`, `titles` and `story` are entries that were shown, and
    `claims` the ids of the claims shown, in order. `listed` are the roles that the reply named, in order."""

    kind: Kind
    act: Act = "ask"
    roles: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()
    answer: str | None = None
    titles: tuple[str, ...] = ()
    story: str | None = None
    claims: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class Conversation(_Value):
    """The state of one conversation. `pool` holds the roles of the last turns, newest last. `pending` holds the options
    of the last reply, in the order shown. `shown` are the claims shown so far, newest last; `excluded` are roles that
    the person does not want to hear of. `clarifications` counts
    questions asked back in a row. `updated` is Unix time."""

    version: int = VERSION
    profile: Profile = Profile()
    pool: tuple[str, ...] = ()
    turns: tuple[PastTurn, ...] = ()
    pending: tuple[Option, ...] = ()
    shown: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    clarifications: int = 0
    updated: float = 0.0

    @property
    def last(self) -> PastTurn | None:
        return self.turns[-1] if self.turns else None

    def last_of(self, *kinds: Kind) -> PastTurn | None:
        """The newest turn of one of these kinds."""
        return next((turn for turn in reversed(self.turns) if turn.kind in kinds), None)

    @property
    def subject(self) -> PastTurn | None:
        """The newest turn that was about something: small talk is not."""
        return next((turn for turn in reversed(self.turns) if turn.kind != "meta"), None)

    @property
    def listing(self) -> PastTurn | None:
        """The newest turn whose reply set several roles beside each other: the next message may choose among them."""
        listings = (turn for turn in reversed(self.turns) if turn.kind in ("compare", "recommend", "advice"))
        return next((turn for turn in listings if len(turn.listed) >= 2), None)

    def at(self, now: float) -> "Conversation":
        """The conversation at the Unix time `now`: after too long a silence only the profile is left."""
        if self.version != VERSION or (self.turns and now - self.updated > SILENCE_SECONDS):
            return Conversation(profile=self.profile, updated=now)
        return self.model_copy(update={"updated": now})

    def after(self, turn: PastTurn, *, pending: tuple[Option, ...], profile: Profile, asked_back: bool) -> "Conversation":
        """The state after `turn` was answered."""
        named = tuple(dict.fromkeys((*turn.roles,)))
        pool = (*(role for role in self.pool if role not in named), *named)[-POOL:]
        return self.model_copy(
            update={
                "profile": profile,
                "pool": pool,
                "turns": (*self.turns, turn)[-TURNS_KEPT:],
                "pending": pending,
                "shown": (*(claim for claim in self.shown if claim not in turn.claims), *turn.claims)[-CLAIMS_KEPT:],
                "clarifications": self.clarifications + 1 if asked_back else 0,
            }
        )
