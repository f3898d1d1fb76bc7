"""Questions asked alike, counted by askers. What one person alone asked is never shown.

An asker is known by a hash whose key is thrown away at the end of each month, so the same person is two askers in two
months. A group is therefore shown only when at least two different hashes of one and the same month stand in it, and its
count of askers is that of its best month: it may be too low, never too high.

Questions are compared in the order in which they came, each with the first of every group before it: a question that comes
later never changes where an earlier one belongs.
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
"""Questions this similar (0 to 100, rapidfuzz ratio over sorted stems) are one."""

LEAST_ASKERS: Final = 2
"""A group is shown from this many askers on."""

MOST_COMPARED: Final = 4_000
"""Different wordings that are compared, the newest; those before are left out."""

_BLOCK: Final = 256


@dataclass(frozen=True, slots=True)
class Group:
    """Questions asked alike. `question` is the commonest wording, `first` the one that the others were compared with: what is
    decided is decided of that. `proposals` are the entries that answered other words for it, commonest first, `whys` how they
    failed.
    """

    ids: tuple[int, ...]
    question: str
    first: str
    askers: int
    times: int
    whys: tuple[tuple[str, int], ...]
    proposals: tuple[str, ...]
    last: float


def group_questions(asked: Sequence[StoredQuestion], settled: Sequence[DecidedQuestion] = ()) -> tuple[Group, ...]:
    """What may be shown, that of most askers first; without what was decided, unless it was attached to an entry and fails
    again. Takes about a second for as much as is kept at most: not for an event loop.
    """
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
    """The stems of a question, sorted: what is compared."""
    return " ".join(sorted(stem(word) for word in words(question)))


def askers(asked: Iterable[StoredQuestion]) -> int:
    """At least how many people asked: the different hashes of the best month."""
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
    """What is left to decide: nothing, or what failed again after it should have worked."""
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
