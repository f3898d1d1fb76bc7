"""The direction of a move: from which role to which. It is decided before anything is scored, so A → B and B → A never
tie.

Every mention gets a from-score and a to-score from the words before and after it, and the best assignment over all
mentions is taken. Mentions joined by "or", "and" or "/" share one slot. A stated goal ("end goal", "eventually") weighs
more than the role named last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.nlu.parsing.direction_cues import slot_scores
from bot.nlu.parsing.mentions import Mention

MINIMUM: Final = 1.5
"""A slot scored below this stays empty."""

MINIMUM_ALONE: Final = 2.0
"""A start without a goal must score at least this: "would X be better" has no start."""

ROLE_OF_OURS: Final = 0.7
"""The advantage of a role of the library over a career outside it, as the start or the goal of a move."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Mentions that share one place in the sentence, with their scores as the start and as the goal of a move."""

    mentions: tuple[Mention, ...]
    from_score: float
    to_score: float

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.role for m in self.mentions if m.role))


@dataclass(frozen=True, slots=True)
class Direction:
    """The start and the goal of a move as role ids (None: open, or a career outside the library), and the slots that they
    come from."""

    start: str | None
    goal: str | None
    start_slot: Slot | None
    goal_slot: Slot | None
    slots: tuple[Slot, ...]

    @property
    def score(self) -> float:
        """How strongly the words say that there is a move at all."""
        return (self.start_slot.from_score if self.start_slot else 0.0) + (self.goal_slot.to_score if self.goal_slot else 0.0)


def find_direction(tokens: Sequence[str], mentions: Sequence[Mention]) -> Direction:
    """The best from/to assignment over the mentions in `tokens` (one message; "." stands between sentences)."""
    slotted = _slotted(tokens, mentions)
    slots = tuple(_score(slotted, group) for group in _groups(tokens, mentions))
    best: tuple[float, int | None, int | None] = (0.0, None, None)
    options: list[int | None] = [None, *range(len(slots))]
    for start in options:
        for goal in options:
            if (start is not None and start == goal) or _same_role(slots, start, goal):
                continue
            score = 0.0
            if start is not None:
                if slots[start].from_score < (MINIMUM if goal is not None else MINIMUM_ALONE):
                    continue
                score += slots[start].from_score - MINIMUM
            if goal is not None:
                if slots[goal].to_score < MINIMUM:
                    continue
                score += slots[goal].to_score - MINIMUM
            if start is not None and goal is not None:
                score += 0.3 if start < goal else 0.0
            for chosen in (start, goal):
                if chosen is not None and slots[chosen].roles:
                    score += ROLE_OF_OURS
            if score > best[0]:
                best = (score, start, goal)
    _, first, last = best
    start_slot = slots[first] if first is not None else None
    goal_slot = slots[last] if last is not None else None
    return Direction(_role_of(start_slot), _role_of(goal_slot), start_slot, goal_slot, slots)


def with_open_ends_filled(direction: Direction) -> Direction:
    """The direction of a message that is known to ask for a move: an open end is filled with the one role that remains.

    A single role is the goal (a third of all questions about moves name nothing else); of two roles the first one is the
    start.
    """
    start, goal = direction.start_slot, direction.goal_slot
    rest = [s for s in direction.slots if s.roles and s is not start and s is not goal]
    if start is None and goal is None and rest:
        goal = rest[-1]
        start = rest[0] if len(rest) == 2 else None
    elif start is None and goal is not None and len(rest) == 1 and rest[0].roles != goal.roles:
        start = rest[0]
    elif goal is None and start is not None and len(rest) == 1 and rest[0].roles != start.roles:
        goal = rest[0]
    return Direction(_role_of(start), _role_of(goal), start, goal, direction.slots)


def _role_of(slot: Slot | None) -> str | None:
    return slot.roles[0] if slot and slot.roles else None


def _same_role(slots: Sequence[Slot], start: int | None, goal: int | None) -> bool:
    if start is None or goal is None:
        return False
    role = _role_of(slots[start])
    return role is not None and role == _role_of(slots[goal])


def _slotted(tokens: Sequence[str], mentions: Sequence[Mention]) -> list[str]:
    """The tokens with each mention's first token replaced by ROLE or OUTSIDE and its further tokens by "". Positions stay
    the same."""
    slotted = list(tokens)
    for mention in mentions:
        slotted[mention.start] = "ROLE" if mention.role else "OUTSIDE"
        for index in range(mention.start + 1, mention.end):
            slotted[index] = ""
    return slotted


_JOINING: Final = frozenset({"/", "or", "and", "&", ",", "+"})


def _groups(tokens: Sequence[str], mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        between = tokens[groups[-1][-1].end : mention.start] if groups else ()
        if (
            groups and len(between) <= 2 and between and all(t in _JOINING or t in ("a", "an", "even", "maybe") for t in between)
        ) or (groups and not between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [tuple(group) for group in groups]


def _score(slotted: Sequence[str], group: tuple[Mention, ...]) -> Slot:
    return Slot(group, *slot_scores(slotted, group[0].start, group[-1].end))
