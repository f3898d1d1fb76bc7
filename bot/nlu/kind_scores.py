"""How likely each kind of question is: the model's scores, moved by the conversation and by the structure of the message."""

import math
from collections.abc import Mapping
from typing import Final, get_args

from bot.knowledge.schema import Kind
from bot.nlu.interpretation import Interpretation
from bot.nlu.parsing.direction import Direction
from bot.nlu.query import Candidate
from bot.nlu.thresholds import (
    CLEAR_MOVE,
    DESCRIBED_LEAST,
    FLOOR,
    FROM_OUTSIDE,
    SECOND_PART_LEAST,
    SECOND_PART_LEAST_IN_TALK,
    STRUCTURE,
    SUBJECT_TO_REFUSAL,
    TOPIC_LEAST,
)

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_NEVER_SECOND: Final = frozenset({"meta", "out_of_scope"})


def kind_scores(interpretation: Interpretation, direction: Direction) -> dict[Kind, float]:
    """The probability of every kind: the model's log-odds plus what the conversation prefers and what the structure of
    the message implies."""
    parsed, reading = interpretation.reading.parsed, interpretation.reading
    scores: dict[Kind, float] = {kind: math.log(reading.kinds.get(kind, 0.0) + FLOOR) for kind in KINDS}
    for kind, bonus in interpretation.prefer.items():
        scores[kind] += bonus
    refused = sum(reading.refusals.values())
    served = (
        sum(reading.topics.values())
        + sum(reading.talk.values())
        + sum(reading.described.values())
        + sum(reading.stories.values())
    )
    scores["out_of_scope"] += SUBJECT_TO_REFUSAL * math.log((refused + FLOOR) / (served + FLOOR))
    if not (interpretation.roles or parsed.roles or interpretation.context_roles or parsed.mentions):
        scores["transition"] -= STRUCTURE / 2
    joined = [slot for slot in direction.slots if len(slot.roles) >= 2]
    if len(parsed.roles) >= 2 and ("vs" in parsed.tokens or (joined and "difference" in parsed.tokens)):
        scores["compare"] += STRUCTURE
    if parsed.direction.start and parsed.direction.goal:
        scores["transition"] += STRUCTURE / 2
    if direction.goal_slot and not direction.goal and not parsed.roles and not any(m.title for m in direction.goal_slot.mentions):
        scores["out_of_scope"] += STRUCTURE  # a wish for a career outside the library
    if direction.goal and direction.score >= CLEAR_MOVE:
        scores["out_of_scope"] -= STRUCTURE  # a wish for a role of the library, whatever the start
    if any(mention.title for mention in parsed.mentions):
        scores["out_of_scope"] -= STRUCTURE  # something is said of every title of the library
    if direction.goal and direction.start_slot and not direction.start:
        scores["out_of_scope"] -= FROM_OUTSIDE
    raised = {kind: math.exp(score) for kind, score in scores.items()}
    shares = {kind: value / sum(raised.values()) for kind, value in raised.items()}
    if not is_possible("compare", interpretation) and parsed.roles:  # "data analyst vs product analyst": one role under two names
        shares["role"] += shares["compare"]
        shares["compare"] = 0.0
    return shares


def is_possible(kind: Kind, interpretation: Interpretation) -> bool:
    """Whether a message can be of a kind: a comparison needs two roles, a role question one role or the description of one."""
    parsed = interpretation.reading.parsed
    roles = set(interpretation.roles if interpretation.roles is not None else (*parsed.roles, *interpretation.context_roles))
    if kind == "compare":
        return len(roles) >= 2
    if kind == "role":
        return bool(roles) or any(m.title for m in parsed.mentions) or described_role(interpretation) is not None
    return True


def described_role(interpretation: Interpretation) -> str | None:
    """The role whose description the words clearly resemble."""
    best = next(iter(interpretation.reading.described.items()), None)
    return best[0] if best is not None and best[1] >= DESCRIBED_LEAST else None


def second_kind(
    kind: Kind, kinds: Mapping[Kind, float], topics: tuple[Candidate, ...], interpretation: Interpretation
) -> Kind | None:
    """The second most likely kind, where it is likely enough to be answered as well."""
    if kind in _NEVER_SECOND or interpretation.forced:
        return None
    rest = sorted((k for k in kinds if k != kind), key=lambda k: -kinds[k])
    second = rest[0]
    if second in _NEVER_SECOND or not is_possible(second, interpretation):
        return None
    if kinds[second] < (SECOND_PART_LEAST_IN_TALK if interpretation.prefer else SECOND_PART_LEAST):
        return None
    if second == "advice" and (not topics or topics[0].score < TOPIC_LEAST):
        return None
    return second
