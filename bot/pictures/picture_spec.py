"""A picture request resolved against the library: only roles that exist, in order, and the marks that apply."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

from bot.answers.reply import Picture
from bot.knowledge.library import Library

MOST_COMPARED: Final = 4


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """What to draw. `place` is the user's role and `goal` the role they want; both are marked.

    `roles` is empty for a map, which shows all roles.
    """

    kind: Literal["map", "comparison", "path"]
    roles: tuple[str, ...] = ()
    place: str | None = None
    goal: str | None = None


def picture_spec(library: Library, picture: Picture, place: str | None, goal: str | None) -> PictureSpec:
    """The spec of a requested picture. Roles that the library does not have (any more) are left out, and so are a place or
    goal that the picture does not show. For a map, the first role is the default place and the second the default goal.

    Raises ValueError with a sentence when too few roles are left to draw.
    """
    known = [role for role in picture.roles if role in library.roles]
    if picture.kind == "map":
        if not library.roles:
            raise ValueError("There is no role to draw a map of.")
        place = place or next(iter(known), None)
        goal = goal or next(iter(known[1:]), None)
        return PictureSpec("map", (), *_marks(place, goal, library.roles))
    if picture.kind == "comparison":
        roles = tuple(dict.fromkeys(known))[:MOST_COMPARED]
        if len(roles) < 2:
            raise ValueError("A comparison needs two to four roles to draw.")
        return PictureSpec("comparison", roles, *_marks(place, goal, roles))
    roles = tuple(role for index, role in enumerate(known) if index == 0 or known[index - 1] != role)
    if len(roles) < 2:
        raise ValueError("A path needs at least two roles to draw.")
    return PictureSpec("path", roles, *_marks(place, goal, roles))


def _marks(place: str | None, goal: str | None, shown: Container[str]) -> tuple[str | None, str | None]:
    """The place and the goal, each None unless it is shown. A goal that is the place already is None as well."""
    here = place if place in shown else None
    return here, goal if goal in shown and goal != here else None
