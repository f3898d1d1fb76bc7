"""The files of a knowledge folder and their contents."""

from typing import Annotated, Final, TypeAlias

from pydantic import Field

from bot.knowledge.schema.answers import AnswersFile, WordingsFile
from bot.knowledge.schema.claims import Claim
from bot.knowledge.schema.entries import Entry, OutOfScope, Role, SmallTalk, Story, Topic, Transition
from bot.knowledge.schema.fields import Act, Alias, Area, EntryId, FrozenModel, Kind, Name, Phrase, Sentence, Trait


class Person(FrozenModel):
    """Somebody whose experience or opinion is told. `label` stands inside a sentence ("the ex-director"), `about` says in one
    line who it is."""

    id: EntryId
    label: Name
    about: Sentence

    def is_named_in(self, text: str) -> bool:
        """Whether a text names this person by the label, by one of several ("a reader of …"), or without its article."""
        return self.label.removeprefix("the ").split(" of ", 1)[-1].lower() in text.lower()


class Source(FrozenModel):
    """A document. `subtitle` is the second half of a long title. `author` is its author as far as known, `date` is when it was
    written or "undated", and `link` is where it can be read, where that is known. `people` are those who speak in it."""

    id: EntryId
    title: Name
    subtitle: Name | None = None
    author: Name
    date: Name
    link: Annotated[str, Field(pattern=r"^https://[^\s<>]+$", max_length=300)] | None = None
    about: Sentence
    people: tuple[Person, ...] = Field(min_length=1)
    sections: tuple[Name, ...] = Field(min_length=1)

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}, {self.subtitle}" if self.subtitle else self.title

    @property
    def origin(self) -> str:
        """Who speaks in it, by the names that claims give them, and its date."""
        return f"by {', '.join(person.label for person in self.people)}; {self.date}"


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


class ActMessage(FrozenModel):
    """A message in the middle of a talk with the dialogue act that it does."""

    act: Act
    text: Phrase


class ActFile(FrozenModel):
    """Messages in the middle of a talk that do one dialogue act, whatever the talk is about."""

    act: Act
    messages: tuple[Phrase, ...] = Field(min_length=1)


class Told(FrozenModel):
    """A message with what it tells about whoever writes it: the role they have, the one they want, a career outside the roles
    in a word or two, skills that they have and skills that they say to lack. What is said of others is left out."""

    text: Phrase
    role: EntryId | None = None
    goal: EntryId | None = None
    background: Name | None = None
    skills: tuple[EntryId, ...] = ()
    lacks: tuple[EntryId, ...] = ()


class FactsFile(FrozenModel):
    """Messages from which the advisor learns to hear facts about a person."""

    messages: tuple[Told, ...] = Field(min_length=1)


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


class Style(FrozenModel):
    """What makes a text hard to read: `check` warns of it. A sentence should have at most `longest_sentence` words;
    `hard_words` maps a word to plainer ones."""

    longest_sentence: Annotated[int, Field(ge=5, le=100)] = 20
    hard_words: dict[Alias, Name] = Field(default_factory=dict)


ENTRY_KINDS: Final[dict[str, type[Entry]]] = {
    "roles": Role,
    "transitions": Transition,
    "topics": Topic,
    "stories": Story,
    "refusals": OutOfScope,
    "talk": SmallTalk,
}
"""Folder of the knowledge base → schema of the entries in it."""

FOLDERS: Final[dict[str, type[FrozenModel]]] = {
    **ENTRY_KINDS,
    "answers": AnswersFile,
    "wordings": WordingsFile,
    "examples": ExamplesFile,
    "acts": ActFile,
    "facts": FactsFile,
    "questions": QuestionsFile,
}
"""Folder of the knowledge base → schema of the files in it."""

SINGLE_FILES: Final[dict[str, type[FrozenModel]]] = {
    "sources.yaml": SourcesFile,
    "skills.yaml": SkillsFile,
    "titles.yaml": TitlesFile,
    "vocabulary.yaml": Vocabulary,
    "guidance.yaml": Guidance,
    "style.yaml": Style,
}
"""File at the top of the knowledge base → its schema."""

NEEDED: Final = frozenset({*SINGLE_FILES, "talk/distress.yaml"} - {"guidance.yaml", "style.yaml"})
"""Files that must exist, since the program depends on them."""
