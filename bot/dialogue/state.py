"""What is remembered of a talk: a small value per person and place, and what the person told about themselves."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from bot.knowledge.schema import Kind

VERSION: Final = 1
"""Version of the stored form; a stored conversation of another version starts anew, profiles are migrated."""

SILENCE_SECONDS: Final = 30 * 60
"""After this long without a word a talk is over; the profile stays."""

POOL: Final = 6
"""How many lately named roles a pronoun may reach back to."""

TURNS_KEPT: Final = 6


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Profile(_Value):
    """What the person told about themselves; kept until they say "forget". `background` is a career outside our roles."""

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
    """Something offered to pick: an entry to answer with, or a follow-up question to ask. `label` is what is shown."""

    kind: Literal["topic", "role", "question", "action"]
    value: str
    label: str


class TurnRecord(_Value):
    """One exchange, as far as later turns may lean on it. No text of the person is kept. `named` are the roles that the
    message itself named, `roles` those the answer was about."""

    kind: Kind
    roles: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()


class Conversation(_Value):
    """The state of one talk. `pool` holds the roles lately spoken of, newest last; `pending` what the last reply offered
    to choose from, in the order shown; `clarifications` counts questions asked back in a row; `updated` is a Unix time."""

    version: int = VERSION
    profile: Profile = Profile()
    pool: tuple[str, ...] = ()
    turns: tuple[TurnRecord, ...] = ()
    pending: tuple[Option, ...] = ()
    clarifications: int = 0
    updated: float = 0.0

    @property
    def last(self) -> TurnRecord | None:
        return self.turns[-1] if self.turns else None

    def last_of(self, *kinds: Kind) -> TurnRecord | None:
        """The newest turn of one of these kinds."""
        return next((turn for turn in reversed(self.turns) if turn.kind in kinds), None)

    def at(self, now: float) -> "Conversation":
        """The conversation as it stands at `now` (Unix time): after too long a silence only the profile is left."""
        if self.version != VERSION or (self.turns and now - self.updated > SILENCE_SECONDS):
            return Conversation(profile=self.profile, updated=now)
        return self.model_copy(update={"updated": now})

    def after(self, turn: TurnRecord, *, pending: tuple[Option, ...], profile: Profile, asked_back: bool) -> "Conversation":
        """The next state once `turn` was answered."""
        named = tuple(dict.fromkeys((*turn.roles,)))
        pool = (*(role for role in self.pool if role not in named), *named)[-POOL:]
        return self.model_copy(
            update={
                "profile": profile,
                "pool": pool,
                "turns": (*self.turns, turn)[-TURNS_KEPT:],
                "pending": pending,
                "clarifications": self.clarifications + 1 if asked_back else 0,
            }
        )
