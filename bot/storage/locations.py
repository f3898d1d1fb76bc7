"""Where a talk takes place, as one string: `sphere/name`, or a sphere alone.

A sphere is the circle in which something was told: `dm` (the person and the bot alone), `server:<id>`, `group:<id>`,
`terminal`. The profile belongs to the person and the sphere, the talk to the person and the place. What is told in one
sphere is never used in another, with one exception: privately asked questions in a server (`server:<id>:private`) begin
with what the person told openly there. Nothing goes the other way.
"""

from typing import Final

DM: Final = "dm"
TERMINAL: Final = "terminal"
_PRIVATE: Final = ":private"


def in_server(server: int, channel: int, *, private: bool) -> str:
    """A channel of a server; `private` where only the person sees the answers."""
    return f"server:{server}{_PRIVATE if private else ''}/{channel}"


def in_group(channel: int, *, private: bool) -> str:
    """A conversation of several people outside of servers."""
    return f"group:{channel}{_PRIVATE if private else ''}/{channel}"


def sphere_of(place: str) -> str:
    """The sphere whose profile is used at `place`."""
    return place.partition("/")[0]


def open_sphere(place: str) -> str:
    """The sphere that the others there belong to as well; the same as `sphere_of` except in private."""
    return sphere_of(place).removesuffix(_PRIVATE)
