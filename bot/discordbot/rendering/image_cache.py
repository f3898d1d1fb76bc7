"""Pictures beside an answer: drawn off the event loop, kept by what is on them. Without a maker there are none."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.answers.reply import Picture
from bot.dialogue.state import Profile
from bot.discordbot.rendering.markdown import shorten
from bot.knowledge.library import Library

log = logging.getLogger("career-advisor.discord")

KEPT: Final = 128
"""Pictures in memory; a comparison of the same roles is drawn once for everyone."""

LONGEST_ALT: Final = 1024
"""Discord's limit for a description."""


Week = tuple[str, int, int]
"""A week's label, and how many of its questions were answered and were declined."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and what is on it, for those who do not see it."""

    png: bytes
    alt: str


class PictureMaker(Protocol):
    """Draws; may take its time, and is called off the event loop. Raises ValueError where there is nothing to draw."""

    def draw(self, library: Library, picture: Picture, profile: Profile) -> Drawn: ...

    def chart(self, weeks: Sequence[Week]) -> Drawn: ...


class ImageCache:
    """Pictures by what is on them. A picture that fails is left out of its answer and logged."""

    def __init__(self, maker: PictureMaker | None) -> None:
        self._maker = maker
        self._kept: OrderedDict[tuple[str, Picture, str | None, str | None], asyncio.Task[Drawn]] = OrderedDict()

    @property
    def draws(self) -> bool:
        return self._maker is not None

    async def picture(self, wanted: Picture | None, profile: Profile, library: Library) -> Drawn | None:
        """The picture of what a library holds, or None when none is wanted or none could be made."""
        if wanted is None or self._maker is None:
            return None
        is_map = wanted.kind == "map"
        role, goal = (profile.role, profile.goal) if is_map else (None, None)
        key = (library.revision, wanted, role, goal)
        task = self._kept.get(key)
        if task is None:
            seen = Profile(role=role, goal=goal)
            task = self._kept[key] = asyncio.create_task(asyncio.to_thread(self._maker.draw, library, wanted, seen))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        try:
            return await asyncio.shield(task)
        except ValueError:  # too few roles for a picture
            return None
        except Exception as error:  # a picture is an addition; its answer comes all the same
            self._kept.pop(key, None)
            log.error("the picture %s could not be drawn", wanted.kind, exc_info=error)  # noqa: TRY400
            return None

    async def chart(self, weeks: Sequence[Week]) -> Drawn | None:
        """Questions by week, drawn anew each time; None when nothing was asked or nothing can be drawn."""
        if self._maker is None:
            return None
        try:
            return await asyncio.to_thread(self._maker.chart, weeks)
        except ValueError:  # nothing was asked
            return None
        except Exception as error:  # the numbers come all the same
            log.error("the chart of the weeks could not be drawn", exc_info=error)  # noqa: TRY400
            return None


class _Picture(Protocol):
    @property
    def png(self) -> bytes: ...

    @property
    def alt(self) -> str: ...


class Draw(Protocol):
    """What draws: see `bot.pictures.draw`."""

    def __call__(self, library: Library, picture: Picture, *, place: str | None, goal: str | None) -> _Picture: ...


class Chart(Protocol):
    """What charts: see `bot.pictures.draw_weeks`."""

    def __call__(self, bars: Sequence[Week], /) -> _Picture: ...


@dataclass(frozen=True)
class Pictures:
    """A maker of pictures."""

    drawing: Draw
    charting: Chart

    def draw(self, library: Library, picture: Picture, profile: Profile) -> Drawn:
        drawn = self.drawing(library, picture, place=profile.role, goal=profile.goal)
        return Drawn(drawn.png, shorten(drawn.alt, LONGEST_ALT))

    def chart(self, weeks: Sequence[Week]) -> Drawn:
        charted = self.charting(weeks)
        return Drawn(charted.png, shorten(charted.alt, LONGEST_ALT))
