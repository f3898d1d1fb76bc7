"""Draws a picture with the chart of its kind."""

from bot.knowledge.library import Library
from bot.pictures.canvas.canvas import Canvas
from bot.pictures.charts.career_map import draw_map
from bot.pictures.charts.comparison import draw_comparison
from bot.pictures.charts.path_chart import draw_path
from bot.pictures.picture_spec import PictureSpec


def compose(library: Library, spec: PictureSpec) -> Canvas:
    """The drawn canvas, not yet rendered to PNG; tests measure the positions of its texts."""
    match spec.kind:
        case "map":
            return draw_map(library, spec)
        case "comparison":
            return draw_comparison(library, spec)
        case "path":
            return draw_path(library, spec)
