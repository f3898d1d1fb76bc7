"""Which roles fit a person: a transparent sum over what they like, dislike and can do.

score = Σ likes the role fits + SKILL · (share of main skills already there) + DESCRIBED · (how much the words resemble how
people describe the role) − DISLIKE · (disliked things the role clashes with or is fond of). Reasons are kept beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Role, SkillNeed, TraitReason

SKILL: Final = 1.5
DESCRIBED: Final = 3.0
DISLIKE: Final = 1.6
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A role with what speaks for it (`fits`), against it (`clashes`), and which of its main skills are there or missing."""

    role: Role
    score: float
    fits: tuple[TraitReason, ...]
    clashes: tuple[TraitReason, ...]
    have: tuple[SkillNeed, ...]
    missing: tuple[SkillNeed, ...]


def recommend(
    library: Library,
    *,
    likes: Iterable[str],
    dislikes: Iterable[str],
    skills: Iterable[str],
    described: Mapping[str, float],
    without: Iterable[str] = (),
    only: Iterable[str] = (),
) -> tuple[Recommendation, ...]:
    """The best MOST roles, best first; empty when nothing is known to go by. `only` restricts the roles considered."""
    liked, disliked, known, left_out, among = set(likes), set(dislikes), set(skills), set(without), set(only)
    if not (liked or disliked or known or any(score > 0.15 for score in described.values()) or among):
        return ()
    found = []
    for role in library.roles.values():
        if role.id in left_out or (among and role.id not in among):
            continue
        fits = tuple(reason for reason in role.fits if reason.trait in liked)
        fond = tuple(reason for reason in role.fits if reason.trait in disliked)
        clashes = tuple(reason for reason in role.clashes if reason.trait in disliked)
        have = tuple(need for need in role.skills.main if need.skill in known)
        missing = tuple(need for need in role.skills.main if need.skill not in known)
        score = len(fits) + SKILL * len(have) / len(role.skills.main) + DESCRIBED * max(0.0, described.get(role.id, 0.0))
        score -= DISLIKE * len({reason.trait for reason in (*fond, *clashes)})
        if role.variant or role.area == "leadership":
            score -= 0.3  # special forms and management only where something speaks for them
        found.append(Recommendation(role, round(score, 4), fits, (*clashes, *fond), have, missing))
    found.sort(key=lambda r: (-r.score, r.role.id))
    return tuple(r for r in found[:MOST] if among or r.score > 0.0)
