"""The entries that answers are made from: roles, moves, topics, stories, out-of-scope classes, small talk."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.knowledge.schema.claims import Carried, Claim, ListedClaim, Neighbour, SkillNeed, TraitReason
from bot.knowledge.schema.fields import Alias, Area, EntryId, FrozenModel, Name, Phrase, Sentence, Signal, no_mentions


class Aliases(FrozenModel):
    """Other names of a role: `strong` is read as the role anywhere, `field` names the discipline, `weak` counts only
    where the sentence makes it a role."""

    strong: tuple[Alias, ...] = ()
    field: tuple[Alias, ...] = ()
    weak: tuple[Alias, ...] = ()


class RoleSkills(FrozenModel):
    """Skills in order of weight, the most important first."""

    main: tuple[SkillNeed, ...] = Field(min_length=1)
    useful: tuple[SkillNeed, ...] = ()


class RoleSteps(FrozenModel):
    """How to get into a role, in order: for somebody without a data role, and for somebody who has another one."""

    newcomer: tuple[ListedClaim, ...] = Field(min_length=1)
    in_data: tuple[ListedClaim, ...] = Field(min_length=1)


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
    work: tuple[ListedClaim, ...] = Field(min_length=1)
    works_with: tuple[ListedClaim, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    confusable: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()
    skills: RoleSkills
    entry: EntryLevel
    enjoys: tuple[ListedClaim, ...] = ()
    beware: tuple[ListedClaim, ...] = ()
    ways_in: tuple[ListedClaim, ...] = ()
    ways_on: tuple[ListedClaim, ...] = ()
    steps: RoleSteps
    fits: tuple[TraitReason, ...] = Field(min_length=1)
    clashes: tuple[TraitReason, ...] = ()


class Transition(Entry):
    """A move in one direction. An empty `from` or `to` means that this end is no role of the library; `start` and `goal`
    are displayed.

    `backgrounds` are words of the vocabulary's `outside` lists: the backgrounds of people who made this move without
    coming from a role. `our_reading` are the roles of `from` and `to` that the documents do not name: curators read them into
    what is told.
    """

    from_: tuple[EntryId, ...] = Field(alias="from")
    to: tuple[EntryId, ...]
    backgrounds: tuple[Alias, ...] = ()
    our_reading: tuple[EntryId, ...] = ()
    start: Name
    goal: Name
    standing: Literal["told", "discussed"]
    summary: Claim
    brings: tuple[Carried, ...] = ()
    learn: tuple[SkillNeed, ...] = ()
    steps: tuple[ListedClaim, ...] = ()
    accounts: tuple[ListedClaim, ...] = ()
    warnings: tuple[ListedClaim, ...] = ()
    topics: tuple[EntryId, ...] = ()


class Topic(Entry):
    summary: Claim
    points: tuple[ListedClaim, ...] = Field(min_length=1)
    other_side: tuple[ListedClaim, ...] = ()
    steps: tuple[ListedClaim, ...] = Field(min_length=1)
    roles: tuple[EntryId, ...] = ()
    related: tuple[EntryId, ...] = ()


class Stage(FrozenModel):
    """A stage of a story. `our_reading` are those of its roles that the document does not name; the first of `points` tells the
    stage in short."""

    id: EntryId
    name: Name
    roles: tuple[EntryId, ...] = ()
    our_reading: tuple[EntryId, ...] = ()
    transition: EntryId | None = None
    points: tuple[ListedClaim, ...] = Field(min_length=1)


class Story(Entry):
    """One person's way; `person` is one of the people of `sources.yaml`."""

    person: EntryId
    summary: Claim
    stages: tuple[Stage, ...] = Field(min_length=1)
    lessons: tuple[ListedClaim, ...] = ()
    topics: tuple[EntryId, ...] = ()


class OutOfScope(Entry):
    """A class of questions that the documents do not cover: the reply, whom to ask instead, and the nearest topics."""

    text: Sentence
    ask: Sentence | None = None
    near: tuple[EntryId, ...] = ()


class SmallTalk(Entry):
    """Small talk and questions about the bot itself."""

    text: Annotated[str, Field(min_length=1, max_length=1200), AfterValidator(no_mentions)]
