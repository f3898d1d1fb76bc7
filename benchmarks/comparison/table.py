"""The table: one row per figure, one column per contender."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rich import box
from rich.table import Table

from benchmarks.comparison import figures
from benchmarks.comparison.figures import KINDS, Judged, Outcome
from benchmarks.comparison.questions import Group
from benchmarks.comparison.sealed import Totals

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One figure of every contender, as text. `starts_part`: the terminal shows a line above it."""

    what: str
    cells: tuple[str, ...]
    starts_part: bool = False


@dataclass
class Rows:
    """Collects the rows of the table."""

    outcomes: Sequence[Outcome]
    found: list[Row] = field(default_factory=list)

    def add(self, what: str, figure: Callable[[Outcome], str], *, starts_part: bool = False) -> None:
        self.found.append(Row(what, tuple(figure(outcome) for outcome in self.outcomes), starts_part))

    def share(self, what: str, of: Callable[[Outcome], float | None], *, starts_part: bool = False) -> None:
        self.add(what, lambda outcome: _percent(of(outcome)), starts_part=starts_part)


def rows(outcomes: Sequence[Outcome], groups: Sequence[Group]) -> list[Row]:
    """All rows of the table."""
    table = Rows(outcomes)
    single = [group for group in groups if not group.dialogues and not group.typos]
    typos = [group for group in groups if group.typos]
    talks = [group for group in groups if group.dialogues]
    table.add("single questions", lambda o: str(len(o.among(single))))
    _quality(table, single)
    table.share("with typos: right", lambda o: figures.right(o.among(typos)), starts_part=True)
    table.share("in dialogues: right", lambda o: figures.right(o.among(talks)))
    table.add("follows a talk", lambda o: "yes" if o.state else "no, no state")
    for group in groups:
        table.share(f"{group.name}: right", _right_in(group), starts_part=group is groups[0])
    if any(outcome.sealed for outcome in outcomes):
        _sealed(table)
    table.add("median ms per question", lambda o: f"{o.median:.2f}", starts_part=True)
    table.add("99th of 100, ms", lambda o: f"{o.slowest:.2f}")
    table.add("memory added, MB", lambda o: f"{o.megabytes:.0f}")
    table.add("time to build, s", lambda o: f"{o.build_seconds:.1f}")
    return table.found


def _quality(table: Rows, groups: Sequence[Group]) -> None:
    def over(figure: Callable[[list[Judged]], float]) -> Callable[[Outcome], float]:
        return lambda outcome: figure(outcome.among(groups))

    table.share("right, with second parts", over(figures.right))
    table.share("right at first place", over(figures.first))
    for kind in KINDS:
        table.share(f"· {kind.replace('_', ' ')}", _first_of(kind, groups))
    table.share("right in first three", over(figures.in_three))
    table.share("topic of advice first", over(figures.topic_first))
    table.share("wrong and confident", over(figures.wrong_and_confident))
    table.share("refused rightly", over(figures.refused_rightly))
    table.share("refused wrongly", over(figures.refused_wrongly))


def _first_of(kind: str, groups: Sequence[Group]) -> Callable[[Outcome], float | None]:
    return lambda outcome: figures.first_by_kind(outcome.among(groups)).get(kind)


def _right_in(group: Group) -> Callable[[Outcome], float]:
    return lambda outcome: figures.right(outcome.among([group]))


def _sealed(table: Rows) -> None:
    def of_sealed(figure: Callable[[Totals], float]) -> Callable[[Outcome], float | None]:
        return lambda outcome: figure(outcome.sealed) if outcome.sealed else None

    table.share("sealed: right", of_sealed(lambda totals: totals.right), starts_part=True)
    table.share("sealed: topic of advice first", of_sealed(lambda totals: totals.topic_first))
    table.share("sealed: wrong and confident", of_sealed(lambda totals: totals.wrong_and_confident))
    table.share("sealed: refused rightly", of_sealed(lambda totals: totals.refused))
    table.share("sealed: refused wrongly", of_sealed(lambda totals: totals.wrongly_refused))


def _percent(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.1f} %"


def for_terminal(found: Sequence[Row], outcomes: Sequence[Outcome]) -> Table:
    table = Table(title="The same questions through every tool", title_justify="left", box=box.SIMPLE)
    table.add_column("")
    for outcome in outcomes:
        table.add_column(outcome.name, justify="right")
    for row in found:
        if row.starts_part:
            table.add_section()
        table.add_row(row.what, *row.cells)
    return table


def as_markdown(found: Sequence[Row], outcomes: Sequence[Outcome]) -> str:
    return "\n".join(_markdown_lines(found, outcomes))


def _markdown_lines(found: Sequence[Row], outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"| | {' | '.join(outcome.name for outcome in outcomes)} |"
    yield f"|---|{'---:|' * len(outcomes)}"
    for row in found:
        yield f"| {row.what} | {' | '.join(row.cells)} |"
