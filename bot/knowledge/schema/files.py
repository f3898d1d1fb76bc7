"""The files of a knowledge folder and their contents."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from bot.knowledge.schema.claims import Claim
from bot.knowledge.schema.entries import Entry, OutOfScope, Role, SmallTalk, Story, Topic, Transition
from bot.knowledge.schema.fields import Alias, Area, EntryId, FrozenModel, Name, Phrase, Sentence, Trait


class Source(FrozenModel):
    id: EntryId
    title: Name
    about: Sentence
    sections: tuple[Name, ...] = Field(min_length=1)


class Skill(FrozenModel):
    id: EntryId
    name: Name
    aliases: tuple[Alias, ...]
    about: Sentence


class Title(FrozenModel):
    """A title that is understood but is no role; `reads_as` is the role whose answer is given, if any."""

    id: EntryId
    name: Name
    aliases: tuple[Alias, ...] = ()
    reads_as: EntryId | None = None
    note: Claim


class SourcesFile(FrozenModel):
    sources: tuple[Source, ...] = Field(min_length=1)


class SkillsFile(FrozenModel):
    skills: tuple[Skill, ...] = Field(min_length=1)


class TitlesFile(FrozenModel):
    titles: tuple[Title, ...] = ()


Kind: TypeAlias = Literal["role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope"]


class Label(FrozenModel):
    """How a text must be understood. `also` are kinds that are right as well; the first of `topics` is the topic that is meant,
    and the others are right as well.
    """

    kind: Kind
    also: tuple[Kind, ...] = ()
    roles: tuple[EntryId, ...] = ()
    from_: EntryId | None = Field(default=None, alias="from")
    to: EntryId | None = None
    topics: tuple[EntryId, ...] = ()
    refusal: EntryId | None = None


class Example(Label):
    """A labelled text as people type it; the models are trained on these when the knowledge is loaded."""

    text: Phrase


class ExamplesFile(FrozenModel):
    examples: tuple[Example, ...] = Field(min_length=1)


class QuestionsFile(FrozenModel):
    """Regression questions: nothing is trained on them, and a change must not make one be read differently."""

    questions: tuple[Example, ...] = Field(min_length=1)


Words: TypeAlias = tuple[Alias, ...]


class Vocabulary(FrozenModel):
    """Words with the same meaning, and names of things that are no role of the library."""

    concepts: dict[EntryId, Words]
    shorthand: dict[str, str] = Field(default_factory=dict)
    role_concepts: dict[EntryId, EntryId] = Field(default_factory=dict)
    traits: dict[Trait, Words] = Field(default_factory=dict)
    outside: dict[EntryId, Words] = Field(default_factory=dict)
    pay_words: Words = ()
    places: Words = ()
    tools: Words = ()
    companies: Words = ()
    schools: Words = ()


Cell: TypeAlias = Annotated[tuple[int, int], Field(min_length=2, max_length=2)]


class Guidance(FrozenModel):
    """What the advisor refers to beside the entries: what it offers first, words for leaders, places on the map."""

    newcomer_move: EntryId | None = None
    newcomer_topic: EntryId | None = None
    undecided_topic: EntryId | None = None
    first_roles: tuple[EntryId, ...] = ()
    first_skill_roles: tuple[EntryId, ...] = ()
    hands_on_role: EntryId | None = None
    leaders: dict[Alias, EntryId] = Field(default_factory=dict)
    area_headings: dict[Area, Name] = Field(default_factory=dict)
    map_places: dict[EntryId, Cell] = Field(default_factory=dict)


ENTRY_KINDS: Final[dict[str, type[Entry]]] = {
    "roles": Role,
    "transitions": Transition,
    "topics": Topic,
    "stories": Story,
    "refusals": OutOfScope,
    "talk": SmallTalk,
}
"""Folder of the knowledge base → schema of the entries in it."""

FOLDERS: Final[dict[str, type[FrozenModel]]] = {**ENTRY_KINDS, "examples": ExamplesFile, "questions": QuestionsFile}
"""Folder of the knowledge base → schema of the files in it."""

SINGLE_FILES: Final[dict[str, type[FrozenModel]]] = {
    "sources.yaml": SourcesFile,
    "skills.yaml": SkillsFile,
    "titles.yaml": TitlesFile,
    "vocabulary.yaml": Vocabulary,
    "guidance.yaml": Guidance,
}
"""File at the top of the knowledge base → its schema."""

NEEDED: Final = frozenset({*SINGLE_FILES, "talk/distress.yaml"} - {"guidance.yaml"})
"""Files that must exist, since the program depends on them."""
