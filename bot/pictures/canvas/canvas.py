"""A card to draw on: text, boxes, lines and arrowheads. Coordinates are points from the top left corner.

matplotlib's pyplot and savefig keep global state. A figure with its own Agg canvas does not, so several threads can draw
at the same time.
"""

import io
from typing import Final, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text
from PIL import Image

from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.geometry import Points

SCALE: Final = 2
"""Pixels per point."""


class Canvas:
    """A rounded card of the given size in points. What is drawn later covers what was drawn earlier."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = round(width), round(height)
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72 * SCALE)
        self._agg = FigureCanvasAgg(self.figure)
        self.figure.patch.set_alpha(0.0)
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(self.height, 0)
        self._axes.set_axis_off()
        self._depth = 0
        self.texts: list[Text] = []
        self.box(1, 1, self.width - 2, self.height - 2, fill=palette.CARD, edge=palette.CARD_EDGE, radius=16, line=1.0)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        size: float = palette.BODY,
        bold: bool = False,
        colour: str = palette.INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Draw one line of text."""
        artist = self._axes.text(
            x,
            baseline,
            typography.drawable(text),
            fontproperties=typography.font(size, bold=bold),
            color=colour,
            ha=align,
            va="baseline",
        )
        artist.set_parse_math(False)
        self._draw_on_top(artist)
        self.texts.append(artist)

    def lines(
        self,
        x: float,
        middle: float,
        lines: list[str],
        *,
        size: float = palette.BODY,
        bold: bool = False,
        colour: str = palette.INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Draw lines of text, vertically centred on `middle` by the height of their capitals."""
        step = size * typography.LEADING
        first = middle + size * typography.CAP_HEIGHT / 2 - step * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.text(x, first + index * step, line, size=size, bold=bold, colour=colour, align=align)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        edge: str | None = None,
        radius: float = 9.0,
        line: float = 1.4,
    ) -> None:
        """Draw a rounded rectangle; without `edge` it has no outline."""
        self._patch(
            FancyBboxPatch(
                (x, y),
                width,
                height,
                boxstyle=f"round,pad=0,rounding_size={radius}",
                facecolor=fill,
                edgecolor=edge or fill,
                linewidth=line if edge else 0.0,
            )
        )

    def disc(self, x: float, y: float, radius: float, *, fill: str, edge: str, line: float = 2.0) -> None:
        """Draw a filled circle with an outline."""
        self._patch(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=line))

    def curve(self, points: Points, *, colour: str, line: float, dashed: bool = False, halo: str | None = None) -> None:
        """Draw a polyline. A halo is a wider line under it that separates it from the lines it crosses."""
        path = Path(points)
        if halo is not None:
            self._patch(PathPatch(path, fill=False, edgecolor=halo, linewidth=line + 4.0, capstyle="butt"))
        style: tuple[float, tuple[float, ...]] = (0.0, (4.2 / max(line, 1.0), 3.2 / max(line, 1.0)))
        self._patch(
            PathPatch(
                path,
                fill=False,
                edgecolor=colour,
                linewidth=line,
                linestyle=style if dashed else "solid",
                capstyle="butt",
                joinstyle="round",
            )
        )

    def arrowhead(self, tip: tuple[float, float], direction: tuple[float, float], *, colour: str, length: float) -> None:
        """Draw an arrowhead that points in the direction and ends at the tip."""
        along = np.array(direction) / np.hypot(*direction)
        across = np.array((-along[1], along[0]))
        back = np.array(tip) - along * length
        corners = np.array([tip, back + across * length * 0.45, back + along * length * 0.18, back - across * length * 0.45])
        self._patch(Polygon(corners, closed=True, facecolor=colour, edgecolor=colour, linewidth=0.6, joinstyle="round"))

    def png(self) -> bytes:
        """The card as a PNG file. It holds no dates, so that the same card always gives the same bytes."""
        self._agg.draw()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
        file = io.BytesIO()
        pixels = np.asarray(self._agg.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
        Image.fromarray(pixels).save(file, format="PNG", compress_level=5)
        return file.getvalue()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width * SCALE, self.height * SCALE

    def _patch(self, patch: Circle | FancyBboxPatch | PathPatch | Polygon) -> None:
        self._axes.add_patch(patch)
        self._draw_on_top(patch)

    def _draw_on_top(self, artist: Artist) -> None:
        self._depth += 1
        artist.set_zorder(self._depth)
