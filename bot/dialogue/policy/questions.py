"""The questions of a message that puts several: each is a part of the reply."""

import re
from typing import Final

MOST_PARTS: Final = 3
FEWEST_WORDS: Final = 4
"""Words of a question that can stand alone."""

_VERBS: Final = "is|are|was|do|does|did|what|how|which|who|where|when|why|can|could|should|would|must|will"
_BREAK: Final = re.compile(
    rf"(?<=[?!.])\s+|\n+|\s+(?=[ABab12][:)]\s)|,?\s+(?:and|also|plus)\s+(?=(?:{_VERBS})\b)|[;,]\s+(?=(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(rf"^(?:[ABab12][:)]\s*)?(?:and\s+|or\s+|also\s+|so\s+|but\s+)?(?:{_VERBS})\b", re.IGNORECASE)


def questions_in(text: str) -> tuple[str, ...]:
    """The questions in a message, where it holds two or more that can stand alone; else none."""
    pieces = [piece.strip() for piece in _BREAK.split(text) if piece and piece.strip()]
    asked = [piece for piece in pieces if (piece.endswith("?") or _ASKS.match(piece)) and len(piece.split()) >= FEWEST_WORDS]
    return tuple(asked[:MOST_PARTS]) if len(asked) >= 2 else ()
