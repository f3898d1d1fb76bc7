"""Pictures for replies: the career map, a comparison, a path. Nothing is imported for drawing until something is drawn."""

from bot.pictures.drawing import Drawn, content_key, draw

__all__ = ["Drawn", "content_key", "draw"]
