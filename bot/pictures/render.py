"""From a picture in a reply to a PNG file and the words that stand in for it."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.reply import Picture
from bot.knowledge.library import Library
from bot.pictures.alt_text import describe, describe_weeks
from bot.pictures.picture_spec import picture_spec

# it tells of its own caches at INFO, which is noise in an advisor's log
logging.getLogger("matplotlib").setLevel(logging.WARNING)

STYLE: Final = 1
"""Counted up whenever the same content is to be drawn differently, so that no cache shows the old look."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PNG file, its size in pixels, and what it shows in complete sentences, within Discord's 1,024 characters."""

    png: bytes
    alt: str
    width: int
    height: int


def draw(library: Library, picture: Picture, *, place: str | None = None, goal: str | None = None) -> Drawn:
    """The picture, with the person's place and goal marked where it shows them.

    Pure: the same arguments give the same bytes. It may be called from several threads at once, and should not be called
    on an event loop: it takes up to a second. Raises ValueError, with a sentence, when there are too few roles to draw.
    """
    subject = picture_spec(library, picture, place, goal)
    from bot.pictures.compose import compose  # noqa: PLC0415  # matplotlib takes half a second; only drawing should cost it

    canvas = compose(library, subject)
    width, height = canvas.size
    return Drawn(canvas.png(), describe(library, subject), width, height)


def draw_weeks(bars: Sequence[tuple[str, int, int]]) -> Drawn:
    """Questions by week, oldest first: its label, how many were answered and how many declined. As `draw` in all else."""
    from bot.pictures.charts.weekly_chart import chart_weeks  # noqa: PLC0415  # as above

    canvas = chart_weeks(bars)
    width, height = canvas.size
    return Drawn(canvas.png(), describe_weeks(bars), width, height)


def content_key(library: Library, picture: Picture, place: str | None = None, goal: str | None = None) -> str:
    """A key under which the drawn picture can be kept: two pictures that would look the same have the same one.

    Raises ValueError as `draw` does.
    """
    subject = picture_spec(library, picture, place, goal)
    parts = (str(STYLE), library.revision, subject.kind, *subject.roles, f"@{subject.place}", f">{subject.goal}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
