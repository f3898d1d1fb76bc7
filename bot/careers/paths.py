"""Paths over known moves: the shortest first, and moves that somebody made cheaper than those that are only discussed."""

import heapq
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Transition

TOLD_COST: Final = 1.0
DISCUSSED_COST: Final = 1.4
LONGEST: Final = 4
"""A path of more legs than this is not useful."""


@dataclass(frozen=True, slots=True)
class Leg:
    start: str
    goal: str
    transition: Transition


def find_path(library: Library, start: str, goal: str) -> tuple[Leg, ...]:
    """The cheapest path from one role to another over known moves; empty when there is none.

    This is Dijkstra's algorithm; ties are broken by the roles' ids, so the same knowledge always gives the same path.
    """
    queue: list[tuple[float, tuple[str, ...]]] = [(0.0, (start,))]
    done: set[str] = set()
    while queue:
        cost, way = heapq.heappop(queue)
        here = way[-1]
        if here == goal:
            return tuple(_leg(library, a, b) for a, b in pairwise(way))
        if here in done or len(way) > LONGEST:
            continue
        done.add(here)
        for b, found in library.moves_out.get(here, {}).items():
            if b not in done and b != here:
                step = TOLD_COST if found[0].standing == "told" else DISCUSSED_COST
                heapq.heappush(queue, (cost + step, (*way, b)))
    return ()


def _leg(library: Library, start: str, goal: str) -> Leg:
    return Leg(start, goal, library.moves[start, goal][0])


def moves_from(library: Library, role: str) -> tuple[Leg, ...]:
    """The known moves out of a role; moves that somebody made come first."""
    legs = [Leg(role, b, found[0]) for b, found in library.moves_out.get(role, {}).items() if b != role]
    return tuple(sorted(legs, key=lambda leg: (leg.transition.standing != "told", leg.goal)))


def moves_to(library: Library, role: str) -> tuple[Leg, ...]:
    """The known moves into a role; moves that somebody made come first."""
    legs = [Leg(a, role, out[role][0]) for a, out in library.moves_out.items() if role in out and a != role]
    return tuple(sorted(legs, key=lambda leg: (leg.transition.standing != "told", leg.start)))
