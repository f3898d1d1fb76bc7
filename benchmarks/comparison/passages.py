"""The passages that every tool can search: phrases, labelled examples and texts of the knowledge, with their labels."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.library import Library
from bot.knowledge.schema import Claim, Example, Kind, Role, Topic, Transition


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the knowledge, labelled with what a person who writes it would ask for. `topics` are best first."""

    text: str
    kind: Kind
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def questions_of(library: Library) -> list[Passage]:
    """The names and phrases of all entries, and all labelled examples: texts that are worded like questions."""
    return [*_phrases(library), *map(_example, library.examples)]


def texts_of(library: Library) -> list[Passage]:
    """The sentences that answers are made of."""
    found: list[Passage] = []
    for role in library.roles.values():
        found += (Passage(claim.text, "role", (role.id,)) for claim in _claims_of_role(role))
        needs = (*role.skills.main, *role.skills.useful)
        found += (Passage(f"{role.name}: {need.skill}. {need.text}", "skills", (role.id,)) for need in needs)
    for move in library.transitions.values():
        found += (Passage(claim.text, "transition", _ends(move), move.topics) for claim in _claims_of_move(move))
    for topic in library.topics.values():
        found += (Passage(claim.text, "advice", topic.roles, (topic.id,)) for claim in _claims_of_topic(topic))
    found += (Passage(refusal.text, "out_of_scope") for refusal in library.refusals.values())
    return found


def _phrases(library: Library) -> Iterator[Passage]:
    for topic in library.topics.values():
        yield from (Passage(text, "advice", (), (topic.id,)) for text in (topic.name, *topic.phrases))
    for role in library.roles.values():
        yield from (Passage(text, "role", (role.id,)) for text in (role.name, *role.phrases))
    for move in library.transitions.values():
        yield from (Passage(text, "transition", _ends(move), move.topics) for text in (move.name, *move.phrases))
    for story in library.stories.values():
        yield from (Passage(text, "advice", (), story.topics) for text in (story.name, *story.phrases))
    for refusal in library.refusals.values():
        yield from (Passage(text, "out_of_scope") for text in (refusal.name, *refusal.phrases))
    for talk in library.talk.values():
        yield from (Passage(text, "meta") for text in (talk.name, *talk.phrases))


def _example(example: Example) -> Passage:
    return Passage(example.text, example.kind, example.roles, example.topics)


def _ends(move: Transition) -> tuple[str, ...]:
    return (*move.from_[:1], *move.to[:1])


def _claims_of_role(role: Role) -> tuple[Claim, ...]:
    return (
        role.summary,
        *role.work,
        *role.works_with,
        *role.neighbours,
        role.entry,
        *role.enjoys,
        *role.beware,
        *role.ways_in,
        *role.ways_on,
    )


def _claims_of_move(move: Transition) -> tuple[Claim, ...]:
    return (move.summary, *move.brings, *move.learn, *move.steps, *move.accounts, *move.warnings)


def _claims_of_topic(topic: Topic) -> tuple[Claim, ...]:
    return (topic.summary, *topic.points, *topic.other_side, *topic.steps)
