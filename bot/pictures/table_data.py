"""What the pictures tell, before it is drawn or put in words: the rows of a comparison, the legs of a path, marked moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final, Literal, TypeAlias

from bot.careers.paths import find_path
from bot.careers.skill_gap import skill_gap
from bot.knowledge.library import Library
from bot.knowledge.schema import Role
from bot.pictures.picture_spec import PictureSpec

MOST_ROWS: Final = 15
LEARNED_PER_LEG: Final = 3

FIRST_JOB: Final = {"entry": "often", "near-entry": "at times", "experienced": "seldom"}
"""How often a role of this entry level is somebody's first job."""

Need: TypeAlias = Literal["main", "useful"]


@dataclass(frozen=True, slots=True)
class Row:
    """A skill, and for each of the roles whether it is a main or a useful one there."""

    skill: str
    needs: tuple[Need | None, ...]

    @property
    def needed_by(self) -> int:
        return sum(need is not None for need in self.needs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in groups: skills that all the roles need, that some do, that one does; `left_out` counts those without a row."""

    shared: tuple[Row, ...]
    partly: tuple[Row, ...]
    single: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class PathLeg:
    """`standing` is None where no document tells of the move."""

    start: str
    goal: str
    standing: Literal["told", "discussed"] | None
    learn: tuple[str, ...]


def compare_skills(library: Library, roles: Sequence[str]) -> Comparison:
    """The main skills of the roles, and those useful to all of them: at most MOST_ROWS.

    Shared ones come first, then as many of each role's own as there is room for.
    """
    needs = [_needs(library.roles[role]) for role in roles]
    order = list(dict.fromkeys(skill for column in needs for skill in column))
    rows = [Row(skill, tuple(column.get(skill) for column in needs)) for skill in order]
    rows = [row for row in rows if "main" in row.needs or None not in row.needs]
    rows.sort(key=lambda row: (-row.needed_by, -row.needs.count("main")))
    several = [row for row in rows if row.needed_by > 1][:MOST_ROWS]
    own = [[row for row in rows if row.needed_by == 1 and row.needs[column]] for column in range(len(roles))]
    dealt = [row for turn in zip_longest(*own) for row in turn if row is not None][: MOST_ROWS - len(several)]
    single = [row for column in own for row in column if row in dealt]
    return Comparison(
        shared=tuple(row for row in several if row.needed_by == len(roles)),
        partly=tuple(row for row in several if row.needed_by < len(roles)),
        single=tuple(single),
        left_out=len(rows) - len(several) - len(single),
    )


def _needs(role: Role) -> dict[str, Need]:
    useful: dict[str, Need] = {need.skill: "useful" for need in role.skills.useful}
    main: dict[str, Need] = {need.skill: "main" for need in role.skills.main}
    return {**main, **{skill: need for skill, need in useful.items() if skill not in main}}


def path_legs(library: Library, roles: Sequence[str]) -> tuple[PathLeg, ...]:
    """The moves along the roles, each with the first few skills to learn that no earlier move taught already."""
    legs: list[PathLeg] = []
    learned: set[str] = set()
    for start, goal in pairwise(roles):
        found = library.moves.get((start, goal), ())
        gap = skill_gap(library, goal, start, ())
        needs = (*(need for transition in found[:1] for need in transition.learn), *gap.missing, *gap.useful)
        learn = [skill for skill in dict.fromkeys(need.skill for need in needs) if skill not in learned][:LEARNED_PER_LEG]
        learned.update(learn)
        legs.append(PathLeg(start, goal, found[0].standing if found else None, tuple(learn)))
    return tuple(legs)


def marked_moves(library: Library, subject: PictureSpec) -> frozenset[tuple[str, str]] | None:
    """The moves that a map makes stand out: the way from place to goal, or those from the one or to the other.

    None when neither is marked, and all moves are alike.
    """
    if subject.place and subject.goal:
        return frozenset((leg.start, leg.goal) for leg in find_path(library, subject.place, subject.goal))
    if subject.place or subject.goal:
        return frozenset(
            move for move in library.moves if move[0] != move[1] and (move[0] == subject.place or move[1] == subject.goal)
        )
    return None
