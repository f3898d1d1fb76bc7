"""The entries that answers are made from: roles, moves, topics, stories, out-of-scope classes, small talk."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.knowledge.schema.claims import Carried, Claim, Neighbour, PersonalClaim, SkillNeed, TraitReason
from bot.knowledge.schema.fields import Alias, Area, EntryId, FrozenModel, LongText, Name, Phrase, Sentence, Signal, no_mentions


class Aliases(FrozenModel):
    """Other names of a role: `strong` is read as the role anywhere, `field` names the discipline, `weak` counts only
    where the sentence makes it a role."""

    strong: tuple[Alias, ...] = ()
    field: tuple[Alias, ...] = ()
    weak: tuple[Alias, ...] = ()


class RoleSkills(FrozenModel):
    main: tuple[SkillNeed, ...] = Field(min_length=1)
    useful: tuple[SkillNeed, ...] = ()


class EntryLevel(Claim):
    level: Literal["entry", "near-entry", "experienced"]


class Entry(FrozenModel):
    """What every entry has: an id equal to its file name, a displayed name, phrases as people type them, and rules."""

    id: EntryId
    name: Name
    phrases: tuple[Phrase, ...] = ()
    signals: tuple[Signal, ...] = ()


class Role(Entry):
    """A role. `variant` marks an umbrella title or a special form of other roles; it is left out when an area's roles are
    listed."""

    area: Area
    variant: bool = False
    titles: tuple[Name, ...] = Field(min_length=1)
    aliases: Aliases
    summary: Claim
    work: tuple[Claim, ...] = Field(min_length=1)
    works_with: tuple[PersonalClaim, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    confusable: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()
    skills: RoleSkills
    entry: EntryLevel
    enjoys: tuple[Claim, ...] = ()
    beware: tuple[Claim, ...] = ()
    paths: tuple[Claim, ...] = ()
    fits: tuple[TraitReason, ...] = Field(min_length=1)
    clashes: tuple[TraitReason, ...] = ()


class Transition(Entry):
    """A move in one direction. An empty `from` or `to` means that this end is no role of the library; `start` and `goal`
    are displayed.

    `backgrounds` are words of the vocabulary's `outside` lists: the backgrounds of people who made this move without
    coming from a role.
    """

    from_: tuple[EntryId, ...] = Field(alias="from")
    to: tuple[EntryId, ...]
    backgrounds: tuple[Alias, ...] = ()
    start: Name
    goal: Name
    standing: Literal["told", "discussed"]
    summary: Claim
    brings: tuple[Carried, ...] = ()
    learn: tuple[SkillNeed, ...] = ()
    steps: tuple[Claim, ...] = ()
    accounts: tuple[PersonalClaim, ...] = ()
    warnings: tuple[Claim, ...] = ()
    topics: tuple[EntryId, ...] = ()


class Topic(Entry):
    summary: Claim
    points: tuple[PersonalClaim, ...] = Field(min_length=1)
    other_side: tuple[PersonalClaim, ...] = ()
    steps: tuple[PersonalClaim, ...] = ()
    roles: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()


class Stage(Claim):
    text: LongText
    name: Name
    roles: tuple[EntryId, ...] = ()
    transition: EntryId | None = None


class Story(Entry):
    who: Name
    summary: Claim
    stages: tuple[Stage, ...] = Field(min_length=1)
    lessons: tuple[Claim, ...] = ()
    topics: tuple[EntryId, ...] = ()


class OutOfScope(Entry):
    """A class of questions that the documents do not cover: the reply, whom to ask instead, and the nearest topics."""

    text: Sentence
    ask: Sentence | None = None
    near: tuple[EntryId, ...] = ()


class SmallTalk(Entry):
    """Small talk and questions about the bot itself."""

    text: Annotated[str, Field(min_length=1, max_length=1200), AfterValidator(no_mentions)]
