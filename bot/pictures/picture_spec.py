"""What a picture shows, once the library was asked: only roles that exist, in order, with the place and goal that apply."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

from bot.answers.reply import Picture
from bot.knowledge.library import Library

MOST_COMPARED: Final = 4


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """`roles` are empty for a map, which shows them all."""

    kind: Literal["map", "comparison", "path"]
    roles: tuple[str, ...] = ()
    place: str | None = None
    goal: str | None = None


def picture_spec(library: Library, picture: Picture, place: str | None, goal: str | None) -> PictureSpec:
    """The picture's subject. Roles that the library does not have (any more) are left out, and a place or goal that the
    picture does not show. A map's roles are its place and its goal where these are not given.

    Raises ValueError, with a sentence, when too few roles are left to draw.
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
    """The place and the goal as far as they are shown; somebody who is there already has no goal."""
    here = place if place in shown else None
    return here, goal if goal in shown and goal != here else None
