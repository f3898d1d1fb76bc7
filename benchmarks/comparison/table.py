"""The table: one row for each figure, one column for each contender."""

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
    """A figure of every contender as text."""

    what: str
    cells: tuple[str, ...]
    starts_part: bool = False


@dataclass
class Rows:
    """Collects the rows for the contenders of a run."""

    outcomes: Sequence[Outcome]
    found: list[Row] = field(default_factory=list)

    def add(self, what: str, tell: Callable[[Outcome], str], *, starts_part: bool = False) -> None:
        self.found.append(Row(what, tuple(tell(outcome) for outcome in self.outcomes), starts_part))

    def share(self, what: str, of: Callable[[Outcome], float | None], *, starts_part: bool = False) -> None:
        self.add(what, lambda outcome: _percent(of(outcome)), starts_part=starts_part)


def rows(outcomes: Sequence[Outcome], groups: Sequence[Group]) -> list[Row]:
    made = Rows(outcomes)
    alone = [group for group in groups if not group.dialogues and not group.typos]
    typos = [group for group in groups if group.typos]
    talks = [group for group in groups if group.dialogues]
    made.add("single questions", lambda o: str(len(o.among(alone))))
    _quality(made, alone)
    made.share("with typos: right", lambda o: figures.right(o.among(typos)), starts_part=True)
    made.share("in dialogues: right", lambda o: figures.right(o.among(talks)))
    made.add("follows a talk", lambda o: "yes" if o.state else "no, no state")
    for group in groups:
        made.share(f"{group.name}: right", _right_in(group), starts_part=group is groups[0])
    if any(outcome.sealed for outcome in outcomes):
        _sealed(made)
    made.add("median ms per question", lambda o: f"{o.median:.2f}", starts_part=True)
    made.add("99th of 100, ms", lambda o: f"{o.slowest:.2f}")
    made.add("memory added, MB", lambda o: f"{o.megabytes:.0f}")
    made.add("time to build, s", lambda o: f"{o.build_seconds:.1f}")
    return made.found


def _quality(made: Rows, groups: Sequence[Group]) -> None:
    def over(tell: Callable[[list[Judged]], float]) -> Callable[[Outcome], float]:
        return lambda outcome: tell(outcome.among(groups))

    made.share("right, with second parts", over(figures.right))
    made.share("right at first place", over(figures.first))
    for kind in KINDS:
        made.share(f"· {kind.replace('_', ' ')}", _first_of(kind, groups))
    made.share("right in first three", over(figures.in_three))
    made.share("topic of advice first", over(figures.topic_first))
    made.share("wrong and confident", over(figures.wrong_and_confident))
    made.share("refused rightly", over(figures.refused_rightly))
    made.share("refused wrongly", over(figures.refused_wrongly))


def _first_of(kind: str, groups: Sequence[Group]) -> Callable[[Outcome], float | None]:
    return lambda outcome: figures.first_by_kind(outcome.among(groups)).get(kind)


def _right_in(group: Group) -> Callable[[Outcome], float]:
    return lambda outcome: figures.right(outcome.among([group]))


def _sealed(made: Rows) -> None:
    def told(tell: Callable[[Totals], float]) -> Callable[[Outcome], float | None]:
        return lambda outcome: tell(outcome.sealed) if outcome.sealed else None

    made.share("sealed: right", told(lambda totals: totals.right), starts_part=True)
    made.share("sealed: topic of advice first", told(lambda totals: totals.topic_first))
    made.share("sealed: wrong and confident", told(lambda totals: totals.wrong_and_confident))
    made.share("sealed: refused rightly", told(lambda totals: totals.refused))
    made.share("sealed: refused wrongly", told(lambda totals: totals.wrongly_refused))


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
