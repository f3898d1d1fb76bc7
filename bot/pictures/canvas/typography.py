"""Text measurement and line breaking. Sizes and widths are in points.

The font is the DejaVu Sans file that comes with matplotlib, so that pictures do not depend on the installed fonts.
"""

from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

_FOLDER: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FILES: Final = {False: _FOLDER / "DejaVuSans.ttf", True: _FOLDER / "DejaVuSans-Bold.ttf"}
_MISSING_GLYPH: Final = "\u00b7"

CAP_HEIGHT: Final = 0.73
"""Height of a capital letter, as a share of the font size."""
LEADING: Final = 1.28
"""Distance between two baselines, as a share of the font size."""


def font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(fname=_FILES[bold], size=size)


def drawable(text: str) -> str:
    """The text with every character that the font lacks replaced by a dot, so that no picture shows empty boxes."""
    known = get_font(_FILES[False]).get_charmap()
    return "".join(character if ord(character) in known else _MISSING_GLYPH for character in " ".join(text.split()))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text."""
    face = get_font(_FILES[bold])
    face.set_size(size, 144)
    face.set_text(drawable(text), 0.0, flags=LoadFlags.DEFAULT)
    return float(face.get_width_height()[0]) / 64 / 2


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """The text broken into lines of about the same length, each at most `room` wide.

    A line that is still too wide on `most` lines is cut and ends in an ellipsis.
    """
    words = drawable(text).split()
    for lines in range(1, most + 1):
        broken = _balanced(words, lines, size, bold=bold)
        if all(width(line, size, bold=bold) <= room for line in broken):
            return broken
    return [_shorten(line, room, size, bold=bold) for line in _greedy(words, room, size, most, bold=bold)]


def fit(text: str, room: float, sizes: tuple[float, ...], *, bold: bool = False, most: int = 2) -> tuple[list[str], float]:
    """The text as lines, and its font size: the first of the sizes at which no line needs an ellipsis, else the last."""
    for size in sizes:
        lines = wrap(text, room, size, bold=bold, most=most)
        if not any(line.endswith("…") for line in lines):
            break
    return lines, size


def _balanced(words: list[str], lines: int, size: float, *, bold: bool) -> list[str]:
    """The words on at most `lines` lines, broken so that the longest line is as short as possible."""
    if lines == 1 or len(words) < 2:
        return [" ".join(words)]
    splits = [[" ".join(words[:cut]), *_balanced(words[cut:], lines - 1, size, bold=bold)] for cut in range(1, len(words))]
    return min(splits, key=lambda split: max(width(line, size, bold=bold) for line in split))


def _greedy(words: list[str], room: float, size: float, most: int, *, bold: bool) -> list[str]:
    """The words on at most `most` lines: each line is filled before the next begins; the last one takes the rest."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if len(lines) == most or width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shorten(line: str, room: float, size: float, *, bold: bool) -> str:
    if width(line, size, bold=bold) <= room:
        return line
    while line and width(f"{line}…", size, bold=bold) > room:
        line = line[:-1].rstrip()
    return f"{line}…"
