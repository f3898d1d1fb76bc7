"""Claims: sentences with their sources, and special claims about a role, a skill or a person."""

from bot.knowledge.schema.fields import Citations, EntryId, FrozenModel, Name, Sentence, Trait


class Claim(FrozenModel):
    """One or two sentences that are complete in themselves, and their sources."""

    text: Sentence
    source: Citations


class PersonalClaim(Claim):
    """A claim that may say whose experience it is and which roles it is about."""

    who: Name | None = None
    roles: tuple[EntryId, ...] = ()


class Neighbour(Claim):
    """How a role differs from a neighbouring role."""

    role: EntryId


class SkillNeed(Claim):
    """A skill and why it matters here."""

    skill: EntryId


class Carried(Claim):
    """Something that a person brings to a new role; `skill` where it is a skill of the library."""

    skill: EntryId | None = None


class TraitReason(Claim):
    """Why somebody who likes (or dislikes) this trait of work should take (or avoid) the role."""

    trait: Trait
