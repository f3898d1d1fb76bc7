"""Which claims of a list are for a person, by the role they come from or ask about."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.knowledge.schema import ListedClaim

Found = TypeVar("Found", bound=ListedClaim)


def claims_about(claims: Iterable[Found], roles: Iterable[str]) -> list[Found]:
    """The claims about the given roles first, then all others, each part in its order. Without roles the order stays."""
    wanted = set(roles)
    return sorted(claims, key=lambda claim: not wanted & set(claim.roles)) if wanted else list(claims)


def claims_for(claims: Sequence[Found], role: str | None) -> list[Found]:
    """The claims that are for somebody from `role`: those about it first, then those about all. Claims that are only about other
    roles are left out, unless nothing else remains. Without a role all claims stay as they are."""
    if role is None:
        return list(claims)
    fitting = claims_about([claim for claim in claims if not claim.roles or role in claim.roles], (role,))
    return fitting or list(claims)
