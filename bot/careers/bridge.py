"""What is known of a move that no document tells of: how the two roles differ, what carries over, what it takes, first steps."""

from dataclasses import dataclass

from bot.careers.relevance import claims_for
from bot.careers.skill_gap import SkillGap, nearness, skill_gap
from bot.knowledge.library import Library
from bot.knowledge.schema import Claim, ListedClaim


@dataclass(frozen=True, slots=True)
class Bridge:
    """`differences` say how the roles differ, the most telling first; never empty. `gap` says what carries over and what is to
    be learned, in the order of weight. `nearness` is how much of what counts the start knows, from 0 to 1. `ways` are claims of
    one of the roles that name the other. `steps` are first steps for somebody who comes from the start."""

    start: str
    goal: str
    differences: tuple[Claim, ...]
    gap: SkillGap
    nearness: float
    ways: tuple[ListedClaim, ...]
    steps: tuple[ListedClaim, ...]


def bridge(library: Library, start: str, goal: str, told: tuple[str, ...] = ()) -> Bridge:
    """The bridge from one role to another. `told` are skills that the person said they have.

    Where neither role says how it differs from the other, the summaries of both stand side by side.
    """
    a, b = library.roles[start], library.roles[goal]
    neighbours = [near for near in b.neighbours if near.role == start] + [near for near in a.neighbours if near.role == goal]
    return Bridge(
        start,
        goal,
        differences=tuple(neighbours[:1]) or (a.summary, b.summary),
        gap=skill_gap(library, goal, start, told),
        nearness=nearness(library, start, goal),
        ways=(*(claim for claim in b.ways_in if start in claim.roles), *(claim for claim in a.ways_on if goal in claim.roles)),
        steps=tuple(claims_for(b.steps.in_data, start)),
    )
