"""The comparison of two to four roles: a column per role, a row per skill, and how often each is a first job."""

from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Role
from bot.pictures.canvas import palette, typography
from bot.pictures.canvas.canvas import Canvas
from bot.pictures.canvas.geometry import Rect
from bot.pictures.marks import mark_label
from bot.pictures.picture_spec import PictureSpec
from bot.pictures.table_data import FIRST_JOB, Comparison, Need, Row, compare_skills

WIDTHS: Final = {2: 560.0, 3: 640.0, 4: 700.0}
MARGIN: Final = 22.0
LABELS: Final = {2: 238.0, 3: 222.0, 4: 200.0}
GAP: Final = 8.0
TOP: Final = 70.0
HEADER: Final = 54.0
"""Height of a column's header without the lines of the role's name."""
FIRST_JOB_ROW: Final = 48.0
GROUP: Final = 34.0
ROW: Final = 34.0
SECOND_LINE: Final = 12.0
LEGEND: Final = 56.0
LEFT_OUT: Final = 24.0

NAME_SIZES: Final = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
LABEL_SIZE: Final = 13.5


def draw_comparison(library: Library, spec: PictureSpec) -> Canvas:
    """The finished comparison."""
    roles = [library.roles[role] for role in spec.roles]
    table = compare_skills(library, spec.roles)
    columns = _columns(len(roles))
    size = min(_fit_name(role, width)[1] for role, (_, width) in zip(roles, columns, strict=True))
    names = [_fit_name(role, width, (size,))[0] for role, (_, width) in zip(roles, columns, strict=True)]
    header_height = HEADER + max(map(len, names)) * size * typography.LEADING
    groups = [
        (title, [(row, _fit_label(library, row, len(roles))) for row in rows])
        for title, rows in _groups(table, len(roles))
        if rows
    ]
    rows = sum(GROUP + sum(_row_height(label) for _, label in labelled) for _, labelled in groups)
    bottom = TOP + header_height + FIRST_JOB_ROW + rows + 12
    canvas = Canvas(WIDTHS[len(roles)], bottom + LEGEND + (LEFT_OUT if table.left_out else 0))
    canvas.text(MARGIN, 44, "Side by side", size=palette.TITLE, bold=True)
    for role, name, (x, width) in zip(roles, names, columns, strict=True):
        mark = mark_label(spec, role.id)
        column = Rect(x, TOP, width, bottom - TOP)
        _draw_header(canvas, role, name, column, mark=mark, size=size, height=header_height)
    _draw_first_job(canvas, roles, columns, TOP + header_height)
    y = TOP + header_height + FIRST_JOB_ROW
    for title, labelled in groups:
        canvas.lines(MARGIN, y + GROUP / 2 + 3, [title], size=palette.SMALL, bold=True, colour=palette.SOFT)
        y += GROUP
        for row, label in labelled:
            _draw_row(canvas, roles, row, columns, y=y, label=label)
            y += _row_height(label)
    _draw_legend(canvas, table, bottom)
    return canvas


def _groups(table: Comparison, count: int) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    both = "Both need" if count == 2 else "All need"
    return (both, table.shared), ("Some need", table.partly), ("Only one needs", table.single)


def _columns(count: int) -> list[tuple[float, float]]:
    """(left edge, width) of each role's column."""
    room = WIDTHS[count] - 2 * MARGIN - LABELS[count]
    width = (room - GAP * (count - 1)) / count
    return [(MARGIN + LABELS[count] + index * (width + GAP), width) for index in range(count)]


def _fit_label(library: Library, row: Row, count: int) -> list[str]:
    return typography.wrap(library.skills[row.skill].name, LABELS[count] - 8, LABEL_SIZE, most=2)


def _row_height(label: list[str]) -> float:
    return ROW + SECOND_LINE * (len(label) - 1)


def _fit_name(role: Role, width: float, sizes: tuple[float, ...] = NAME_SIZES) -> tuple[list[str], float]:
    return typography.fit(role.name, width - 10, sizes, bold=True, most=3)


def _draw_header(
    canvas: Canvas, role: Role, name: list[str], column: Rect, *, mark: str | None, size: float, height: float
) -> None:
    """The column's background and header: the role's name, and under it its area or the user's mark."""
    edge = palette.ACCENT if mark else None
    canvas.box(column.x, column.y, column.width, column.height, fill=palette.PANEL[role.area], edge=edge, radius=12, line=2)
    middle = column.middle[0]
    canvas.lines(middle, TOP + (height - 18) / 2, name, size=size, bold=True, align="center")
    under, colour = (mark, palette.ACCENT) if mark else (role.area, palette.AREA[role.area])
    canvas.lines(middle, TOP + height - 17, [under], size=11.5, bold=bool(mark), colour=colour, align="center")


def _draw_first_job(canvas: Canvas, roles: list[Role], columns: list[tuple[float, float]], y: float) -> None:
    _rule(canvas, y)
    canvas.lines(MARGIN, y + FIRST_JOB_ROW / 2, ["As a first job"], size=LABEL_SIZE)
    for role, (x, width) in zip(roles, columns, strict=True):
        text = FIRST_JOB[role.entry.level]
        canvas.lines(x + width / 2, y + FIRST_JOB_ROW / 2, [text], size=LABEL_SIZE, bold=True, align="center")


def _draw_row(
    canvas: Canvas, roles: list[Role], row: Row, columns: list[tuple[float, float]], *, y: float, label: list[str]
) -> None:
    _rule(canvas, y)
    middle = y + _row_height(label) / 2
    canvas.lines(MARGIN, middle, label, size=LABEL_SIZE)
    for role, need, (x, width) in zip(roles, row.needs, columns, strict=True):
        _draw_need(canvas, x + width / 2, middle, need, palette.AREA[role.area])


def _draw_need(canvas: Canvas, x: float, y: float, need: Need | None, colour: str) -> None:
    if need == "main":
        canvas.disc(x, y, 8.0, fill=colour, edge=colour)
    elif need == "useful":
        canvas.disc(x, y, 7.0, fill=palette.CARD, edge=colour)


def _rule(canvas: Canvas, y: float) -> None:
    canvas.box(MARGIN, y - 0.5, canvas.width - 2 * MARGIN, 1.0, fill=palette.RULE, radius=0.1)


def _draw_legend(canvas: Canvas, table: Comparison, bottom: float) -> None:
    y = bottom + 28
    x = MARGIN + 8
    marks: tuple[tuple[Need, str], ...] = (("main", "main skill"), ("useful", "useful"))
    for need, text in marks:
        _draw_need(canvas, x, y, need, palette.SOFT)
        canvas.lines(x + 18, y, [text], size=palette.SMALL, colour=palette.SOFT)
        x += 18 + typography.width(text, palette.SMALL) + 30
    if table.left_out:
        more = f"{table.left_out} more skill{'s' if table.left_out > 1 else ''} left out for room"
        canvas.lines(MARGIN, y + 24, [more], size=palette.SMALL, colour=palette.SOFT)
