"""The library: the whole knowledge base as one immutable value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel

from bot.knowledge.claim_ids import claims_in
from bot.knowledge.schema import (
    ActMessage,
    Answer,
    Citation,
    Claim,
    Example,
    FrozenModel,
    Guidance,
    OutOfScope,
    Person,
    Role,
    Skill,
    SmallTalk,
    Source,
    Story,
    Title,
    Told,
    Topic,
    Transition,
    Vocabulary,
    Wordings,
)


class RegressionQuestion(FrozenModel):
    """A regression question and its place in the files."""

    file: str
    line: int
    column: int
    question: Example


@dataclass(frozen=True)
class Library:
    """Every entry by id, loaded and checked as a whole. It never changes: a reload makes a new one.

    The models are trained on `examples`, which are sorted by text: the file in which an example stands changes nothing.
    `acts` are messages with the dialogue act that they do, and `told` messages that tell facts about
    a person. `wordings` are further ways of asking, by the id of the answer.
    `questions` are regression questions. `revision` identifies the content: the same files give the same revision.
    """

    sources: Mapping[str, Source]
    skills: Mapping[str, Skill]
    titles: Mapping[str, Title]
    vocabulary: Vocabulary
    roles: Mapping[str, Role]
    transitions: Mapping[str, Transition]
    topics: Mapping[str, Topic]
    stories: Mapping[str, Story]
    refusals: Mapping[str, OutOfScope]
    talk: Mapping[str, SmallTalk]
    examples: tuple[Example, ...]
    questions: tuple[RegressionQuestion, ...]
    revision: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    wordings: Mapping[str, Wordings] = field(default_factory=dict)
    acts: tuple[ActMessage, ...] = ()
    told: tuple[Told, ...] = ()
    guidance: Guidance = field(default_factory=Guidance)

    @cached_property
    def moves(self) -> Mapping[tuple[str, str], tuple[Transition, ...]]:
        """(from role, to role) → the moves between them; moves that somebody made come first."""
        moves: dict[tuple[str, str], list[Transition]] = {}
        for transition in sorted(self.transitions.values(), key=lambda t: (t.standing != "told", t.id)):
            for start in transition.from_:
                for goal in transition.to:
                    moves.setdefault((start, goal), []).append(transition)
        return {pair: tuple(found) for pair, found in moves.items()}

    @cached_property
    def moves_out(self) -> Mapping[str, Mapping[str, tuple[Transition, ...]]]:
        """From role → to role → the moves between them; moves that somebody made come first."""
        out: dict[str, dict[str, tuple[Transition, ...]]] = {}
        for (start, goal), found in self.moves.items():
            out.setdefault(start, {})[goal] = found
        return out

    @cached_property
    def moves_of_backgrounds(self) -> Mapping[str, tuple[Transition, ...]]:
        """Word for a background outside the library's roles → the moves of people who had it, in the order of their ids."""
        moves: dict[str, list[Transition]] = {}
        for transition in sorted(self.transitions.values(), key=lambda transition: transition.id):
            for background in transition.backgrounds if transition.standing == "told" else ():
                moves.setdefault(background, []).append(transition)
        return {background: tuple(found) for background, found in moves.items()}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Id → the person who speaks in a source."""
        return {person.id: person for source in self.sources.values() for person in source.people}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Id → claim: every claim of every entry, title and answer, each once, however often it is referred to."""
        holders: list[tuple[str, BaseModel]] = []
        for folder in ("roles", "transitions", "topics", "stories", "titles", "answers"):
            holders += [(f"{folder}/{holder}", value) for holder, value in getattr(self, folder).items()]
        return {claim.id: claim for prefix, value in holders for _, _, claim in claims_in(value, prefix)}

    @cached_property
    def skill_by_alias(self) -> Mapping[str, str]:
        """Lower-case name or alias → skill id."""
        return {alias: skill.id for skill in self.skills.values() for alias in (skill.name.lower(), *skill.aliases)}

    @cached_property
    def answer_of_aspect(self) -> Mapping[tuple[str, str], str]:
        """(role, aspect) → the id of the written answer about that aspect of that role alone."""
        found: dict[tuple[str, str], str] = {}
        for answer in self.answers.values():
            if answer.aspect is not None and len(answer.about.roles) == 1:
                found.setdefault((answer.about.roles[0], answer.aspect), answer.id)
        return found

    def role_names(self, ids: Iterable[str]) -> list[str]:
        return [self.roles[role].name for role in ids if role in self.roles]

    def cited_sections(self, citations: Iterable[Citation]) -> list[tuple[Source, list[str]]]:
        """Each cited document with its cited sections, each once, in the order cited. Editorial citations are left out."""
        sections: dict[str, dict[str, None]] = {}
        for citation in citations:
            if not citation.is_editorial:
                sections.setdefault(citation.source, {})[citation.section] = None
        return [(self.sources[source], list(found)) for source, found in sections.items()]
