"""`career-advisor map`: the career map as a PNG file."""

from pathlib import Path

from bot.advisor import Advisor
from bot.answers.reply import Picture
from bot.errors import UsageError
from bot.pictures import draw
from bot.terminal.lists import find_role


def write_map(advisor: Advisor, place: str | None, goal: str | None, file: Path) -> str:
    """Write the map with the two named roles marked. The text to print: the file's path and the map's alt text.

    Raises UsageError for a name that is no role, and for a file that cannot be written.
    """
    here, there = (name and find_role(advisor, name) for name in (place, goal))
    drawn = draw(advisor.library, Picture("map"), place=here, goal=there)
    try:
        file.write_bytes(drawn.png)
    except OSError as error:
        raise UsageError(f"I cannot write {file}: {error.strerror}.") from None
    return f"{file}\n\n{drawn.alt}"
