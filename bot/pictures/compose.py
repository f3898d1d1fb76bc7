"""Which drawing goes with which kind of picture."""

from bot.knowledge.library import Library
from bot.pictures.canvas.canvas import Canvas
from bot.pictures.charts.career_map import draw_map
from bot.pictures.charts.comparison import draw_comparison
from bot.pictures.charts.path_chart import draw_path
from bot.pictures.picture_spec import PictureSpec


def compose(library: Library, subject: PictureSpec) -> Canvas:
    """The finished card; its texts can still be asked for their places."""
    match subject.kind:
        case "map":
            return draw_map(library, subject)
        case "comparison":
            return draw_comparison(library, subject)
        case "path":
            return draw_path(library, subject)
