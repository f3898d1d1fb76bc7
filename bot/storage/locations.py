"""Where a conversation takes place, as one string: `sphere/name`, or a sphere alone.

A sphere is the circle in which something was told: `dm` (the user and the bot alone), `server:<id>`, `group:<id>`,
`terminal`. A profile belongs to a user and a sphere, a conversation to a user and a place. What is told in one sphere is
never used in another, with one exception: questions asked privately in a server (`server:<id>:private`) start with what
the user told openly there. Nothing goes the other way.
"""

from typing import Final

DM: Final = "dm"
TERMINAL: Final = "terminal"
_PRIVATE: Final = ":private"


def in_server(server: int, channel: int, *, private: bool) -> str:
    """A channel of a server. `private` means that only the user sees the answers."""
    return f"server:{server}{_PRIVATE if private else ''}/{channel}"


def in_group(channel: int, *, private: bool) -> str:
    """A conversation of several people outside servers."""
    return f"group:{channel}{_PRIVATE if private else ''}/{channel}"


def sphere_of(place: str) -> str:
    """The sphere whose profile is used at `place`."""
    return place.partition("/")[0]


def open_sphere(place: str) -> str:
    """The sphere that other people at `place` share; it differs from `sphere_of` only in private."""
    return sphere_of(place).removesuffix(_PRIVATE)
