"""The ids of claims, and the claims that a file refers to instead of writing them out.

The id of a claim is its entry and its place in it: `topics/job-security/summary`, `topics/job-security/points/shows-at-once`,
`roles/data-engineer/neighbours/ml-engineer`, `roles/data-engineer/steps/newcomer/first-pipeline`, `titles/ai-engineer/note`.
A claim of a list is told apart by its own `id`, or by the role, skill or trait that it is about.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.knowledge.schema import Carried, Claim, ListedClaim, Neighbour, ReferableClaim, RoleSkills, SkillNeed, Stage, TraitReason
from bot.knowledge.yaml_reader import Steps

Holder = TypeVar("Holder", bound=BaseModel)


def own_part(item: BaseModel) -> str:
    """What tells an item of a list from the others in the ids of claims; empty for one without id and for a reference."""
    match item:
        case Neighbour():
            return item.role
        case SkillNeed():
            return item.skill
        case TraitReason():
            return item.trait
        case ListedClaim() | Stage():
            return item.id
    return ""


def claims_in(value: BaseModel, prefix: str, path: Steps = ()) -> Iterator[tuple[str, Steps, Claim]]:
    """(id, path in the file, claim) of every claim of an entry, references too; the id of a reference ends in a slash."""
    if isinstance(value, Claim):
        yield prefix, path, value
        return
    for name, inside in _parts(value):
        at = prefix if isinstance(value, RoleSkills) else f"{prefix}/{name}"
        if isinstance(inside, tuple):
            for number, item in enumerate(inside):
                yield from claims_in(item, f"{at}/{own_part(item)}", (*path, name, number))
        else:
            yield from claims_in(inside, at, (*path, name))


def with_ids(value: Holder, prefix: str) -> Holder:
    """A copy of an entry in which every claim that is written out has its whole id. References stay as they are."""
    copied: Holder = _copied(value, prefix, lambda claim, claim_id: claim if _refers(claim) else _renamed(claim, claim_id))
    return copied


def with_references(value: Holder, claims: Mapping[str, Claim]) -> Holder:
    """A copy of an entry in which every reference has the id, text, sources and person of the claim that it refers to."""

    def resolved(claim: Claim, _: str) -> Claim:
        if not isinstance(claim, ReferableClaim) or claim.ref is None:
            return claim
        meant = claims[claim.ref]
        taken: dict[str, Any] = {key: getattr(meant, key) for key in ("id", "text", "source", "who")}
        if isinstance(claim, ListedClaim) and not claim.roles and isinstance(meant, ListedClaim):
            taken["roles"] = meant.roles
        if isinstance(claim, Carried) and claim.skill is None and isinstance(meant, Carried):
            taken["skill"] = meant.skill
        return claim.model_copy(update=taken)

    copied: Holder = _copied(value, "", resolved)
    return copied


def _renamed(claim: Claim, claim_id: str) -> Claim:
    return claim.model_copy(update={"id": claim_id})


def _refers(claim: Claim) -> bool:
    return isinstance(claim, ReferableClaim) and claim.ref is not None


def _copied(value: Any, prefix: str, change: Callable[[Claim, str], Claim]) -> Any:
    if isinstance(value, Claim):
        return change(value, prefix)
    update: dict[str, Any] = {}
    for name, inside in _parts(value):
        at = prefix if isinstance(value, RoleSkills) else f"{prefix}/{name}"
        if isinstance(inside, tuple):
            update[name] = tuple(_copied(item, f"{at}/{own_part(item)}", change) for item in inside)
        else:
            update[name] = _copied(inside, at, change)
    return value.model_copy(update=update)


def _parts(value: BaseModel) -> Iterator[tuple[str, Any]]:
    """(field, value) of the fields that may hold claims: models, and lists of models."""
    for name in type(value).model_fields:
        inside = getattr(value, name)
        if isinstance(inside, BaseModel) or (isinstance(inside, tuple) and inside and isinstance(inside[0], BaseModel)):
            yield name, inside
