"""Where everything stands on the career map: four regions, two by two, with a grid of boxes in each.

The places of the roles that the documents know were chosen so that the arrows between them are short and seldom cross; a
role that is not listed takes the next free place of its area, and a region grows when it is full.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Area
from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.geometry import Rect
from bot.pictures.canvas.routing import Arrow

CORNERS: Final[Mapping[Area, tuple[int, int]]] = {"insights": (0, 0), "leadership": (1, 0), "systems": (0, 1), "models": (1, 1)}
"""Column and row of each area's region. Areas with few moves between them stand at opposite corners."""

WIDTH: Final = 700.0
MARGIN: Final = 20.0
TOP: Final = 84.0
REGION_GAP: Final = 28.0
REGION_TITLE: Final = 36.0
BOX_WIDTH: Final = 121.0
BOX_HEIGHT: Final = 58.0
ROW_GAP: Final = 36.0
INSET: Final = 15.0
COLUMNS: Final = 2
LEAST_ROWS: Final = 3
GATHERED: Final = 4
"""The starts of a discussed move that leads from so many roles to one are gathered in a box of their own."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """One box for many starts of the same discussed move."""

    id: str
    goal: str
    starts: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """`whole` holds everything; the rest is by area, and by id of role or gathering."""

    whole: Rect
    regions: Mapping[Area, Rect]
    titles: Mapping[Area, Rect]
    boxes: Mapping[str, Rect]


def lay_out(library: Library, places: Mapping[str, tuple[int, int]] | None = None) -> Layout:
    """A place for every role of the library and every gathering; `places` replace those of the library's guidance."""
    areas = {role.id: role.area for role in library.roles.values()}
    areas |= {gathering.id: areas[gathering.goal] for gathering in gatherings(library)}
    grid = _grid(areas, library.guidance.map_places if places is None else places)
    bands = [[y + 1 for name, (_, y) in grid.items() if CORNERS[areas[name]][1] == band] for band in (0, 1)]
    rows = [max(LEAST_ROWS, *used) if used else LEAST_ROWS for used in bands]
    width = (WIDTH - 2 * MARGIN - REGION_GAP) / 2
    heights = [REGION_TITLE + count * BOX_HEIGHT + (count - 1) * ROW_GAP + INSET for count in rows]
    tops = [TOP, TOP + heights[0] + REGION_GAP]
    regions = {
        area: Rect(MARGIN + column * (width + REGION_GAP), tops[band], width, heights[band])
        for area, (column, band) in CORNERS.items()
    }
    boxes = {}
    for name, (x, y) in grid.items():
        region = regions[areas[name]]
        left = region.x + INSET if x == 0 else region.x + region.width - INSET - BOX_WIDTH
        boxes[name] = Rect(left, region.y + REGION_TITLE + y * (BOX_HEIGHT + ROW_GAP), BOX_WIDTH, BOX_HEIGHT)
    titles = {area: _title(area, region) for area, region in regions.items()}
    return Layout(Rect(MARGIN, TOP, WIDTH - 2 * MARGIN, tops[1] + heights[1] - TOP), regions, titles, boxes)


def _title(area: Area, region: Rect) -> Rect:
    width = typography.width(area.capitalize(), palette.HEADING, bold=True)
    return Rect(region.x + INSET, region.y + 4, width, REGION_TITLE - 8)


def _grid(areas: Mapping[str, Area], places: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Column and row inside the region for every box; the listed ones first, the others by id on what is left."""
    grid: dict[str, tuple[int, int]] = {}
    for name in sorted(areas, key=lambda name: (name not in places, name)):
        taken = {place for other, place in grid.items() if areas[other] == areas[name]}
        place = places.get(name)
        if place is None or place in taken:
            cells = ((index % COLUMNS, index // COLUMNS) for index in range(len(taken) + 1))
            place = next(cell for cell in cells if cell not in taken)
        grid[name] = place
    return grid


def gatherings(library: Library, apart: str | None = None) -> tuple[Gathering, ...]:
    """The boxes for discussed moves that start at many roles; the role to be kept `apart` is in none of them."""
    starts: dict[tuple[str, str], list[str]] = {}
    for (start, goal), found in library.moves.items():
        if start != goal and found[0].standing == "discussed" and (goal, start) not in library.moves:
            starts.setdefault((found[0].id, goal), []).append(start)
    return tuple(
        Gathering(move, goal, tuple(start for start in gathered if start != apart))
        for (move, goal), gathered in sorted(starts.items())
        if len(gathered) >= GATHERED
    )


def map_arrows(library: Library, apart: str | None = None) -> tuple[Arrow, ...]:
    """The moves as arrows: a move and its way back are one arrow with two heads where both stand alike.

    A gathering has one arrow in place of those of its starts, except for the role that is to be kept `apart`.
    """
    told = {move: found[0].standing == "told" for move, found in library.moves.items() if move[0] != move[1]}
    gathered = {(start, gathering.goal) for gathering in gatherings(library, apart) for start in gathering.starts}
    arrows = [Arrow(gathering.id, gathering.goal, told=False) for gathering in gatherings(library, apart)]
    for (start, goal), standing in sorted(told.items()):
        both = told.get((goal, start)) == standing
        if (start, goal) not in gathered and not (both and goal < start):
            arrows.append(Arrow(start, goal, standing, both))
    return tuple(arrows)
