"""The shape of every knowledge file, as pydantic models; the JSON Schema for editors is generated from these.

All models are frozen, refuse unknown keys and hold tuples, so that a library can be shared between tasks without copies.
"""

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

EDITORIAL: Final = "editorial"

Area: TypeAlias = Literal["insights", "models", "systems", "leadership"]
Trait: TypeAlias = Literal[
    "statistics", "experiments", "machine-learning", "deep-learning", "research", "math", "coding", "products",
    "infrastructure", "automation", "pipelines", "performance", "data-modelling", "data-quality", "dashboards", "sql",
    "business", "people", "writing", "reviewing", "mentoring", "managing", "strategy", "variety", "depth", "autonomy",
    "production", "meetings", "on-call",
]  # fmt: skip


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Citation(Strict):
    """Where a claim comes from: a source id and one of its sections, or `editorial` with an empty section."""

    source: str
    section: str = ""

    @property
    def is_editorial(self) -> bool:
        return self.source == EDITORIAL


def _citations(value: Any) -> Any:
    """`"source / section"`, `editorial`, or a list of those."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(_citation(item) for item in items)


def _citation(item: Any) -> Any:
    if not isinstance(item, str):
        return item
    source, separator, section = item.partition(" / ")
    if source.strip() == EDITORIAL and not separator:
        return Citation(source=EDITORIAL)
    if not separator or not section.strip():
        raise ValueError(f"'{item}' is no source; write 'source id / section' or 'editorial'")
    return Citation(source=source.strip(), section=section.strip())


def _sentence(text: str) -> str:
    if "@everyone" in text or "@here" in text or "<@" in text:
        raise ValueError("text must not mention people; remove the @")
    return text


def _lower(text: str) -> str:
    if text != text.lower():
        raise ValueError(f"'{text}' must be lower case")
    return text


EntryId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_sentence)]
Sentence: TypeAlias = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_sentence)]
LongText: TypeAlias = Annotated[str, Field(min_length=1, max_length=800), AfterValidator(_sentence)]
Alias: TypeAlias = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_lower), AfterValidator(_sentence)]
Phrase: TypeAlias = Annotated[str, Field(min_length=1, max_length=600)]
Signal: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
_CITATION_SCHEMA: Final = {
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    "description": "'source id / section', 'editorial', or a list of those",
}
Citations: TypeAlias = Annotated[
    tuple[Citation, ...], BeforeValidator(_citations), Field(min_length=1), WithJsonSchema(_CITATION_SCHEMA)
]


class Claim(Strict):
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


class Aliases(Strict):
    """Other forms of a role's name: `strong` anywhere, `field` for the discipline, `weak` only in a slot of a question."""

    strong: tuple[Alias, ...] = ()
    field: tuple[Alias, ...] = ()
    weak: tuple[Alias, ...] = ()


class RoleSkills(Strict):
    main: tuple[SkillNeed, ...] = Field(min_length=1)
    useful: tuple[SkillNeed, ...] = ()


class EntryLevel(Claim):
    level: Literal["entry", "near-entry", "experienced"]


class Entry(Strict):
    """What every entry has: an id equal to its file name, a name for people, and how people put it."""

    id: EntryId
    name: Name
    phrases: tuple[Phrase, ...] = ()
    signals: tuple[Signal, ...] = ()


class Role(Entry):
    """A role. `variant`: an umbrella title or a special form of other roles, left out when an area's roles are listed."""

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
    """A move, one direction. Empty `from` or `to`: the end is no role of ours; `start` and `goal` name it for people.

    `backgrounds` are the words of the vocabulary's `outside` lists for whoever made this move without coming from a role.
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


class Refusal(Entry):
    """A class of questions the documents do not cover, what to say to them, whom to ask, and what lies near."""

    text: Sentence
    ask: Sentence | None = None
    near: tuple[EntryId, ...] = ()


class Talk(Entry):
    """Small talk and questions about the bot itself."""

    text: Annotated[str, Field(min_length=1, max_length=1200), AfterValidator(_sentence)]


class Source(Strict):
    id: EntryId
    title: Name
    about: Sentence
    sections: tuple[Name, ...] = Field(min_length=1)


class Skill(Strict):
    id: EntryId
    name: Name
    aliases: tuple[Alias, ...]
    about: Sentence


class Title(Strict):
    """A title that is understood but is no role of its own; `reads_as` is the role that answers for it, if any."""

    id: EntryId
    name: Name
    aliases: tuple[Alias, ...] = ()
    reads_as: EntryId | None = None
    note: Claim


class SourcesFile(Strict):
    sources: tuple[Source, ...] = Field(min_length=1)


class SkillsFile(Strict):
    skills: tuple[Skill, ...] = Field(min_length=1)


class TitlesFile(Strict):
    titles: tuple[Title, ...] = ()


Kind: TypeAlias = Literal["role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope"]


class Example(Strict):
    """A question in the way people type it, with the reading it must get; the matcher learns from these at load."""

    text: Phrase
    kind: Kind
    also: tuple[Kind, ...] = ()
    roles: tuple[EntryId, ...] = ()
    from_: EntryId | None = Field(default=None, alias="from")
    to: EntryId | None = None
    topics: tuple[EntryId, ...] = ()
    refusal: EntryId | None = None


class ExamplesFile(Strict):
    examples: tuple[Example, ...] = Field(min_length=1)


class QuestionsFile(Strict):
    """Questions that prove the knowledge: nothing is learned from them, and a change may not make one be read otherwise."""

    questions: tuple[Example, ...] = Field(min_length=1)


Words: TypeAlias = tuple[Alias, ...]


class Vocabulary(Strict):
    """Words that mean the same here, and names of things that are no role of ours."""

    concepts: dict[EntryId, Words]
    shorthand: dict[str, str] = {}
    role_concepts: dict[EntryId, EntryId] = {}
    traits: dict[Trait, Words] = {}
    outside: dict[EntryId, Words] = {}
    pay_words: Words = ()
    places: Words = ()
    tools: Words = ()
    companies: Words = ()
    schools: Words = ()


ENTRY_KINDS: Final[dict[str, type[Entry]]] = {
    "roles": Role,
    "transitions": Transition,
    "topics": Topic,
    "stories": Story,
    "refusals": Refusal,
    "talk": Talk,
}
"""Folder of the knowledge base → schema of the entries in it."""

FOLDERS: Final[dict[str, type[Strict]]] = {**ENTRY_KINDS, "examples": ExamplesFile, "questions": QuestionsFile}
"""Folder of the knowledge base → schema of the files in it."""

SINGLE_FILES: Final[dict[str, type[Strict]]] = {
    "sources.yaml": SourcesFile,
    "skills.yaml": SkillsFile,
    "titles.yaml": TitlesFile,
    "vocabulary.yaml": Vocabulary,
}
"""File at the top of the knowledge base → its schema."""

NEEDED: Final = frozenset({*SINGLE_FILES, "talk/distress.yaml"})
"""Files that must be there: the program itself leans on them."""
