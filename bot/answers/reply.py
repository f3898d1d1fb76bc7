"""A reply as a value: its content, not how it looks. Every door renders the same reply in its own way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from bot.dialogue.state import Option, Profile
from bot.knowledge.schema import Act, Citation, Claim, Facet
from bot.nlu.query import Query

EDITORIAL_MARK: Final = "°"
"""Marks a sentence that curators added from general knowledge."""

ONE_VIEW: Final = "one person's view"
"""Stands behind a document that is cited alone: each document is one person's."""

Action: TypeAlias = Literal["forget", "start-over"]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points under a title; `ordered` for steps."""

    title: str
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row says what the row is about; every row is as long as `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that would help: the career map with a role and a goal marked, a comparison, or a path of roles."""

    kind: Literal["map", "comparison", "path"]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """`choices` are what the reply asks to choose between; `follow_ups` are questions that could come next. Both can be picked.

    `answered` is false when the question was declined. `action` asks the session to do something before anything else.
    `query` is the understanding that was answered. `claims` are the ids of the claims shown, in order; `sources` are their
    citations, with the editorial one only where an editorial sentence is shown. `act` is the dialogue act that it answers;
    `facets` are the sides of the subject that are said, in order;
    `parts` are further questions of the message that it serves;
    `missing` are the skills that it says are still to learn; `profile` is what is known of the person after it;
    `exhausted` when nothing on the subject is left that was not said.
    """

    query: Query
    blocks: tuple[Block, ...]
    sources: tuple[Citation, ...] = ()
    claims: tuple[str, ...] = ()
    choices: tuple[Option, ...] = ()
    follow_ups: tuple[Option, ...] = ()
    picture: Picture | None = None
    answered: bool = True
    action: Action | None = None
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    act: Act = "ask"
    exhausted: bool = False
    facets: tuple[Facet, ...] = ()
    missing: tuple[str, ...] = ()
    parts: tuple[Query, ...] = ()
    profile: Profile = field(default_factory=Profile)


@dataclass
class Page:
    """Collects blocks and, from every claim that is shown, its sources, while an answer is built."""

    blocks: list[Block] = field(default_factory=list)
    sources: dict[Citation, None] = field(default_factory=dict)
    shown: dict[str, Claim] = field(default_factory=dict)

    def cite(self, claim: Claim) -> str:
        """The claim's text, marked when editorial, to be shown; its sources are added to the page."""
        self.sources.update(dict.fromkeys(claim.source))
        self.shown[claim.id] = claim
        return f"{claim.text}{EDITORIAL_MARK}" if claim.is_editorial else claim.text

    def credit(self, claims: Iterable[Claim]) -> None:
        """Add the documents behind claims of which only a name is shown, such as that of a skill."""
        for claim in claims:
            self.sources.update(dict.fromkeys(citation for citation in claim.source if not citation.is_editorial))

    def heading(self, text: str, level: Literal[1, 2] = 1) -> None:
        self.blocks.append(Heading(text, level))

    def paragraph(self, text: str) -> None:
        if text:
            self.blocks.append(Paragraph(text))

    def claim(self, claim: Claim) -> None:
        self.blocks.append(Paragraph(self.cite(claim)))

    def listing(self, title: str, claims: Iterable[Claim], *, most: int = 5, ordered: bool = False) -> None:
        self.items(title, [self.cite(claim) for claim in list(claims)[:most]], ordered=ordered)

    def items(self, title: str, items: Iterable[str], *, ordered: bool = False) -> None:
        listed = tuple(items)
        if listed:
            self.blocks.append(Listing(title, listed, ordered))


def join_names(names: Iterable[str], last: str = "and") -> str:
    """ "A, B and C"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def with_article(name: str) -> str:
    """A role's name inside a sentence, with its article: "a data engineer", "an ML engineer"."""
    spoken = lowercase_name(name)
    vowel = spoken[0] in "aeiou" or (spoken[:2].isupper() and spoken[0] in "AEFHILMNORSX")
    return f"{'an' if vowel else 'a'} {spoken}"


def lowercase_name(name: str) -> str:
    """A display name inside a sentence: lower case first letter unless it is an abbreviation."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]
