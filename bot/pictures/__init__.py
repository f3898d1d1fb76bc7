"""Pictures for replies (the career map, a comparison, a path) and, for moderators, a chart of questions by week.

matplotlib is imported when the first picture is drawn, not before.
"""

from bot.pictures.render import Drawn, draw, draw_weeks

__all__ = ["Drawn", "draw", "draw_weeks"]
