"""The career map: every role in the region of its area, the moves between them, and the user's role and goal."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.answers.reply import join_names, lowercase_name
from bot.knowledge.library import Library
from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.arrows import draw_arrow
from bot.pictures.canvas.canvas import Canvas
from bot.pictures.canvas.geometry import Points, Rect
from bot.pictures.canvas.routing import Arrow, route
from bot.pictures.charts.map_layout import MARGIN, WIDTH, StartGroup, lay_out, map_arrows, start_groups
from bot.pictures.marks import mark_label
from bot.pictures.picture_spec import PictureSpec
from bot.pictures.table_data import marked_moves

NAME_SIZES: Final = (13.0, 12.5, 12.0, 11.0, 10.0)
MARK_SIZE: Final = 10.0
LEGEND: Final = 58.0
FOOTNOTE: Final = 19.0


def draw_map(library: Library, spec: PictureSpec) -> Canvas:
    """The finished map."""
    ungrouped = _ungrouped_role(library, spec)
    groups = start_groups(library, spec.goal, ungrouped)
    layout = lay_out(library, groups)
    obstacles = tuple(title.expanded(5) for title in layout.titles.values())
    arrows = map_arrows(library, spec.place, spec.goal, ungrouped)
    curves = route(layout.boxes, arrows, layout.whole, obstacles)
    footnotes = _footnotes(library, groups)
    bottom = layout.whole.y + layout.whole.height
    canvas = Canvas(WIDTH, bottom + LEGEND + FOOTNOTE * len(footnotes))
    canvas.text(MARGIN + 4, 42, "Career map", size=palette.TITLE, bold=True)
    canvas.text(MARGIN + 4, 64, _subtitle(library, spec), size=palette.SUBTITLE, colour=palette.SOFT)
    for area, region in layout.regions.items():
        canvas.box(region.x, region.y, region.width, region.height, fill=palette.PANEL[area], radius=14)
    _draw_arrows(canvas, library, spec, curves)
    for area, title in layout.titles.items():
        middle = title.y + title.height / 2
        canvas.lines(title.x, middle, [area.capitalize()], size=palette.HEADING, bold=True, colour=palette.AREA[area])
    for role in library.roles:
        _draw_role(canvas, library, spec, role, layout.boxes[role])
    for group in groups:
        _draw_group(canvas, group, layout.boxes[group.id])
    _draw_legend(canvas, bottom + 30, footnotes)
    return canvas


def _ungrouped_role(library: Library, spec: PictureSpec) -> str | None:
    """The user's role, when one of its highlighted moves would otherwise be drawn from a box of several roles."""
    marked = marked_moves(library, spec) or frozenset()
    return spec.place if any((spec.place, group.goal) in marked for group in start_groups(library, spec.goal)) else None


def _subtitle(library: Library, spec: PictureSpec) -> str:
    if spec.place and spec.goal:
        way = marked_moves(library, spec)
        return "The way over known moves is drawn thick." if way else "No known moves lead from your place to your goal."
    if spec.place:
        return "The known moves from your place are drawn thick."
    if spec.goal:
        return "The known moves to your goal are drawn thick."
    return "The roles by area, and the moves that somebody in our documents made."


def _draw_arrows(canvas: Canvas, library: Library, spec: PictureSpec, curves: dict[Arrow, Points]) -> None:
    """Draw the highlighted and the told arrows last, so that they cover the others."""
    marked = marked_moves(library, spec)

    def thick(arrow: Arrow) -> bool:
        if marked is None:
            return False
        grouped = arrow.start not in library.roles and arrow.goal == spec.goal and spec.place is None
        return grouped or (arrow.start, arrow.goal) in marked or (arrow.both and (arrow.goal, arrow.start) in marked)

    for arrow in sorted(curves, key=lambda arrow: (thick(arrow), arrow.told)):
        colour = palette.TOLD if arrow.told else palette.DISCUSSED
        if marked is not None:
            colour = palette.ACCENT if thick(arrow) else palette.FADED
        line = (2.0 if arrow.told else 1.2) + (1.4 if thick(arrow) else 0.0)
        draw_arrow(canvas, curves[arrow], colour=colour, line=line, dashed=not arrow.told, both=arrow.both)


def _draw_role(canvas: Canvas, library: Library, spec: PictureSpec, role: str, box: Rect) -> None:
    entry = library.roles[role]
    mark = mark_label(spec, role)
    name, size = typography.fit(entry.name, box.width - 12, NAME_SIZES, bold=True)
    x, y = box.middle
    if mark is None:
        canvas.box(box.x, box.y, box.width, box.height, fill=palette.BOX, edge=palette.AREA[entry.area])
        canvas.lines(x, y, name, size=size, bold=True, align="center")
        return
    filled = role == spec.place
    ink = palette.ON_ACCENT if filled else palette.ACCENT
    fill = palette.ACCENT if filled else palette.BOX
    canvas.box(box.x, box.y, box.width, box.height, fill=fill, edge=palette.ACCENT, line=2.8)
    canvas.lines(x, box.y + 12, [mark], size=MARK_SIZE, bold=True, colour=ink, align="center")
    canvas.lines(x, y + 8.5, name, size=min(size, 12.0), bold=True, colour=ink if filled else palette.INK, align="center")


def _draw_group(canvas: Canvas, group: StartGroup, box: Rect) -> None:
    canvas.lines(
        *box.middle, [f"from {len(group.starts)}", "other roles*"], size=palette.SMALL, colour=palette.SOFT, align="center"
    )


def _footnotes(library: Library, grouped: Sequence[StartGroup]) -> list[str]:
    """The lines that name the roles of each group, and the group's goal when there are several groups."""
    notes = []
    for group in grouped:
        where = f"to {lowercase_name(library.roles[group.goal].name)}: " if len(grouped) > 1 else ""
        notes.append(f"* {where}{join_names(lowercase_name(name) for name in library.role_names(group.starts))}")
    return [line for note in notes for line in typography.wrap(note, WIDTH - 2 * MARGIN - 8, palette.SMALL, most=3)]


def _draw_legend(canvas: Canvas, y: float, footnotes: list[str]) -> None:
    x = MARGIN + 4
    for told, text in ((True, "told: somebody made this move"), (False, "discussed, but told by nobody")):
        points = np.linspace((x, y), (x + 42, y), 60)
        colour = palette.TOLD if told else palette.DISCUSSED
        draw_arrow(canvas, points, colour=colour, line=2.0 if told else 1.2, dashed=not told)
        canvas.lines(x + 52, y, [text], size=palette.SMALL, colour=palette.SOFT)
        x += 52 + typography.width(text, palette.SMALL) + 34
    for index, line in enumerate(footnotes):
        canvas.lines(MARGIN + 4, y + FOOTNOTE * (index + 1) + 3, [line], size=palette.SMALL, colour=palette.SOFT)
