"""Questions by week: one stacked bar per week, of answered and declined questions."""

from collections.abc import Sequence
from typing import Final

from bot.pictures.canvas import palette
from bot.pictures.canvas.canvas import Canvas

WIDTH: Final = 560.0
HEIGHT: Final = 300.0
LEFT: Final = 72.0
RIGHT: Final = 22.0
TOP: Final = 66.0
BOTTOM: Final = 244.0
"""The y coordinate at which the bars stand."""

LEAST_BARS: Final = 6
"""The axis has room for at least so many bars, so that a single one is not as wide as the chart."""

MOST_LABELS: Final = 6
"""At most so many weeks have a label below their bar."""

ANSWERED: Final = palette.AREA["insights"]
DECLINED: Final = palette.AREA["models"]

Bar = tuple[str, int, int]
"""(label of the week, answered questions, declined questions)."""


def chart_weeks(bars: Sequence[Bar]) -> Canvas:
    """The finished chart, oldest week first. Raises ValueError when no question was asked."""
    highest = max((answered + declined for _, answered, declined in bars), default=0)
    if not highest:
        raise ValueError("No questions have been asked yet.")
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text(RIGHT, 44, "Questions a week", size=palette.TITLE, bold=True)
    for count in sorted({0, highest // 2, highest}):
        y = _y_of(count, highest)
        canvas.box(LEFT, y - 0.5, WIDTH - LEFT - RIGHT, 1.0, fill=palette.RULE, radius=0.1)
        canvas.lines(LEFT - 8, y, [str(count)], size=palette.SMALL, colour=palette.SOFT, align="right")
    step = (WIDTH - LEFT - RIGHT) / max(len(bars), LEAST_BARS)
    every = -(-len(bars) // MOST_LABELS)
    for number, (label, answered, declined) in enumerate(bars):
        x = LEFT + step * number + step * 0.18
        middle, top = _y_of(answered, highest), _y_of(answered + declined, highest)
        if answered:
            canvas.box(x, middle, step * 0.64, BOTTOM - middle, fill=ANSWERED, radius=0.1)
        if declined:
            canvas.box(x, top, step * 0.64, middle - top, fill=DECLINED, radius=0.1)
        if (len(bars) - 1 - number) % every == 0:
            canvas.text(x + step * 0.32, BOTTOM + 18, label, size=palette.SMALL, colour=palette.SOFT, align="center")
    for x, colour, text in ((LEFT, ANSWERED, "answered"), (LEFT + 110, DECLINED, "declined")):
        canvas.box(x, HEIGHT - 29, 10, 10, fill=colour, radius=2)
        canvas.lines(x + 18, HEIGHT - 24, [text], size=palette.SMALL, colour=palette.SOFT)
    return canvas


def _y_of(count: int, highest: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * count / highest
