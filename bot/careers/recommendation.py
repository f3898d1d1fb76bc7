"""Which roles fit a person: a transparent sum over what they like, dislike and can do.

score = Σ likes that the role fits + SKILL · (share of main skills that the person has) + DESCRIBED · (how much the words
resemble how people describe the role) − DISLIKE · (disliked things that the role clashes with or fits). The reasons are
kept with the score.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Role, SkillNeed, TraitReason

SKILL: Final = 1.5
DESCRIBED: Final = 3.0
DISLIKE: Final = 1.6
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A role with the reasons for it (`fits`) and against it (`clashes`), and the main skills that the person has or lacks."""

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
    scores = {
        role.id: _score(role, liked, disliked, known, described.get(role.id, 0.0))
        for role in library.roles.values()
        if role.id not in left_out and (not among or role.id in among)
    }
    best = nsmallest(MOST, scores, key=lambda role: (-scores[role], role))
    return tuple(
        _recommendation(library.roles[role], scores[role], liked, disliked, known) for role in best if among or scores[role] > 0.0
    )


def _score(role: Role, liked: set[str], disliked: set[str], known: set[str], described: float) -> float:
    score = DESCRIBED * max(0.0, described)
    if liked:
        score += sum([reason.trait in liked for reason in role.fits])
    if known:
        score += SKILL * sum([need.skill in known for need in role.skills.main]) / len(role.skills.main)
    if disliked:
        score -= DISLIKE * len({reason.trait for reason in (*role.fits, *role.clashes)} & disliked)
    if role.variant or role.area == "leadership":
        score -= 0.3  # special forms and management only where something speaks for them
    return round(score, 4)


def _recommendation(role: Role, score: float, liked: set[str], disliked: set[str], known: set[str]) -> Recommendation:
    fond = tuple(reason for reason in role.fits if reason.trait in disliked)
    return Recommendation(
        role,
        score,
        fits=tuple(reason for reason in role.fits if reason.trait in liked),
        clashes=(*(reason for reason in role.clashes if reason.trait in disliked), *fond),
        have=tuple(need for need in role.skills.main if need.skill in known),
        missing=tuple(need for need in role.skills.main if need.skill not in known),
    )
