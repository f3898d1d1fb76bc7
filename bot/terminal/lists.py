"""Lists of roles and topics, and entries looked up by name: a role, a comparison, a path."""

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.errors import UsageError
from bot.knowledge.schema import AREAS
from bot.nlu.query import Query
from bot.terminal.rendering import show_reply


def find_role(advisor: Advisor, name: str) -> str:
    """The id of the role with this id, title or abbreviation; typos are allowed.

    Raises UsageError with suggestions when no role is close enough.
    """
    found = advisor.lookup.role(name)
    if found is not None:
        return found
    similar = [advisor.library.roles[role].name for role in advisor.lookup.nearest_roles(name, most=3)]
    hint = f"did you mean {' or '.join(similar)}?" if similar else "`career-advisor roles` lists them."
    raise UsageError(f"I know no role called '{name}'; {hint}")


def show_roles(console: Console, advisor: Advisor) -> None:
    """Print all roles, sorted by area."""
    table = Table(title="Roles", title_justify="left", title_style="bold cyan")
    for column in ("area", "role", "id", "what it is for"):
        table.add_column(column, no_wrap=column in ("area", "id"))
    for role in sorted(advisor.library.roles.values(), key=lambda r: (AREAS.index(r.area), r.name)):
        table.add_row(role.area, role.name, role.id, Text(role.summary.text))
    console.print(table)


def show_topics(console: Console, advisor: Advisor) -> None:
    """Print all topics, sorted by name."""
    table = Table(title="Topics of advice", title_justify="left", title_style="bold cyan")
    table.add_column("topic")
    table.add_column("id", no_wrap=True)
    for topic in sorted(advisor.library.topics.values(), key=lambda t: t.name):
        table.add_row(Text(topic.name), topic.id)
    console.print(table)


def show_role(console: Console, advisor: Advisor, name: str) -> None:
    """Print the answer about one role. Raises UsageError for a name that is no role."""
    _show_answer(console, advisor, Query.of_roles("role", (find_role(advisor, name),), name))


def show_comparison(console: Console, advisor: Advisor, names: Sequence[str]) -> None:
    """Print a comparison. Raises UsageError unless the names are those of two to four different roles."""
    roles = tuple(dict.fromkeys(find_role(advisor, name) for name in names))
    if not 2 <= len(roles) <= 4:
        raise UsageError("Name two to four different roles to compare.")
    _show_answer(console, advisor, Query.of_roles("compare", roles, " ".join(names)))


def show_path(console: Console, advisor: Advisor, start: str, goal: str) -> None:
    """Print the path between two roles. Raises UsageError unless the names are those of two different roles."""
    first, last = find_role(advisor, start), find_role(advisor, goal)
    if first == last:
        raise UsageError("The start and the goal are the same role; name two different ones.")
    _show_answer(console, advisor, Query.of_move(first, last, f"{start} {goal}"))


def _show_answer(console: Console, advisor: Advisor, query: Query) -> None:
    reply, _ = advisor.answer(query, Conversation(), 0.0)
    show_reply(console, replace(reply, follow_ups=()), advisor.library)
