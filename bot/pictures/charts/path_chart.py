"""A path from top to bottom: its roles, and between them how well each move is known and what to learn for it.

It runs downwards because three moves side by side would be too small to read on a phone.
"""

from typing import Final

import numpy as np

from bot.answers.reply import lowercase_name
from bot.knowledge.library import Library
from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.arrows import draw_arrow
from bot.pictures.canvas.canvas import Canvas
from bot.pictures.marks import mark_label
from bot.pictures.picture_spec import PictureSpec
from bot.pictures.table_data import PathLeg, path_legs

WIDTH: Final = 560.0
MARGIN: Final = 24.0
STATION: Final = 56.0
TRACK: Final = 32.0
"""Distance of the arrows from the margin."""
INDENT: Final = 66.0
CHIP: Final = 32.0
CHIP_GAP: Final = 9.0
CHIP_PADDING: Final = 13.0
LEG_TOP: Final = 50.0
LEG_BOTTOM: Final = 22.0

TITLE_SIZES: Final = (22.0, 20.0, 18.0)
NAME_SIZES: Final = (17.0, 15.5, 14.0, 12.0)
STANDING: Final = {
    "told": "Told by somebody who made this move",
    "discussed": "Discussed, but told by nobody",
    None: "No document tells of this move",
}


def draw_path(library: Library, spec: PictureSpec) -> Canvas:
    """The finished path."""
    legs = path_legs(library, spec.roles)
    chips = [_chip_rows(library, leg) for leg in legs]
    ends = f"From {lowercase_name(library.roles[spec.roles[0]].name)} to {lowercase_name(library.roles[spec.roles[-1]].name)}"
    title, size = typography.fit(ends, WIDTH - 2 * MARGIN, TITLE_SIZES, bold=True)
    top = 42.0 + len(title) * size * typography.LEADING
    height = top + STATION * (len(legs) + 1) + sum(map(_leg_height, chips)) + MARGIN
    canvas = Canvas(WIDTH, height)
    canvas.lines(MARGIN, 26 + (top - 42) / 2, title, size=size, bold=True)
    y = top
    _draw_station(canvas, library, spec, spec.roles[0], y)
    for leg, rows in zip(legs, chips, strict=True):
        y += STATION
        _draw_leg(canvas, leg, rows, y)
        y += _leg_height(rows)
        _draw_station(canvas, library, spec, leg.goal, y)
    return canvas


def _leg_height(rows: list[list[str]]) -> float:
    return LEG_TOP + len(rows) * (CHIP + CHIP_GAP) - (CHIP_GAP if rows else 0) + LEG_BOTTOM


def _chip_rows(library: Library, leg: PathLeg) -> list[list[str]]:
    """The names of the skills to learn, in rows that fit the width."""
    rows: list[list[str]] = []
    room = WIDTH - 2 * MARGIN - INDENT
    left = 0.0
    for skill in leg.learn:
        name = typography.wrap(library.skills[skill].name, room - 2 * CHIP_PADDING, palette.BODY, most=1)[0]
        needed = _chip_width(name) + CHIP_GAP
        if not rows or needed > left + CHIP_GAP:
            rows.append([])
            left = room
        rows[-1].append(name)
        left -= needed
    return rows


def _chip_width(name: str) -> float:
    return typography.width(name, palette.BODY) + 2 * CHIP_PADDING


def _draw_station(canvas: Canvas, library: Library, spec: PictureSpec, role: str, y: float) -> None:
    entry = library.roles[role]
    mark = mark_label(spec, role)
    width = WIDTH - 2 * MARGIN
    edge, line = (palette.ACCENT, 2.6) if mark else (palette.AREA[entry.area], 1.6)
    canvas.box(MARGIN, y, width, STATION, fill=palette.PANEL[entry.area], edge=edge, radius=12, line=line)
    side = mark or entry.area
    aside = typography.width(side, palette.SMALL, bold=bool(mark))
    name, size = typography.fit(entry.name, width - aside - 56, NAME_SIZES, bold=True)
    canvas.lines(MARGIN + 18, y + STATION / 2, name, size=size, bold=True)
    colour = palette.ACCENT if mark else palette.AREA[entry.area]
    canvas.lines(MARGIN + width - 18, y + STATION / 2, [side], size=palette.SMALL, bold=bool(mark), colour=colour, align="right")


def _draw_leg(canvas: Canvas, leg: PathLeg, rows: list[list[str]], y: float) -> None:
    x = MARGIN + TRACK
    points = np.linspace((x, y + 5), (x, y + _leg_height(rows) - 4), 60)
    told = leg.standing == "told"
    draw_arrow(canvas, points, colour=palette.TOLD if told else palette.DISCUSSED, line=2.8 if told else 1.8, dashed=not told)
    left = MARGIN + INDENT
    canvas.lines(left, y + 24, [STANDING[leg.standing] + (". To learn:" if rows else ".")], size=13.0, colour=palette.SOFT)
    top = y + LEG_TOP - 6
    for row in rows:
        at = left
        for name in row:
            canvas.box(at, top, _chip_width(name), CHIP, fill=palette.BOX, radius=CHIP / 2)
            canvas.lines(at + _chip_width(name) / 2, top + CHIP / 2, [name], size=palette.BODY, align="center")
            at += _chip_width(name) + CHIP_GAP
        top += CHIP + CHIP_GAP
