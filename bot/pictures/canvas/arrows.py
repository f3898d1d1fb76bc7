"""Draws an arrow along a polyline."""

from bot.pictures.canvas.canvas import Canvas
from bot.pictures.canvas.geometry import Points


def draw_arrow(
    canvas: Canvas, points: Points, *, colour: str, line: float, dashed: bool, both: bool = False, halo: str | None = None
) -> None:
    """A line with a head at its end, or at both ends. The line ends inside the head, so that the tip stays sharp."""
    length = 6.0 + 2.2 * line
    canvas.curve(_without_ends(points, length * 0.7, both=both), colour=colour, line=line, dashed=dashed, halo=halo)
    for tip, before in ((points[-1], points[:-1]), *(((points[0], points[:0:-1]),) if both else ())):
        far = before[((before - tip) ** 2).sum(axis=1) > (length * 0.8) ** 2]
        origin = far[-1] if len(far) else before[0]
        canvas.arrowhead((tip[0], tip[1]), (tip[0] - origin[0], tip[1] - origin[1]), colour=colour, length=length)


def _without_ends(points: Points, length: float, *, both: bool) -> Points:
    """The polyline without the parts under its heads."""
    keep = ((points - points[-1]) ** 2).sum(axis=1) > length**2
    if both:
        keep &= ((points - points[0]) ** 2).sum(axis=1) > length**2
    return points[keep] if keep.sum() > 1 else points
