"""Renders a picture of a reply to a PNG file with its alt text."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.reply import Picture
from bot.knowledge.library import Library
from bot.pictures.alt_text import describe, describe_weeks
from bot.pictures.picture_spec import picture_spec

# At INFO, matplotlib logs its font cache, which does not belong in the advisor's log.
logging.getLogger("matplotlib").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PNG file, its size in pixels, and its alt text: complete sentences, at most 1,024 characters."""

    png: bytes
    alt: str
    width: int
    height: int


def draw(library: Library, picture: Picture, *, place: str | None = None, goal: str | None = None) -> Drawn:
    """The rendered picture, with the user's place and goal marked where the picture shows them.

    The same arguments always give the same bytes. Threads may call it at the same time. It takes up to a second, so call
    it in a thread rather than on the event loop. Raises ValueError with a sentence when there are too few roles to draw.
    """
    spec = picture_spec(library, picture, place, goal)
    from bot.pictures.compose import compose  # noqa: PLC0415  # importing matplotlib takes half a second

    canvas = compose(library, spec)
    width, height = canvas.size
    return Drawn(canvas.png(), describe(library, spec), width, height)


def draw_weeks(bars: Sequence[tuple[str, int, int]]) -> Drawn:
    """The rendered chart of questions by week. `bars` are (label, answered, declined), oldest first.

    It can be called as `draw` can. Raises ValueError when no question was asked in these weeks.
    """
    from bot.pictures.charts.weekly_chart import chart_weeks  # noqa: PLC0415  # as above

    canvas = chart_weeks(bars)
    width, height = canvas.size
    return Drawn(canvas.png(), describe_weeks(bars), width, height)
