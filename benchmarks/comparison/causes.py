"""Sorts wrong readings by their cause, as far as the reading shows it."""

from collections import Counter
from collections.abc import Iterable

from bot.evaluation.verdicts import Verdict

KINDS_WITH_ROLES = ("role", "skills", "compare")


def cause(verdict: Verdict) -> str:
    """The first cause that applies to a verdict that is not right."""
    case = verdict.case
    if case.label.kind == "out_of_scope":
        return "answered what is out of scope"
    if verdict.refused:
        return "refused what it could have answered"
    if verdict.kind_right and "transition" in (verdict.kind, verdict.also) and case.label.kind == "transition":
        return "the move: its start or goal"
    if verdict.kind_right and case.label.kind in KINDS_WITH_ROLES:
        return "the kind was right, the roles were not"
    if case.label.kind == "advice" and "advice" in (verdict.kind, verdict.also):
        wanted = set(case.label.topics) & set(verdict.topics)
        return "the topic: the right one came second or third" if wanted else "the topic: the right one was not near"
    return f"the kind: {case.label.kind} was read as {verdict.kind}".replace("_", " ")


def count_causes(verdicts: Iterable[Verdict]) -> list[tuple[str, int, int]]:
    """(cause, verdicts, those of them within a dialogue), most frequent first."""
    wrong = list(verdicts)
    counts = Counter(map(cause, wrong))
    in_dialogues = Counter(cause(verdict) for verdict in wrong if verdict.case.conversation)
    return [(name, count, in_dialogues[name]) for name, count in counts.most_common()]
