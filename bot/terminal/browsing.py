"""Looking things up by name: roles, one role, a comparison, a path, topics."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.advisor.advisor import Advisor
from bot.advisor.conversation import Conversation
from bot.errors import UsageError
from bot.terminal.rendering import show_reply

SIMILAR: float = 55.0
"""Names at least this similar (rapidfuzz ratio, 0 to 100) are suggested for one that is not known."""


def find_role(advisor: Advisor, name: str) -> str:
    """The role meant by an id, a title or an abbreviation, typos allowed. Raises UsageError with suggestions."""
    if name in advisor.library.roles:
        return name
    roles = advisor.matcher.read(f"what does a {name} do").parsed.roles
    if len(roles) == 1:
        return roles[0]
    names = {role.id: role.name for role in advisor.library.roles.values()}
    near = process.extract(
        name.lower(), {k: v.lower() for k, v in names.items()}, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3
    )
    hint = f"did you mean {' or '.join(names[key] for _, _, key in near)}?" if near else "`career-advisor roles` lists them."
    raise UsageError(f"I know no role called '{name}'; {hint}")


def show_roles(console: Console, advisor: Advisor) -> None:
    table = Table(title="Roles", title_justify="left", title_style="bold cyan")
    for column in ("area", "role", "id", "what it is for"):
        table.add_column(column, no_wrap=column in ("area", "id"))
    areas = ("insights", "models", "systems", "leadership")
    for role in sorted(advisor.library.roles.values(), key=lambda r: (areas.index(r.area), r.name)):
        table.add_row(role.area, role.name, role.id, Text(role.summary.text))
    console.print(table)


def show_topics(console: Console, advisor: Advisor) -> None:
    table = Table(title="Topics of advice", title_justify="left", title_style="bold cyan")
    table.add_column("topic")
    table.add_column("id", no_wrap=True)
    for topic in sorted(advisor.library.topics.values(), key=lambda t: t.name):
        table.add_row(Text(topic.name), topic.id)
    console.print(table)


def show_role(console: Console, advisor: Advisor, name: str) -> None:
    role = find_role(advisor, name)
    _ask(console, advisor, f"What does a {advisor.library.roles[role].name} do?")


def show_comparison(console: Console, advisor: Advisor, names: Sequence[str]) -> None:
    roles = list(dict.fromkeys(find_role(advisor, name) for name in names))
    if not 2 <= len(roles) <= 4:
        raise UsageError("Name two to four different roles to compare.")
    _ask(console, advisor, " vs ".join(advisor.library.roles[role].name for role in roles))


def show_path(console: Console, advisor: Advisor, start: str, goal: str) -> None:
    first, last = find_role(advisor, start), find_role(advisor, goal)
    if first == last:
        raise UsageError("The start and the goal are the same role; name two different ones.")
    _ask(console, advisor, f"How do I get from {advisor.library.roles[first].name} to {advisor.library.roles[last].name}?")


def _ask(console: Console, advisor: Advisor, question: str) -> None:
    reply, _ = advisor.reply(question, Conversation(), 0.0)
    show_reply(console, replace(reply, follow_ups=()), advisor.library)
