"""Pictures for replies: the career map, a comparison, a path; for moderators questions by week. Nothing is imported for
drawing until something is drawn.
"""

from bot.pictures.render import Drawn, content_key, draw, draw_weeks

__all__ = ["Drawn", "content_key", "draw", "draw_weeks"]
