"""What the knowledge holds on the subject of a turn: its claims in the order in which they are worth saying."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from bot.dialogue.state import PastTurn
from bot.knowledge.library import Library
from bot.knowledge.schema import Claim, Facet, Role

_FACETS: Final[Mapping[str, Facet]] = {
    "lead": "summary",
    "note": "titles",
    "because": "points",
    "next": "steps",
    "skills": "skills",
    "fits": "enjoys",
    "clashes": "beware",
    "neighbours": "differences",
    "learn": "missing",
    "stages": "story",
    "lessons": "story",
}
"""The facet of a part of an entry, where it has another name than the part."""

_OF_A_MOVE: Final = ("summary", "steps", "brings", "learn", "accounts", "warnings")
_OF_A_ROLE: Final = (
    "summary",
    "work",
    "works_with",
    "neighbours",
    "entry",
    "enjoys",
    "beware",
    "ways_in",
    "ways_on",
    "steps",
    "skills",
    "fits",
    "clashes",
)
_OF_A_TOPIC: Final = ("summary", "points", "other_side", "steps")


def facet_of(claim: str) -> Facet:
    """The facet of a claim, from its id."""
    part = claim.split("/")[2] if claim.count("/") >= 2 else "summary"
    return _FACETS.get(part) or cast("Facet", part)


def claims_of(turn: PastTurn, library: Library) -> tuple[Claim, ...]:
    """Every claim on the subject of a turn, each once: of its written answer, its move or its roles, its topics, and the stories
    of these topics."""
    found = (claim for claim in _claims(turn, library) if claim.text)
    return tuple({claim.id: claim for claim in found}.values())


def _claims(turn: PastTurn, library: Library) -> Iterator[Claim]:
    answer = library.answers.get(turn.answer or "")
    if answer is not None:
        yield answer.lead
        yield from answer.because
        yield from [answer.next] if answer.next is not None else []
    for title in turn.titles:
        yield from [library.titles[title].note] if title in library.titles else []
    for move in library.moves.get((turn.start or "", turn.goal or ""), ()):
        yield from _parts(move, _OF_A_MOVE)
    if turn.kind in ("role", "compare", "skills", "transition", "recommend"):
        first = ("skills", "summary") if turn.kind == "skills" else ("neighbours", "summary") if turn.kind == "compare" else ()
        for name in turn.roles:
            if name in library.roles:
                yield from _parts(library.roles[name], dict.fromkeys((*first, *_OF_A_ROLE)))
    for name in turn.topics:
        if name in library.topics:
            yield from _parts(library.topics[name], _OF_A_TOPIC)
    for story in library.stories.values():
        if story.id == turn.story or (turn.kind == "advice" and {*story.topics} & {*turn.topics}):
            yield story.summary
            for stage in story.stages:
                yield from stage.points
            yield from story.lessons


def _parts(entry: object, names: Iterable[str]) -> Iterator[Claim]:
    for name in names:
        part = getattr(entry, name)
        if isinstance(part, Claim):
            yield part
        elif name == "skills":
            yield from (*part.main, *part.useful)
        elif name == "steps" and isinstance(entry, Role):
            yield from (*part.newcomer, *part.in_data)
        else:
            yield from part
