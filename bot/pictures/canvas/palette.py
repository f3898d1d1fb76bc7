"""Colours and font sizes of all pictures.

The same dark card suits Discord's dark and light themes. The colours of the areas are from the palette of Okabe and Ito,
lightened for a dark background: colour-blind readers can tell them apart. No information is given by colour alone.
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

TEXT_ON_BACKGROUND: Final[tuple[tuple[str, str], ...]] = (
    *((ink, background) for ink in (INK, SOFT) for background in (CARD, BOX, *PANEL.values())),
    *((ACCENT, background) for background in (CARD, BOX)),
    *((AREA[area], background) for area in AREA for background in (CARD, PANEL[area])),
    (ON_ACCENT, ACCENT),
)
"""Every text colour with every background on which it is used; a test checks the contrast of each pair."""

TITLE: Final = 22.0
SUBTITLE: Final = 12.5
HEADING: Final = 15.0
BODY: Final = 14.0
SMALL: Final = 12.0
"""Font sizes in points; a picture has two pixels per point."""
