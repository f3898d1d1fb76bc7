"""The comparison itself: each contender with its best set-up, judged on questions that it was not set up on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.comparison import figures, sealed
from benchmarks.comparison.contenders import Entrant
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.measuring import Run, measure, try_all
from benchmarks.comparison.questions import Group
from benchmarks.comparison.readings import Question
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


def outcome(entrant: Entrant, knowledge: Path, groups: Sequence[Group]) -> tuple[Outcome, Chosen]:
    """One contender with its best set-up and thresholds, on the half that these were not chosen on."""
    choosing, scored = ([group.half(scored=half) for group in groups] for half in (False, True))
    set_ups = entrant.set_ups
    if len(set_ups) == 1:  # built once, asked both halves
        run = measure(entrant, set_ups[0], knowledge, [*_asked(choosing), *_asked(scored)])
        first, run = _cut(run, len(_asked(choosing)))
        chosen = _best(entrant, choosing, set_ups, [first])
    else:
        chosen = _best(entrant, choosing, set_ups, try_all(entrant, knowledge, _asked(choosing)))
        run = measure(entrant, chosen.set_up, knowledge, _asked(scored))
    return Outcome(
        name=entrant.name,
        set_up=str(chosen),
        state=entrant.contender(chosen.set_up).state,
        judged=figures.judge(scored, run, chosen.thresholds),
        milliseconds=tuple(run.milliseconds),
        build_seconds=run.build_seconds,
        megabytes=run.megabytes,
    ), chosen


def _best(entrant: Entrant, groups: Sequence[Group], set_ups: Sequence[dict[str, Any]], runs: Sequence[Run]) -> Chosen:
    """Of every set-up with every threshold the one that reads most right."""
    if entrant.contender(set_ups[0]).decides:
        return Chosen(set_ups[0], AS_IT_DECIDES)
    cases = [case for group in groups for case in group.cases]
    tried = [(set_up, *choose(cases, run.readings)) for set_up, run in zip(set_ups, runs, strict=True)]
    set_up, thresholds, _ = max(tried, key=lambda one: one[2])
    return Chosen(set_up, thresholds)


def _asked(groups: Sequence[Group]) -> list[Question]:
    return [question for group in groups for question in group.asked()]


def _cut(run: Run, at: int) -> tuple[Run, Run]:
    """The run as if its first `at` questions and the rest had been asked apart."""
    first = replace(run, readings=run.readings[:at], milliseconds=run.milliseconds[:at])
    return first, replace(run, readings=run.readings[at:], milliseconds=run.milliseconds[at:])


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
        result, chosen = outcome(entrant, knowledge, groups)
        if shared is not None and (shared / "blind.bin").is_file():
            totals = sealed.score(entrant, chosen.set_up, chosen.thresholds, shared / "score.py", shared / "blind.bin")
            result = replace(result, sealed=totals)
        found.append(result)
    return found
