"""Colours and sizes of every picture.

One dark card for both of Discord's themes: it sits quietly on the dark one and reads as a card on the light one. The
hues of the areas are Okabe and Ito's, lightened for a dark ground; they stay apart for colour-blind readers, and nothing
is told by hue alone.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.knowledge.schema import Area

CARD: Final = "#1d212b"
CARD_EDGE: Final = "#4a5265"
BOX: Final = "#2b3140"
RULE: Final = "#373e4f"
INK: Final = "#f3f5f9"
SOFT: Final = "#b3bccd"
ACCENT: Final = "#ffd166"
ON_ACCENT: Final = "#1d212b"

TOLD: Final = "#e4e8f0"
DISCUSSED: Final = "#8e99b0"
FADED: Final = "#475065"

AREA: Final[Mapping[Area, str]] = MappingProxyType(
    {"insights": "#6cc3f2", "models": "#f0ad3c", "systems": "#45cfa3", "leadership": "#ea9bc8"}
)
PANEL: Final[Mapping[Area, str]] = MappingProxyType(
    {"insights": "#202c3a", "models": "#2e2a26", "systems": "#1f2f31", "leadership": "#2e2735"}
)

TEXT_ON_GROUND: Final[tuple[tuple[str, str], ...]] = (
    *((ink, ground) for ink in (INK, SOFT) for ground in (CARD, BOX, *PANEL.values())),
    *((ACCENT, ground) for ground in (CARD, BOX)),
    *((AREA[area], ground) for area in AREA for ground in (CARD, PANEL[area])),
    (ON_ACCENT, ACCENT),
)
"""Every colour of text with every ground that it may stand on."""

TITLE: Final = 22.0
SUBTITLE: Final = 12.5
HEADING: Final = 15.0
BODY: Final = 14.0
SMALL: Final = 12.0
"""Sizes of type in points; a picture has two pixels to the point."""
