"""Claims: sentences with their sources, and what some of them say about a role, a skill or a person."""

from bot.knowledge.schema.fields import Citations, EntryId, FrozenModel, Name, Sentence, Trait


class Claim(FrozenModel):
    """One or two sentences that stand on their own, and where they come from."""

    text: Sentence
    source: Citations


class PersonalClaim(Claim):
    """A claim that may say whose experience it is and which roles it is about."""

    who: Name | None = None
    roles: tuple[EntryId, ...] = ()


class Neighbour(Claim):
    """How a role differs from the one next to it."""

    role: EntryId


class SkillNeed(Claim):
    """A skill and why it matters here."""

    skill: EntryId


class Carried(Claim):
    """Something a person brings along on a move; `skill` where it is one of ours."""

    skill: EntryId | None = None


class TraitReason(Claim):
    """Why someone who likes (or dislikes) this trait of work should take (or avoid) the role."""

    trait: Trait
