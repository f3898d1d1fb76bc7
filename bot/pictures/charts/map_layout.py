"""The layout of the career map: four regions, two by two, with a grid of boxes in each.

The cells of the listed roles were chosen so that the arrows between them are short and seldom cross. A role that is not
listed takes the next free cell of its area; a region grows when it is full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Area
from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.geometry import Rect
from bot.pictures.canvas.routing import Arrow

CORNERS: Final[Mapping[Area, tuple[int, int]]] = {"insights": (0, 0), "leadership": (1, 0), "systems": (0, 1), "models": (1, 1)}
"""Column and row of each area's region. Areas with few moves between them are at opposite corners."""

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
LEAST_GROUPED: Final = 4
"""A discussed transition that leads to one role from at least this many roles is drawn from one shared box."""


@dataclass(frozen=True, slots=True)
class StartGroup:
    """The start roles of a discussed transition that share one box. `id` is the transition's."""

    id: str
    goal: str
    starts: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Rectangles of the map: `whole` is all of it, `regions` and `titles` are by area, `boxes` by id of role or group."""

    whole: Rect
    regions: Mapping[Area, Rect]
    titles: Mapping[Area, Rect]
    boxes: Mapping[str, Rect]


def lay_out(library: Library, groups: Sequence[StartGroup] = (), cells: Mapping[str, tuple[int, int]] | None = None) -> Layout:
    """The rectangles of every region, role and group. `cells` replace those of the library's guidance."""
    areas = {role.id: role.area for role in library.roles.values()}
    areas |= {group.id: areas[group.goal] for group in groups}
    grid = _grid(areas, library.guidance.map_places if cells is None else cells)
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


def _grid(areas: Mapping[str, Area], cells: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Column and row inside its region for every box. Listed boxes come first, the others fill the free cells by id."""
    grid: dict[str, tuple[int, int]] = {}
    for name in sorted(areas, key=lambda name: (name not in cells, name)):
        taken = {cell for other, cell in grid.items() if areas[other] == areas[name]}
        cell = cells.get(name)
        if cell is None or cell in taken:
            in_order = ((index % COLUMNS, index // COLUMNS) for index in range(len(taken) + 1))
            cell = next(free for free in in_order if free not in taken)
        grid[name] = cell
    return grid


def start_groups(library: Library, goal: str | None, ungrouped: str | None = None) -> tuple[StartGroup, ...]:
    """The groups of start roles of discussed transitions to `goal`. `ungrouped` is a role that is left out of every group."""
    starts: dict[str, list[str]] = {}
    for (start, end), found in library.moves.items():
        if start != end == goal and found[0].standing == "discussed" and (end, start) not in library.moves:
            starts.setdefault(found[0].id, []).append(start)
    return tuple(
        StartGroup(move, goal, tuple(start for start in grouped if start != ungrouped))
        for move, grouped in sorted(starts.items())
        if goal is not None and len(grouped) >= LEAST_GROUPED
    )


def map_arrows(
    library: Library, place: str | None = None, goal: str | None = None, ungrouped: str | None = None
) -> tuple[Arrow, ...]:
    """The moves that somebody made, and the discussed ones from `place` or to `goal`, as arrows: all discussed ones together
    would hide the map. A move and its reverse are one arrow with two heads when both have the same standing.

    A group has one arrow instead of one per start role. The role `ungrouped` keeps its own arrows.
    """
    told = {move: found[0].standing == "told" for move, found in library.moves.items() if move[0] != move[1]}
    groups = start_groups(library, goal, ungrouped)
    grouped = {(start, group.goal) for group in groups for start in group.starts}
    arrows = [Arrow(group.id, group.goal, told=False) for group in groups]
    for (start, end), standing in sorted(told.items()):
        both = told.get((end, start)) == standing
        arrow = Arrow(start, end, standing, both)
        if (start, end) not in grouped and not (both and end < start) and (standing or _touches(arrow, place, goal)):
            arrows.append(arrow)
    return tuple(arrows)


def _touches(arrow: Arrow, place: str | None, goal: str | None) -> bool:
    ends = ((arrow.start, arrow.goal), (arrow.goal, arrow.start)) if arrow.both else ((arrow.start, arrow.goal),)
    return any((place is not None and start == place) or (goal is not None and end == goal) for start, end in ends)
