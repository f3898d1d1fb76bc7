"""Which skills carry over from one role to another and which are missing, by the skills of both and what the person told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Role, SkillNeed

USEFUL: Final = 0.5
"""What a skill counts that a role calls useful; a main one counts 1."""


@dataclass(frozen=True, slots=True)
class SkillGap:
    """The goal's main skills that the person has (`have`), may have (`perhaps`: useful in the role they come from) and does not
    have (`missing`). Of the goal's useful ones `extra` are there, and `useful` are not there yet. `told` are the ids of the
    skills that the person named, `brought` of all that are there.
    """

    have: tuple[SkillNeed, ...]
    perhaps: tuple[SkillNeed, ...]
    missing: tuple[SkillNeed, ...]
    extra: tuple[SkillNeed, ...]
    useful: tuple[SkillNeed, ...]
    told: frozenset[str]
    brought: frozenset[str]


def skill_gap(library: Library, goal: str, start: str | None, told: Iterable[str]) -> SkillGap:
    """Which of the goal's skills are there already: those the person said they have, and those of the role they come from.

    What is to be learned on this very move counts as missing, though the start's own work knows of it.
    """
    stated = frozenset(told)
    brought, perhaps = set(stated), set()
    if start is not None and start in library.roles:
        to_learn = {need.skill for move in library.moves.get((start, goal), ())[:1] for need in move.learn} - stated
        needs_of_start = library.roles[start].skills
        brought |= {need.skill for need in needs_of_start.main} - to_learn
        perhaps = {need.skill for need in needs_of_start.useful} - to_learn - brought
    needs = library.roles[goal].skills
    return SkillGap(
        have=tuple(need for need in needs.main if need.skill in brought),
        perhaps=tuple(need for need in needs.main if need.skill in perhaps),
        missing=tuple(need for need in needs.main if need.skill not in brought | perhaps),
        extra=tuple(need for need in needs.useful if need.skill in brought),
        useful=tuple(need for need in needs.useful if need.skill not in brought | perhaps),
        told=stated,
        brought=frozenset(brought),
    )


def nearness(library: Library, start: str, goal: str) -> float:
    """How much of what a role needs another one knows, from 0 to 1: the weight of the goal's skills that the start has, over
    the weight of all of them. A skill that is useful only, to the goal or to the start, counts half."""
    known = _weights(library.roles[start])
    needed = _weights(library.roles[goal])
    return sum(weight * known.get(skill, 0.0) for skill, weight in needed.items()) / sum(needed.values())


def _weights(role: Role) -> dict[str, float]:
    return {need.skill: USEFUL for need in role.skills.useful} | {need.skill: 1.0 for need in role.skills.main}
