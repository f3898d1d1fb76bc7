"""Thresholds by which tools refuse or add a second part. They are chosen on one half of the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.comparison.readings import Reading
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Prediction, judge_prediction

NEVER_SECOND: Final = ("meta", "out_of_scope")
MOST_SECOND: Final = 0.35
"""Largest share of replies with two parts; the same limit holds for ours."""

STEPS: Final = 25
WITHIN: Final = (0.15, 0.25, 0.35, 0.5, 0.7, 0.9, 1.1)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A first reading with a score below `refuse_below` is refused. A second kind is answered as well when its score is at
    least `second_within` times the score of the first."""

    refuse_below: float = 0.0
    second_within: float = 1.1

    def answer(self, readings: Sequence[Reading]) -> Prediction:
        """The prediction that results from these readings."""
        first = readings[0]
        refused = first.refused or first.kind == "out_of_scope" or first.score < self.refuse_below
        also = None if refused or first.kind in NEVER_SECOND else self._second(readings)
        return Prediction(
            kind="out_of_scope" if refused else first.kind,
            also=also,
            roles=first.roles,
            start=first.start or _of_move(readings, also, "start"),
            goal=first.goal or _of_move(readings, also, "goal"),
            topics=first.topics,
            offered=first.offered,
            refused=refused and not first.offered,
        )

    def _second(self, readings: Sequence[Reading]) -> str | None:
        first = readings[0]
        for other in readings[1:]:
            accepted = other.served or other.score >= self.second_within * first.score
            if accepted and other.kind != first.kind and other.kind not in NEVER_SECOND:
                return other.kind
        return None


def _of_move(readings: Sequence[Reading], also: str | None, end: str) -> str | None:
    """The start or goal of the move, when the second part is about a move."""
    if also != "transition":
        return None
    return next((getattr(reading, end) for reading in readings if reading.kind == "transition"), None)


OWN_DECISIONS: Final = Thresholds(refuse_below=float("-inf"), second_within=float("inf"))
"""For a contender that decides itself."""


def choose(cases: Sequence[Case], read: Sequence[Sequence[Reading]]) -> tuple[Thresholds, float]:
    """(the thresholds with which most of these questions are read right, the share that is)."""
    scores = sorted(readings[0].score for readings in read)
    steps = {scores[len(scores) * step // STEPS] for step in range(STEPS * 3 // 4)}
    best, most = Thresholds(), -1.0
    for within in WITHIN:
        for below in sorted({0.0, *steps}):
            thresholds = Thresholds(below, within)
            right, second = _try(thresholds, cases, read)
            if right > most and second <= MOST_SECOND:
                best, most = thresholds, right
    return best, most


def _try(thresholds: Thresholds, cases: Sequence[Case], read: Sequence[Sequence[Reading]]) -> tuple[float, float]:
    """(share read right, share with a second part)."""
    answers = [thresholds.answer(readings) for readings in read]
    right = sum(judge_prediction(case, answer).credit for case, answer in zip(cases, answers, strict=True))
    return right / len(cases), sum(answer.also is not None for answer in answers) / len(cases)
