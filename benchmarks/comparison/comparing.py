"""The comparison itself: each contender with its best set-up, judged on questions that it was not set up on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.comparison import figures, sealed
from benchmarks.comparison.contenders import Entrant
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.measuring import measure, try_all
from benchmarks.comparison.questions import Group
from benchmarks.comparison.thresholds import AS_IT_DECIDES, Thresholds, choose


@dataclass(frozen=True)
class Chosen:
    """The set-up and thresholds with which a contender reads most of the first half right."""

    set_up: dict[str, Any]
    thresholds: Thresholds

    def __str__(self) -> str:
        if self.thresholds is AS_IT_DECIDES:
            return "as the bot runs"
        told = [f"{name} {value}" for name, value in self.set_up.items()]
        within = self.thresholds.second_within
        told.append(f"refuses below {self.thresholds.refuse_below:.2f}")
        told.append(f"second part from {within:.0%} of the first" if within <= 1 else "no second part")
        return ", ".join(told)


def best_set_up(entrant: Entrant, knowledge: Path, groups: Sequence[Group]) -> Chosen:
    """Every set-up and threshold tried on the half that is not scored."""
    if entrant.contender(entrant.set_ups[0]).decides:
        return Chosen(entrant.set_ups[0], AS_IT_DECIDES)
    halves = [group.half(scored=False) for group in groups]
    cases = [case for half in halves for case in half.cases]
    runs = try_all(entrant, knowledge, [question for half in halves for question in half.asked()])
    tried = [(set_up, *choose(cases, run.readings)) for set_up, run in zip(entrant.set_ups, runs, strict=True)]
    set_up, thresholds, _ = max(tried, key=lambda one: one[2])
    return Chosen(set_up, thresholds)


def outcome(entrant: Entrant, chosen: Chosen, knowledge: Path, groups: Sequence[Group]) -> Outcome:
    """One contender on the half that is scored."""
    halves = [group.half(scored=True) for group in groups]
    run = measure(entrant, chosen.set_up, knowledge, [question for half in halves for question in half.asked()])
    return Outcome(
        name=entrant.name,
        set_up=str(chosen),
        state=entrant.contender(chosen.set_up).state,
        judged=figures.judge(halves, run, chosen.thresholds),
        milliseconds=tuple(run.milliseconds),
        build_seconds=run.build_seconds,
        megabytes=run.megabytes,
    )


def compare(
    entrants: Iterable[Entrant],
    knowledge: Path,
    groups: Sequence[Group],
    shared: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Outcome]:
    """Every contender whose packages are there; `shared` is the folder of the sealed questions and their scorer."""
    found = []
    for entrant in entrants:
        if not entrant.available:
            tell(f"{entrant.name}: left out, it needs {', '.join(entrant.packages)}")
            continue
        tell(f"{entrant.name} ...")
        chosen = best_set_up(entrant, knowledge, groups)
        result = outcome(entrant, chosen, knowledge, groups)
        if shared is not None and (shared / "blind.bin").is_file():
            totals = sealed.score(entrant, chosen.set_up, chosen.thresholds, shared / "score.py", shared / "blind.bin")
            result = replace(result, sealed=totals)
        found.append(result)
    return found
