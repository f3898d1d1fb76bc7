"""When a reply has read a question right, and the totals over many.

A reply reads a question right when its kind, or the second one that it serves as well, is the labelled kind or an
alternative, and with it the direction of a move, the set of roles and the topic of advice are right, each where that kind
has it and unless it is labelled loose; or when it serves the labelled topic first and names every labelled role. A wrong
reading whose offered choices hold a right role or topic counts half, and a reply that offers choices is never a confident
error.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.answers.reply import Reply
from bot.evaluation.cases import Case


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one question was read. `credit` is 1, 0.5 or 0."""

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
        return not self.right and not self.offered and not self.refused


@dataclass(frozen=True, slots=True)
class ReadFields:
    """What a reply shows of how its question was read; anything that can be put this way can be judged."""

    kind: str
    also: str | None = None
    roles: tuple[str, ...] = ()
    start: str | None = None
    goal: str | None = None
    topics: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    refused: bool = False

    @classmethod
    def of(cls, reply: Reply) -> "ReadFields":
        query = reply.query
        offered = tuple(option.value for option in reply.choices if option.kind != "action")
        refused = not reply.answered and not offered
        return cls(query.kind, query.also, query.roles, query.start, query.goal, reply.topics, offered, refused)


def judge(case: Case, reply: Reply) -> Verdict:
    return judge_read(case, ReadFields.of(reply))


def judge_read(case: Case, read: ReadFields) -> Verdict:
    kinds = {case.kind, *case.alt_kinds}
    reached = {kind for kind in (read.kind, read.also) if kind is not None} & kinds
    wanted = {topic for topic in (case.topic, *case.alt_topics) if topic}
    first = bool(read.topics) and read.topics[0] in wanted
    right = any(_reads(case, kind, read.start, read.goal, set(read.roles), first=first, wanted=wanted) for kind in reached)
    named = "roles" in case.loose or case.kind == "advice" or set(case.roles) <= set(read.roles)
    right = right or ("advice" in (read.kind, read.also) and first and named)
    near = set(read.offered) & {*case.roles, *wanted}
    return Verdict(
        case=case,
        kind=read.kind,
        also=read.also,
        roles=read.roles,
        start=read.start,
        goal=read.goal,
        topics=read.topics[:3],
        offered=read.offered,
        kind_right=bool(reached),
        right=right,
        credit=1.0 if right else 0.5 if near and case.kind != "out_of_scope" else 0.0,
        refused=read.refused,
    )


def _reads(case: Case, kind: str, start: str | None, goal: str | None, roles: set[str], *, first: bool, wanted: set[str]) -> bool:
    if kind == "transition":
        ends = (("from", start, case.start), ("to", goal, case.goal))
        if not all(name in case.loose or have == want for name, have, want in ends):
            return False
    strict = kind == case.kind and kind in ("role", "compare", "transition", "skills") and "roles" not in case.loose
    if strict and roles != set(case.roles):
        return False
    return kind != "advice" or not wanted or "topic" in case.loose or first


@dataclass
class Totals:
    """Sums over verdicts, told as shares."""

    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts.extend(verdicts)

    @property
    def right(self) -> float:
        return _share(sum(v.credit for v in self.verdicts), len(self.verdicts))

    @property
    def failures(self) -> list[Verdict]:
        return [v for v in self.verdicts if not v.right]

    def per_kind(self) -> dict[str, tuple[float, int]]:
        """Labelled kind → (credit, questions)."""
        credit: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for verdict in self.verdicts:
            credit[verdict.case.kind] += verdict.credit  # type: ignore[assignment]
            count[verdict.case.kind] += 1
        return {kind: (float(credit[kind]), count[kind]) for kind in sorted(count)}

    def as_dict(self) -> dict[str, Any]:
        out = [v for v in self.verdicts if v.case.kind == "out_of_scope"]
        within = [
            v for v in self.verdicts if v.case.kind not in ("out_of_scope", "meta") and "out_of_scope" not in v.case.alt_kinds
        ]
        advice = [v for v in self.verdicts if v.case.kind == "advice"]
        count = len(self.verdicts)
        return {
            "questions": count,
            "right": self.right,
            "kind": _share(sum(v.kind_right for v in self.verdicts), count),
            "wrong_and_confident": _share(sum(v.wrong_and_confident for v in self.verdicts), count),
            "topic_first": _share(sum(_topic_among(v, 1) for v in advice), len(advice)),
            "topic_in_three": _share(sum(_topic_among(v, 3) for v in advice), len(advice)),
            "out_of_scope_refused": _share(sum(v.refused for v in out), len(out)),
            "in_scope_refused": _share(sum(v.refused for v in within), len(within)),
            "two_parts": _share(sum(v.also is not None for v in self.verdicts), count),
            "asked_back": _share(sum(bool(v.offered) for v in self.verdicts), count),
            "per_kind": {kind: f"{credit:g}/{number}" for kind, (credit, number) in self.per_kind().items()},
        }


def _topic_among(verdict: Verdict, most: int) -> bool:
    return bool({verdict.case.topic, *verdict.case.alt_topics} & set(verdict.topics[:most]))


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
