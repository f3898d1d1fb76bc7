"""The data behind pictures and their alt texts: rows of a comparison, legs of a path, highlighted moves."""

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
"""Entry level → how often such a role is a first job."""

Need: TypeAlias = Literal["main", "useful"]


@dataclass(frozen=True, slots=True)
class Row:
    """A skill, and what it is to each compared role: a main skill, a useful one, or neither (None)."""

    skill: str
    needs: tuple[Need | None, ...]

    @property
    def needed_by(self) -> int:
        """How many of the roles need it."""
        return sum(need is not None for need in self.needs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in groups: skills that all, some or only one of the roles need. `left_out` counts skills without a row."""

    shared: tuple[Row, ...]
    partly: tuple[Row, ...]
    single: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class PathLeg:
    """One move of a path. `learn` are ids of skills. `standing` is None when no document mentions the move."""

    start: str
    goal: str
    standing: Literal["told", "discussed"] | None
    learn: tuple[str, ...]


def compare_skills(library: Library, roles: Sequence[str]) -> Comparison:
    """At most MOST_ROWS rows: every main skill of a role, and the skills that are useful to all roles.

    Skills that several roles need come first. The remaining rows are dealt out in turn to the skills of single roles.
    """
    needs = [_needs(library.roles[role]) for role in roles]
    order = list(dict.fromkeys(skill for column in needs for skill in column))
    rows = [Row(skill, tuple(column.get(skill) for column in needs)) for skill in order]
    rows = [row for row in rows if "main" in row.needs or None not in row.needs]
    rows.sort(key=lambda row: (-row.needed_by, -row.needs.count("main")))
    several = [row for row in rows if row.needed_by > 1][:MOST_ROWS]
    own = [[row for row in rows if row.needed_by == 1 and row.needs[column]] for column in range(len(roles))]
    dealt = [row for one_each in zip_longest(*own) for row in one_each if row is not None][: MOST_ROWS - len(several)]
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
    """The moves along the roles, each with the first few skills to learn that no earlier move has listed."""
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


def marked_moves(library: Library, spec: PictureSpec) -> frozenset[tuple[str, str]] | None:
    """The moves that a map highlights: the path from place to goal, or all moves from the place, or all to the goal.

    None when the spec has neither place nor goal: then no move is highlighted.
    """
    if spec.place and spec.goal:
        return frozenset((leg.start, leg.goal) for leg in find_path(library, spec.place, spec.goal) if not leg.general)
    if spec.place or spec.goal:
        return frozenset(move for move in library.moves if move[0] != move[1] and (move[0] == spec.place or move[1] == spec.goal))
    return None
