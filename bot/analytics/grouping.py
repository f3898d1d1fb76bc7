"""Similar failed questions in groups, counted by askers. A question that only one person asked is never shown.

An asker is known by a hash whose key is deleted at the end of each month, so the same person counts as two askers in two
months. A group is therefore shown only when at least two different hashes of the same month are in it, and its number of
askers is that of its best month: it may be too low, never too high.

Questions are compared in the order in which they were asked, each with the first question of every earlier group. A later
question therefore never changes the group of an earlier one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from bot.nlu.parsing.tokenizer import stem, words
from bot.storage.failed_questions import DecidedQuestion, StoredQuestion

NEAR_DUPLICATE: Final = 84.0
"""Questions this similar (0 to 100, rapidfuzz ratio over sorted stems) are the same question."""

LEAST_ASKERS: Final = 2
"""A group is shown when it has at least this many askers."""

MOST_COMPARED: Final = 4_000
"""The number of different wordings that are compared: the newest ones."""

_BLOCK: Final = 256


@dataclass(frozen=True, slots=True)
class Group:
    """Similar questions. `question` is the most frequent wording; `first` is the wording that the others were compared
    with, and decisions are recorded for it. `proposals` are the entries that answered rephrased versions, the most
    frequent first; `whys` are the reasons of failure."""

    ids: tuple[int, ...]
    question: str
    first: str
    askers: int
    times: int
    whys: tuple[tuple[str, int], ...]
    proposals: tuple[str, ...]
    last: float


def group_questions(asked: Sequence[StoredQuestion], settled: Sequence[DecidedQuestion] = ()) -> tuple[Group, ...]:
    """The groups that may be shown, those with the most askers first. Decided groups are left out, unless their question
    was attached to an entry and failed again. Takes about a second for the largest store, so it must not run on the event
    loop."""
    ordered = sorted(asked, key=lambda one: one.id)
    by_wording: dict[str, list[StoredQuestion]] = defaultdict(list)
    for one in ordered:
        by_wording[normalised(one.question)].append(one)
    by_wording.pop("", None)
    for wording in list(by_wording)[: max(0, len(by_wording) - MOST_COMPARED)]:
        del by_wording[wording]
    decided = {normalised(one.question): one for one in sorted(settled, key=lambda one: one.at)}
    led: dict[str, list[StoredQuestion]] = defaultdict(list)
    for wording, leader in _leaders(list(by_wording), list(decided)):
        led[leader] += by_wording[wording]
    found = []
    for leader, members in led.items():
        settled_so = decided.get(leader)
        first = settled_so.question if settled_so is not None else members[0].question
        found.append(_group(first, _undecided(members, settled_so)))
    shown = [group for group in found if group is not None and group.askers >= LEAST_ASKERS]
    return tuple(sorted(shown, key=lambda group: (-group.askers, -group.times, -group.last, group.ids)))


def normalised(question: str) -> str:
    """The sorted stems of a question: the form that is compared."""
    return " ".join(sorted(stem(word) for word in words(question)))


def askers(asked: Iterable[StoredQuestion]) -> int:
    """A lower bound of the number of people who asked: the different hashes of the best month."""
    months: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        if one.asker:
            months[one.month].add(one.asker)
    return max(map(len, months.values()), default=0)


def _leaders(wordings: Sequence[str], seeds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each wording with the leader of its group; `seeds` lead groups before any wording does."""
    leaders = list(seeds)
    for start in range(0, len(wordings), _BLOCK):
        block = wordings[start : start + _BLOCK]
        before = _similarities(block, leaders) if leaders else None
        among = _similarities(block, block)
        new: list[int] = []
        for row, wording in enumerate(block):
            near = _nearest(before[row]) if before is not None else None
            own = _nearest(among[row][new]) if near is None and new else None
            if near is not None:
                yield wording, leaders[near]
            elif own is not None:
                yield wording, block[new[own]]
            else:
                new.append(row)
                yield wording, wording
        leaders += [block[row] for row in new]


def _similarities(left: Sequence[str], right: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=NEAR_DUPLICATE, dtype=np.float32)


def _nearest(similarities: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> int | None:
    best = int(similarities.argmax())
    return best if similarities[best] >= NEAR_DUPLICATE else None


def _undecided(members: list[StoredQuestion], settled: DecidedQuestion | None) -> list[StoredQuestion]:
    """The questions of a group that still need a decision: none, or those that failed again after they should have worked."""
    if settled is None:
        return members
    return [one for one in members if one.asked > settled.at] if settled.decision == "attached" else []


def _group(first: str, members: list[StoredQuestion]) -> Group | None:
    failed = [one for one in members if one.why != "rephrased"]
    if not failed:
        return None
    wordings = Counter(one.question for one in failed)
    question = min(wordings, key=lambda wording: (-wordings[wording], len(wording), wording))
    proposed = Counter(one.subject for one in members if one.why == "rephrased")
    return Group(
        ids=tuple(sorted(one.id for one in members)),
        question=question,
        first=first,
        askers=askers(members),
        times=len(failed),
        whys=tuple(Counter(one.why for one in failed).most_common()),
        proposals=tuple(entry for entry, _ in proposed.most_common()),
        last=max(one.asked for one in failed),
    )
