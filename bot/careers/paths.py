"""Ways from one role to another: one known move, or two in which each leg brings the person nearer to the goal.

A way over other roles is only worth telling when it makes sense as a life: see `find_path` for the rules. Where there is none,
the answer bridges the two roles by what is known of both (`bot.careers.bridge`).
"""

from dataclasses import dataclass
from typing import Final

from bot.careers.skill_gap import nearness
from bot.knowledge.library import Library
from bot.knowledge.schema import Transition

MOST_ENDS: Final = 2
"""A move from or to more roles than this says something general; it is no leg of a way."""

LEVELS: Final = ("entry", "near-entry", "experienced")
"""Entry levels of roles, the easiest first."""

CLEARLY: Final = 0.12
"""A role between is worth a move of its own when it is nearer to the goal by this much (see `nearness`)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A move from `start` to `goal`. `general` is true when `transition` is told of all hands-on roles, or of all leaders, and
    not of just these two roles."""

    start: str
    goal: str
    transition: Transition
    general: bool = False


def find_move(library: Library, start: str, goal: str) -> Leg | None:
    """The known move between two roles.

    Where none is known of just these two, a move into or out of leadership is one of individual contributors: an analyst who
    wants to be a manager makes the move from individual contributor to manager, and a director who goes back to data engineering
    makes the one from director to individual contributor.
    """
    if (start, goal) in library.moves:
        return Leg(start, goal, library.moves[start, goal][0])
    hands_on = library.guidance.hands_on_role
    if hands_on is not None and leads_people(library, start) != leads_people(library, goal):
        ends = (hands_on, goal) if leads_people(library, goal) else (start, hands_on)
        if ends in library.moves and hands_on not in (start, goal):
            return Leg(start, goal, library.moves[ends][0], general=True)
    return None


def leads_people(library: Library, role: str) -> bool:
    """Whether the role is one of leading people."""
    return library.roles[role].area == "leadership" and role != library.guidance.hands_on_role


def find_path(library: Library, start: str, goal: str) -> tuple[Leg, ...]:
    """The way from one role to another: a known move, else two moves over a role between, else nothing.

    The role between must be clearly nearer to the goal by its skills than the start is, and nearer to the start than the goal
    is, so that each leg is easier than the whole. It is no harder to enter than the goal, and no role of leading people unless
    the goal is one. Among several the easiest way wins, judged by its harder leg, then one that somebody went. The same
    knowledge always gives the same way.
    """
    if (move := find_move(library, start, goal)) is not None:
        return (move,)
    whole = nearness(library, start, goal)
    ways = []
    for between in library.roles:
        legs = tuple(_leg(library, *ends) for ends in ((start, between), (between, goal)))
        if between in (start, goal) or None in legs or not _may_lie_between(library, between, goal):
            continue
        first, second = nearness(library, start, between), nearness(library, between, goal)
        if second >= whole + CLEARLY and first > whole:
            told = sum(leg is not None and leg.transition.standing == "told" for leg in legs)
            ways.append((-min(first, second), -told, between, legs))
    return tuple(leg for leg in min(ways)[-1] if leg is not None) if ways else ()


def _may_lie_between(library: Library, between: str, goal: str) -> bool:
    level, wanted = library.roles[between].entry.level, library.roles[goal].entry.level
    if LEVELS.index(level) > LEVELS.index(wanted):
        return False
    return leads_people(library, goal) or not leads_people(library, between)


def _leg(library: Library, start: str, goal: str) -> Leg | None:
    move = find_move(library, start, goal)
    return move if move is not None and not says_something_general(move.transition) else None


def says_something_general(move: Transition) -> bool:
    """Whether a move is told of many roles at once."""
    return len(move.from_) > MOST_ENDS or len(move.to) > MOST_ENDS


def moves_from(library: Library, role: str) -> tuple[Leg, ...]:
    """The known moves out of a role: those that somebody made come first, those of many roles at once last."""
    legs = [Leg(role, b, found[0]) for b, found in library.moves_out.get(role, {}).items() if b != role]
    return tuple(sorted(legs, key=lambda leg: (*_rank(leg), leg.goal)))


def moves_to(library: Library, role: str) -> tuple[Leg, ...]:
    """The known moves into a role: those that somebody made come first, those of many roles at once last."""
    legs = [Leg(a, role, out[role][0]) for a, out in library.moves_out.items() if role in out and a != role]
    return tuple(sorted(legs, key=lambda leg: (*_rank(leg), leg.start)))


def _rank(leg: Leg) -> tuple[bool, bool]:
    return says_something_general(leg.transition), leg.transition.standing != "told"
