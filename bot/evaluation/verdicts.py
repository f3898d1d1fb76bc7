"""Judges whether a reply has read a question right, and sums up verdicts.

A prediction is right in one of two cases:

- Its kind, or its second kind, is the labelled kind or an alternative; and the start and goal of a move, the set of roles
  and the topic of advice are right, as far as that kind has them and they are not loose.
- It answers with advice, its first topic is the labelled one or an alternative, and it names every labelled role (which is
  not asked for when the label is advice, or when roles are loose).

A wrong prediction that offers a right role or topic as a choice counts half, unless the question is out of scope. A reply
that offers choices is never wrong and confident.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.answers.reply import Reply
from bot.evaluation.cases import Case


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one question was read, compared with its label. `credit` is 1, 0.5 or 0."""

    case: Case
    kind: str
    also: str | None
    roles: tuple[str, ...]
    start: str | None
    goal: str | None
    topics: tuple[str, ...]
    offered: tuple[str, ...]
    kind_right: bool
    right: bool
    credit: float
    refused: bool

    @property
    def wrong_and_confident(self) -> bool:
        """Whether it was read wrong and answered, without a refusal and without choices."""
        return not self.right and not self.offered and not self.refused


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a question was read, in the terms of its label. Other tools are judged by the same fields in the benchmarks.

    `also` is a second kind in the same reply. `topics` are best first. `offered` are the ids of the choices.
    """

    kind: str
    also: str | None = None
    roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    refused: bool = False

    @classmethod
    def of(cls, reply: Reply) -> "Prediction":
        """How the advisor read the question of the reply."""
        query = reply.query
        offered = tuple(option.value for option in reply.choices if option.kind != "action")
        refused = not reply.answered and not offered
        return cls(query.kind, query.also, query.roles, query.start, query.goal, reply.topics, offered, refused)


def judge(case: Case, reply: Reply) -> Verdict:
    """The verdict on a reply of the advisor."""
    return judge_prediction(case, Prediction.of(reply))


def judge_prediction(case: Case, prediction: Prediction) -> Verdict:
    """The verdict on a prediction, by the rules at the top of this module."""
    kinds = {case.label.kind, *case.label.also}
    right_kinds = {kind for kind in (prediction.kind, prediction.also) if kind is not None} & kinds
    wanted = set(case.label.topics)
    first = bool(prediction.topics) and prediction.topics[0] in wanted
    right = any(
        _matches_label(case, kind, prediction.start, prediction.goal, set(prediction.roles), first=first, wanted=wanted)
        for kind in right_kinds
    )
    named = "roles" in case.loose or case.label.kind == "advice" or set(case.label.roles) <= set(prediction.roles)
    right = right or ("advice" in (prediction.kind, prediction.also) and first and named)
    right_choices = set(prediction.offered) & {*case.label.roles, *wanted}
    return Verdict(
        case=case,
        kind=prediction.kind,
        also=prediction.also,
        roles=prediction.roles,
        start=prediction.start,
        goal=prediction.goal,
        topics=prediction.topics[:3],
        offered=prediction.offered,
        kind_right=bool(right_kinds),
        right=right,
        credit=1.0 if right else 0.5 if right_choices and case.label.kind != "out_of_scope" else 0.0,
        refused=prediction.refused,
    )


def _matches_label(
    case: Case, kind: str, start: str | None, goal: str | None, roles: set[str], *, first: bool, wanted: set[str]
) -> bool:
    if kind == "transition":
        ends = (("from", start, case.label.from_), ("to", goal, case.label.to))
        if not all(name in case.loose or have == want for name, have, want in ends):
            return False
    strict = kind == case.label.kind and kind in ("role", "compare", "transition", "skills") and "roles" not in case.loose
    if strict and roles != set(case.label.roles):
        return False
    return kind != "advice" or not wanted or "topic" in case.loose or first


@dataclass
class Totals:
    """Figures over many verdicts, as shares from 0 to 1."""

    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, verdicts: Iterable[Verdict]) -> None:
        """Include more verdicts."""
        self.verdicts.extend(verdicts)

    @property
    def right(self) -> float:
        """The mean credit."""
        return _share(sum(v.credit for v in self.verdicts), len(self.verdicts))

    @property
    def failures(self) -> list[Verdict]:
        """The verdicts that are not right, those with half a credit included."""
        return [v for v in self.verdicts if not v.right]

    def per_kind(self) -> dict[str, tuple[float, int]]:
        """Labelled kind → (sum of the credit, number of questions)."""
        credit: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for verdict in self.verdicts:
            credit[verdict.case.label.kind] += verdict.credit  # type: ignore[assignment]
            count[verdict.case.label.kind] += 1
        return {kind: (float(credit[kind]), count[kind]) for kind in sorted(count)}

    def as_dict(self) -> dict[str, Any]:
        """All figures by name, as `career-advisor evaluate --json` prints them."""
        out = [v for v in self.verdicts if v.case.label.kind == "out_of_scope"]
        within = [
            v
            for v in self.verdicts
            if v.case.label.kind not in ("out_of_scope", "meta") and "out_of_scope" not in v.case.label.also
        ]
        advice = [v for v in self.verdicts if v.case.label.kind == "advice"]
        count = len(self.verdicts)
        return {
            "questions": count,
            "right": self.right,
            "kind": _share(sum(v.kind_right for v in self.verdicts), count),
            "wrong_and_confident": _share(sum(v.wrong_and_confident for v in self.verdicts), count),
            "topic_first": _share(sum(_topic_within(v, 1) for v in advice), len(advice)),
            "topic_in_three": _share(sum(_topic_within(v, 3) for v in advice), len(advice)),
            "out_of_scope_refused": _share(sum(v.refused for v in out), len(out)),
            "in_scope_refused": _share(sum(v.refused for v in within), len(within)),
            "two_parts": _share(sum(v.also is not None for v in self.verdicts), count),
            "asked_back": _share(sum(bool(v.offered) for v in self.verdicts), count),
            "per_kind": {kind: f"{credit:g}/{number}" for kind, (credit, number) in self.per_kind().items()},
        }


def _topic_within(verdict: Verdict, first: int) -> bool:
    """Whether a right topic is among the first so many."""
    return bool(set(verdict.case.label.topics) & set(verdict.topics[:first]))


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
