"""`career-advisor evaluate`: the totals of each file, credit per kind, and failures, as tables or as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.advisor import Advisor
from bot.evaluation.cases import read_cases
from bot.evaluation.runner import evaluate
from bot.evaluation.verdicts import Totals, Verdict

_ROWS = (
    ("questions", "questions"),
    ("right", "read right"),
    ("wrong_and_confident", "wrong and confident"),
    ("out_of_scope_refused", "out of scope, refused"),
    ("in_scope_refused", "in scope, refused"),
    ("topic_first", "topic of advice first"),
    ("topic_in_three", "topic of advice in three"),
    ("two_parts", "replies in two parts"),
    ("asked_back", "asked back"),
)


def run_evaluation(
    advisor: Advisor, files: Sequence[Path], out: Console, progress_to: Console, *, as_json: bool, failures: bool
) -> None:
    """Evaluate each file and print its results to `out`, all of them as one JSON object if `as_json`.

    A progress bar goes to `progress_to` if that is a terminal. Raises CasesError for a file that cannot be read as
    labelled questions, before anything is asked.
    """
    results: dict[str, Totals] = {}
    cases = {file: read_cases(file) for file in files}
    names = [file.name for file in cases]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=progress_to, transient=True, disable=not progress_to.is_terminal) as progress:
        for file, questions in cases.items():
            task = progress.add_task(file.name, total=len(questions))
            totals = results[file.name if names.count(file.name) == 1 else str(file)] = Totals()
            for verdict in evaluate(advisor, questions):
                totals.verdicts.append(verdict)
                progress.advance(task)
    if as_json:
        out.print(json.dumps({name: totals.as_dict() for name, totals in results.items()}), soft_wrap=True, markup=False)
        return
    for name, totals in results.items():
        _print_totals(out, name, totals, failures=failures)


def _print_totals(out: Console, name: str, totals: Totals, *, failures: bool) -> None:
    figures = totals.as_dict()
    table = Table(title=escape(name), title_justify="left", title_style="bold")
    table.add_column("measure")
    table.add_column("figure", justify="right")
    for key, label in _ROWS:
        value = figures[key]
        table.add_row(label, str(value) if key == "questions" else f"{value:.1%}")
    for kind, (credit, count) in totals.per_kind().items():
        table.add_row(f"  {kind}", f"{credit:g} of {count}")
    out.print(table)
    if failures and totals.failures:
        out.print(f"[bold]Failures[/] ({len(totals.failures)})")
        for verdict in totals.failures:
            out.print(f"  {escape(_describe_failure(verdict))}", soft_wrap=True)


def _describe_failure(verdict: Verdict) -> str:
    case = verdict.case
    wanted = _describe_reading(case.label.kind, case.label.roles, case.label.from_, case.label.to, case.label.topics[:1])
    got = _describe_reading(verdict.kind, verdict.roles, verdict.start, verdict.goal, verdict.topics[:1])
    also = f" and {verdict.also}" if verdict.also else ""
    asked = f", asked: {', '.join(verdict.offered)}" if verdict.offered else ""
    return f"{case.id}: {case.text!r}: wanted {wanted}, got {got}{also}{asked}"


def _describe_reading(kind: str, roles: Sequence[str], start: str | None, goal: str | None, topics: Sequence[str]) -> str:
    move = f" {start or '–'}→{goal or '–'}" if start or goal else f" {'/'.join(roles)}" if roles else ""
    return f"{kind}{move}{' on ' + topics[0] if topics else ''}"
