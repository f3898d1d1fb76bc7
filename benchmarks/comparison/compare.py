"""Judges each contender with its best configuration, on questions that were not used to choose it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.comparison import figures, sealed
from benchmarks.comparison.contenders import ContenderSpec
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.measurement import Run, measure, try_all
from benchmarks.comparison.questions import Group
from benchmarks.comparison.readings import Question
from benchmarks.comparison.thresholds import OWN_DECISIONS, Thresholds, choose


@dataclass(frozen=True)
class Chosen:
    """The configuration and thresholds with which a contender reads most questions of the tuning half right."""

    configuration: dict[str, Any]
    thresholds: Thresholds

    def __str__(self) -> str:
        if self.thresholds is OWN_DECISIONS:
            return "as the bot runs"
        parts = [f"{name} {value}" for name, value in self.configuration.items()]
        within = self.thresholds.second_within
        parts.append(f"refuses below {self.thresholds.refuse_below:.2f}")
        parts.append(f"second part from {within:.0%} of the first" if within <= 1 else "no second part")
        return ", ".join(parts)


def outcome(spec: ContenderSpec, knowledge: Path, groups: Sequence[Group]) -> tuple[Outcome, Chosen]:
    """The outcome of a contender on the scored half, with what was chosen for it on the tuning half."""
    tuning, scored = ([group.half(scored=half) for group in groups] for half in (False, True))
    configurations = spec.configurations
    if len(configurations) == 1:  # it is built once for both halves
        run = measure(spec, configurations[0], knowledge, [*_asked(tuning), *_asked(scored)])
        first, run = _split(run, len(_asked(tuning)))
        chosen = _best(spec, tuning, configurations, [first])
    else:
        chosen = _best(spec, tuning, configurations, try_all(spec, knowledge, _asked(tuning)))
        run = measure(spec, chosen.configuration, knowledge, _asked(scored))
    return Outcome(
        name=spec.name,
        configuration=str(chosen),
        state=spec.contender(chosen.configuration).state,
        judged=figures.judge(scored, run, chosen.thresholds),
        milliseconds=tuple(run.milliseconds),
        build_seconds=run.build_seconds,
        megabytes=run.megabytes,
    ), chosen


def _best(spec: ContenderSpec, groups: Sequence[Group], configurations: Sequence[dict[str, Any]], runs: Sequence[Run]) -> Chosen:
    """The configuration and thresholds that read most of these questions right."""
    if spec.contender(configurations[0]).decides:
        return Chosen(configurations[0], OWN_DECISIONS)
    cases = [case for group in groups for case in group.cases]
    tried = [(configuration, *choose(cases, run.readings)) for configuration, run in zip(configurations, runs, strict=True)]
    configuration, thresholds, _ = max(tried, key=lambda one: one[2])
    return Chosen(configuration, thresholds)


def _asked(groups: Sequence[Group]) -> list[Question]:
    return [question for group in groups for question in group.asked()]


def _split(run: Run, at: int) -> tuple[Run, Run]:
    """The run as two runs: one over its first `at` questions and one over the rest."""
    first = replace(run, readings=run.readings[:at], milliseconds=run.milliseconds[:at])
    return first, replace(run, readings=run.readings[at:], milliseconds=run.milliseconds[at:])


def compare(
    specs: Iterable[ContenderSpec],
    knowledge: Path,
    groups: Sequence[Group],
    shared: Path | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> list[Outcome]:
    """The outcome of every contender whose packages are installed; `report` is called with the progress.

    `shared` is the folder of the sealed questions and their scorer.
    """
    found = []
    for spec in specs:
        if not spec.available:
            report(f"{spec.name}: left out, it needs {', '.join(spec.packages)}")
            continue
        report(f"{spec.name} ...")
        result, chosen = outcome(spec, knowledge, groups)
        if shared is not None and (shared / "blind.bin").is_file():
            totals = sealed.score(spec, chosen.configuration, chosen.thresholds, shared / "score.py", shared / "blind.bin")
            result = replace(result, sealed=totals)
        found.append(result)
    return found
