"""Lists the questions that another tool read right and ours read wrong."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.comparison.causes import count_causes
from benchmarks.comparison.contenders import OURS
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.questions import Group
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Verdict


@dataclass(frozen=True)
class Finding:
    """A question, the verdict on ours, and the names of the tools that read it right."""

    group: Group
    ours: Verdict
    right: tuple[str, ...]


def findings(outcomes: Sequence[Outcome], groups: Sequence[Group]) -> list[Finding]:
    """All findings in the order of the questions; none when ours took no part."""
    ours = next((outcome for outcome in outcomes if outcome.name == OURS), None)
    if ours is None:
        return []
    known = {group.name: group for group in groups}
    others = [outcome for outcome in outcomes if outcome is not ours]
    found = []
    for number, judged in enumerate(ours.judged):
        right = tuple(other.name for other in others if other.judged[number].verdict.right)
        if right and not judged.verdict.right:
            found.append(Finding(known[judged.group], judged.verdict, right))
    return found


def as_markdown(found: Sequence[Finding], outcomes: Sequence[Outcome]) -> str:
    return "\n".join(_lines(found, outcomes))


def _lines(found: Sequence[Finding], outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "# Findings: read right by another tool and not by ours"
    yield ""
    yield "Written by `make bench`. Our own questions are shown by their text, others by their id. A question that several tools"
    yield "read right stands under each of them."
    yield ""
    yield "| cause | questions | of these in a talk |"
    yield "|---|---:|---:|"
    yield from (f"| {name} | {count} | {talks} |" for name, count, talks in count_causes(finding.ours for finding in found))
    by_tool: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        for name in finding.right:
            by_tool[name].append(finding)
    for outcome in outcomes:
        if by_tool[outcome.name]:
            yield ""
            yield f"## {outcome.name}: {len(by_tool[outcome.name])}"
            yield ""
            yield from (f"- {_line(finding)}" for finding in by_tool[outcome.name])


def _line(finding: Finding) -> str:
    verdict, case = finding.ours, finding.ours.case
    asked = f"“{' '.join(case.text.split())}”" if finding.group.quoted else f"{finding.group.name} {case.id}"
    return f"{asked}: is {_wanted(case)}, read as {_read(verdict)}"


def _wanted(case: Case) -> str:
    return _describe(case.label.kind, case.label.from_, case.label.to, case.label.roles, next(iter(case.label.topics), None))


def _read(verdict: Verdict) -> str:
    reading = _describe(verdict.kind, verdict.start, verdict.goal, verdict.roles, next(iter(verdict.topics), None))
    return f"{reading}, asking back" if verdict.offered else reading


def _describe(kind: str, start: str | None, goal: str | None, roles: tuple[str, ...], topic: str | None) -> str:
    match kind:
        case "advice":
            return f"advice ({topic or 'any topic'})"
        case "transition":
            return f"transition ({start or '?'} → {goal or '?'})"
        case "role" | "skills" | "compare":
            return f"{kind} ({', '.join(roles) or 'none'})"
        case _:
            return kind.replace("_", " ")
