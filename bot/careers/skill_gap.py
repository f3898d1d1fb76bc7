"""Which skills carry over from one role to another and which are missing, by the skills of both and what the person told."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.library import Library
from bot.knowledge.schema import SkillNeed


@dataclass(frozen=True, slots=True)
class SkillGap:
    """`have` and `missing` are needs of the goal; `told` are the ids of the skills that the person named."""

    have: tuple[SkillNeed, ...]
    missing: tuple[SkillNeed, ...]
    useful: tuple[SkillNeed, ...]
    told: frozenset[str]


def skill_gap(library: Library, goal: str, start: str | None, told: Iterable[str]) -> SkillGap:
    """Which of the goal's skills are there already: those of the start's own work and those the person said they have.

    A skill that the start only calls useful counts as missing: it may be there, and asking is better than assuming. So
    does one that the documents say is to be learned on this very move, though the start's own work knows of it.
    """
    stated = frozenset(told)
    brought = set(stated)
    if start is not None and start in library.roles:
        to_learn = {need.skill for move in library.moves.get((start, goal), ())[:1] for need in move.learn}
        brought.update(need.skill for need in library.roles[start].skills.main if need.skill not in to_learn)
    needs = library.roles[goal].skills
    return SkillGap(
        have=tuple(need for need in needs.main if need.skill in brought),
        missing=tuple(need for need in needs.main if need.skill not in brought),
        useful=tuple(need for need in needs.useful if need.skill not in brought),
        told=stated,
    )
