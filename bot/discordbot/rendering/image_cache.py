"""Pictures for answers, drawn in a thread and cached by their content. Without a picture maker there are none."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.answers.reply import Picture
from bot.bounded_dict import BoundedDict
from bot.dialogue.state import Profile
from bot.discordbot.rendering.markdown import shorten
from bot.knowledge.library import Library

log = logging.getLogger("career-advisor.discord")

MOST_IMAGES: Final = 128
"""Images in the cache. Everyone who compares the same roles gets the same image."""

LONGEST_ALT: Final = 1024
"""Discord's limit for the description of a picture, in characters."""


Week = tuple[str, int, int]
"""One week of a chart: its label, and the numbers of its answered and of its declined questions."""


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG, and its description for people who do not see it."""

    png: bytes
    alt: str


class PictureMaker(Protocol):
    """Draws pictures. Both methods may take seconds and are called in threads. They raise ValueError when there is nothing
    to draw."""

    def draw(self, library: Library, picture: Picture, profile: Profile) -> Image: ...

    def chart(self, weeks: Sequence[Week]) -> Image: ...


class ImageCache:
    """Makes and caches images. When drawing fails, the error is logged and the answer is sent without a picture."""

    def __init__(self, maker: PictureMaker | None) -> None:
        self._maker = maker
        self._images: BoundedDict[tuple[str, Picture, str | None, str | None], asyncio.Task[Image]] = BoundedDict(MOST_IMAGES)

    @property
    def is_enabled(self) -> bool:
        """Whether there is a picture maker."""
        return self._maker is not None

    async def picture(self, picture: Picture | None, profile: Profile, library: Library) -> Image | None:
        """The image of a picture that a reply asks for. None when `picture` is None or it could not be drawn."""
        if picture is None or self._maker is None:
            return None
        is_map = picture.kind == "map"
        role, goal = (profile.role, profile.goal) if is_map else (None, None)
        key = (library.revision, picture, role, goal)
        task = self._images.get(key)
        if task is None:
            relevant = Profile(role=role, goal=goal)
            task = self._images[key] = asyncio.create_task(asyncio.to_thread(self._maker.draw, library, picture, relevant))
        try:
            return await asyncio.shield(task)
        except ValueError:  # too few roles for a picture
            return None
        except Exception as error:  # the answer is sent without the picture
            self._images.pop(key, None)
            log.error("the picture %s could not be drawn", picture.kind, exc_info=error)  # noqa: TRY400
            return None

    async def chart(self, weeks: Sequence[Week]) -> Image | None:
        """A chart of questions by week; it is not cached. None when there are no questions or it could not be drawn."""
        if self._maker is None:
            return None
        try:
            return await asyncio.to_thread(self._maker.chart, weeks)
        except ValueError:  # there are no questions
            return None
        except Exception as error:  # the numbers are sent without the chart
            log.error("the chart of the weeks could not be drawn", exc_info=error)  # noqa: TRY400
            return None


class _DrawnPicture(Protocol):
    @property
    def png(self) -> bytes: ...

    @property
    def alt(self) -> str: ...


class Draw(Protocol):
    """The signature of `bot.pictures.draw`."""

    def __call__(self, library: Library, picture: Picture, *, place: str | None, goal: str | None) -> _DrawnPicture: ...


class DrawWeeks(Protocol):
    """The signature of `bot.pictures.draw_weeks`."""

    def __call__(self, bars: Sequence[Week], /) -> _DrawnPicture: ...


@dataclass(frozen=True)
class Pictures:
    """The picture maker over the functions of `bot.pictures`, which this package does not import."""

    draw_picture: Draw
    draw_weeks: DrawWeeks

    def draw(self, library: Library, picture: Picture, profile: Profile) -> Image:
        drawn = self.draw_picture(library, picture, place=profile.role, goal=profile.goal)
        return Image(drawn.png, shorten(drawn.alt, LONGEST_ALT))

    def chart(self, weeks: Sequence[Week]) -> Image:
        drawn = self.draw_weeks(weeks)
        return Image(drawn.png, shorten(drawn.alt, LONGEST_ALT))
