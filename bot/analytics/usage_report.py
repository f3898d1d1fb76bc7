"""From weekly counts to a report for moderators: the weeks in order, and the names that enough people asked about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NAMED_FROM: Final = 3
"""An entry or a gap is named only when at least this many people asked about it, so that nobody can be identified by it."""

MOST_NAMED: Final = 10
"""The number of names in one list."""


@dataclass(frozen=True, slots=True)
class Week:
    """The questions of one week; `helped` and `unhelpful` are presses under the answers of that week."""

    week: int
    asked: int = 0
    answered: int = 0
    refused: int = 0
    helped: int = 0
    unhelpful: int = 0


@dataclass(frozen=True, slots=True)
class UsageReport:
    """`weeks` are all weeks from the first with a question, the oldest first. `entries` and `failed_questions` are (name,
    people), the most people first."""

    weeks: tuple[Week, ...]
    entries: tuple[tuple[str, int], ...]
    failed_questions: tuple[tuple[str, int], ...]

    @property
    def total(self) -> Week:
        """The sum of all weeks."""
        sums = {name: sum(getattr(week, name) for week in self.weeks) for name in _COUNTED}
        return Week(self.weeks[-1].week if self.weeks else 0, **sums)


_COUNTED: Final = ("asked", "answered", "refused", "helped", "unhelpful")


def report(
    counts: Iterable[tuple[int, str, str, int]], feedback: Iterable[tuple[int, int, int]], last: int, weeks: int
) -> UsageReport:
    """The report on the `weeks` up to `last`, from (week, what, name, count) and (week, helped, not helped).

    The number of people of a name is that of its best week, since the same person may be counted in two weeks.
    """
    first = last - weeks + 1
    kept = [count for count in counts if first <= count[0] <= last]
    found: dict[int, Counter[str]] = {week: Counter() for week in range(first, last + 1)}
    people: dict[str, Counter[str]] = {"entry": Counter(), "gap": Counter()}
    for week, what, name, count in kept:
        if what in people:
            people[what][name] = max(people[what][name], count)
        elif what in _COUNTED:
            found[week][what] += count
    for week, helped, unhelpful in feedback:
        if week in found:
            found[week]["helped"] += helped
            found[week]["unhelpful"] += unhelpful
    begun = min((week for week, counter in found.items() if counter["asked"]), default=last + 1)
    made = tuple(Week(week, **{name: found[week][name] for name in _COUNTED}) for week in range(begun, last + 1))
    return UsageReport(made, _named(people["entry"]), _named(people["gap"]))


def _named(people: Counter[str]) -> tuple[tuple[str, int], ...]:
    enough = [(name, count) for name, count in people.items() if count >= NAMED_FROM]
    return tuple(sorted(enough, key=lambda one: (-one[1], one[0]))[:MOST_NAMED])
