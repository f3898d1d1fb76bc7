"""Figures of the table, from verdicts."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.comparison.measurement import Run
from benchmarks.comparison.questions import Group
from benchmarks.comparison.readings import Reading
from benchmarks.comparison.sealed import Totals
from benchmarks.comparison.thresholds import Thresholds
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Prediction, Verdict, judge_prediction

KINDS: Final = ("role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one question for one contender.

    `first`: its first reading alone is right; a second part or an offered choice does not count. `in_three`: one of its
    first three readings is right.
    """

    group: str
    verdict: Verdict
    first: bool
    in_three: bool

    @property
    def case(self) -> Case:
        return self.verdict.case


@dataclass(frozen=True)
class Outcome:
    """The results of one contender. `sealed` is None when the sealed questions are not available."""

    name: str
    configuration: str
    state: bool
    judged: tuple[Judged, ...]
    milliseconds: tuple[float, ...]
    build_seconds: float
    megabytes: float
    sealed: Totals | None = None

    @property
    def median(self) -> float:
        """Median milliseconds per question."""
        return statistics.median(self.milliseconds)

    @property
    def slowest(self) -> float:
        """The 99th percentile of the milliseconds per question."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]

    def among(self, groups: Sequence[Group]) -> list[Judged]:
        """The judged questions of these groups."""
        names = {group.name for group in groups}
        return [judged for judged in self.judged if judged.group in names]


def judge(groups: Sequence[Group], run: Run, thresholds: Thresholds) -> tuple[Judged, ...]:
    """A run judged: every question of the groups, in the order of the run."""
    asked = [(group.name, case) for group in groups for case in group.cases]
    return tuple(_judged(name, case, readings, thresholds) for (name, case), readings in zip(asked, run.readings, strict=True))


def _judged(group: str, case: Case, readings: Sequence[Reading], thresholds: Thresholds) -> Judged:
    answer = thresholds.answer(readings)
    refused = answer.kind == "out_of_scope" or answer.refused
    singly = [_single(reading) for reading in readings[:3]]
    if refused and readings[0].kind != "out_of_scope":
        singly = [Prediction("out_of_scope", refused=True), *singly[:2]]
    rights = [judge_prediction(case, single).right for single in singly]
    return Judged(group, judge_prediction(case, answer), rights[0], any(rights))


def _single(reading: Reading) -> Prediction:
    """The reading alone, as a prediction with one kind and one topic."""
    return Prediction(reading.kind, None, reading.roles, reading.start, reading.goal, reading.topics[:1])


def right(judged: Sequence[Judged]) -> float:
    """The mean credit, as `career-advisor evaluate` counts it: second parts count, and a right choice counts half."""
    return _share(sum(one.verdict.credit for one in judged), len(judged))


def first(judged: Sequence[Judged]) -> float:
    return _share(sum(one.first for one in judged), len(judged))


def in_three(judged: Sequence[Judged]) -> float:
    return _share(sum(one.in_three for one in judged), len(judged))


def first_by_kind(judged: Sequence[Judged]) -> dict[str, float]:
    counts, rights = Counter(one.case.label.kind for one in judged), Counter(one.case.label.kind for one in judged if one.first)
    return {kind: _share(rights[kind], counts[kind]) for kind in KINDS if counts[kind]}


def topic_first(judged: Sequence[Judged]) -> float:
    advice = [one for one in judged if one.case.label.kind == "advice"]
    served = [one for one in advice if set(one.case.label.topics) & set(one.verdict.topics[:1])]
    return _share(len(served), len(advice))


def wrong_and_confident(judged: Sequence[Judged]) -> float:
    return _share(sum(one.verdict.wrong_and_confident for one in judged), len(judged))


def refused_rightly(judged: Sequence[Judged]) -> float:
    out = [one for one in judged if one.case.label.kind == "out_of_scope"]
    return _share(sum(one.verdict.refused for one in out), len(out))


def refused_wrongly(judged: Sequence[Judged]) -> float:
    within = [one for one in judged if one.case.label.kind not in ("out_of_scope", "meta")]
    within = [one for one in within if "out_of_scope" not in one.case.label.also]
    return _share(sum(one.verdict.refused for one in within), len(within))


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
