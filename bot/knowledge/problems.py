"""Problems in knowledge files, in words that let a curator correct them."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import EXIT_PROBLEMS, UserError


def printable(text: str) -> str:
    """The text on one line, with unprintable characters replaced."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file. `line` and `column` count from 1; `file` is relative to the knowledge folder."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.line}:{self.column}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault and its remedy; printed as `file:line:column: message`, always on one line."""

    place: Place
    message: str

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.message}")


class KnowledgeError(UserError):
    """The knowledge cannot be used; `problems` holds every reason, sorted by place."""

    exit_code = EXIT_PROBLEMS

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        first = f"; the first: {self.problems[0]}" if self.problems else ""
        super().__init__(f"The knowledge has {count} {noun}{first}")

    @property
    def report(self) -> str:
        """Every problem on a line of its own."""
        return "\n".join(map(str, self.problems))
