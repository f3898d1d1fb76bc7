"""From the scores of one message to one query: its kind, a second part, roles, topics, and whether to ask back."""

from collections.abc import Mapping
from typing import Final

from bot.knowledge.schema import Kind
from bot.nlu import thresholds
from bot.nlu.interpretation import Interpretation
from bot.nlu.kind_scores import described_role, is_possible, kind_scores, second_kind
from bot.nlu.parsing.direction import Direction, with_open_ends_filled
from bot.nlu.query import Candidate, Query
from bot.nlu.thresholds import (
    FLOOR,
    REFUSE_LEAST,
    REFUSE_SHARE,
    STORY_LEAST,
    UNKNOWN_WORDS,
)

TOPICS_KEPT: Final = 5
ANSWERS_KEPT: Final = 6


def decide(interpretation: Interpretation) -> Query:
    """The query for an interpretation. Pure; every constant is in thresholds.py."""
    parsed = interpretation.reading.parsed
    direction = with_open_ends_filled(parsed.direction)
    kinds = kind_scores(interpretation, direction)
    ranked = sorted((kind for kind in kinds if is_possible(kind, interpretation)), key=lambda kind: -kinds[kind])
    kind: Kind = ranked[0]
    if interpretation.forced and interpretation.forced in ranked:
        kind = interpretation.forced
    elif kinds["out_of_scope"] >= max(REFUSE_LEAST, REFUSE_SHARE * kinds[kind]) or (
        parsed.unknown_share > UNKNOWN_WORDS and not parsed.roles and not interpretation.context_roles
    ):
        kind = "out_of_scope"
    elif kind == "out_of_scope":
        kind = ranked[1]
    story = _story(interpretation) if not interpretation.forced else None
    if story is not None:
        kind = "advice"
    topics = _topics(interpretation)
    also = second_kind(kind, kinds, topics, interpretation)
    roles = _roles(kind, interpretation, direction)
    start, goal = _ends(interpretation, direction) if "transition" in (kind, also) else (None, None)
    if kind == "transition":
        roles = _roles_of_move(start, goal, direction, roles, interpretation)
    answers = _answers(interpretation)
    if kind == "meta" and direction.start is not None and interpretation.roles is None:
        start = direction.start
    return Query(
        text=interpretation.text,
        plain=parsed.plain,
        kind=kind,
        also=also,
        roles=roles,
        start=start,
        goal=goal,
        said_start=direction.start,
        named=parsed.roles,
        likes=parsed.likes,
        dislikes=parsed.dislikes,
        outside=tuple(" ".join(parsed.tokens[m.start : m.end]) for m in parsed.mentions if m.strength == "outside"),
        titles=tuple(m.title for m in parsed.mentions if m.title),
        topics=topics,
        answers=answers,
        refusals=_candidates(interpretation.reading.refusals, 3),
        talk=_candidates(interpretation.reading.talk, 3),
        described=_candidates(interpretation.reading.described, 5),
        skills=tuple(dict.fromkeys(concept.name for concept in parsed.skills)),
        confidence=_confidence(kind, kinds, topics),
        story=story,
        facts=interpretation.reading.facts,
        distress="talk:distress" in interpretation.reading.features.rules,
        kinds=tuple(Candidate(k, round(kinds[k], 4)) for k in ranked),
    )


def _story(interpretation: Interpretation) -> str | None:
    """The story that the message clearly asks for, if there is one."""
    best = next(iter(interpretation.reading.stories.items()), None)
    return best[0] if best is not None and best[1] >= STORY_LEAST else None


def _topics(interpretation: Interpretation) -> tuple[Candidate, ...]:
    """The topics by their share among all topics, mixed with the topics that the conversation prefers."""
    total = sum(interpretation.reading.topics.values()) + FLOOR
    scores = {topic: score / total for topic, score in interpretation.reading.topics.items()}
    mixed = sum(interpretation.prefer_topics.values())
    if mixed:
        scores = {topic: score * (1 - mixed) for topic, score in scores.items()}
        for topic, share in interpretation.prefer_topics.items():
            if topic in interpretation.reading.known_topics:
                scores[topic] = scores.get(topic, 0.0) + share
    for rank, topic in enumerate(interpretation.topics):
        if topic in interpretation.reading.known_topics:
            scores[topic] = 1.0 - 0.1 * rank
    return _candidates(scores, TOPICS_KEPT)


def _answers(interpretation: Interpretation) -> tuple[Candidate, ...]:
    """The written answers found. To a message in the middle of a talk one must fit well, since the talk may be what was meant."""
    found = interpretation.reading.answers
    least = 0.0 if interpretation.is_clear else thresholds.ANSWER_IN_TALK
    leads = interpretation.stands_alone and max(found.values(), default=0.0) >= least
    return _candidates(found, ANSWERS_KEPT) if leads else ()


def _candidates(scores: Mapping[str, float], most: int) -> tuple[Candidate, ...]:
    best = sorted(scores.items(), key=lambda item: -item[1])[:most]
    return tuple(Candidate(name, round(score, 4)) for name, score in best)


def _roles(kind: Kind, interpretation: Interpretation, direction: Direction) -> tuple[str, ...]:
    parsed = interpretation.reading.parsed
    if interpretation.roles is not None:
        return interpretation.roles
    if not parsed.roles:
        described = described_role(interpretation)
        if kind == "role" and not interpretation.context_roles and described:
            return (described,)
        return interpretation.context_roles if kind in ("role", "skills", "compare", "advice", "transition", "recommend") else ()
    if kind == "compare":
        return _compared(interpretation, direction)
    return parsed.roles


def _compared(interpretation: Interpretation, direction: Direction) -> tuple[str, ...]:
    """The roles that stand beside "vs", "or" and the like: "AE vs DS, I'm a DA" compares two roles."""
    parsed = interpretation.reading.parsed
    if len(parsed.roles) == 1:
        return tuple(dict.fromkeys((*interpretation.context_roles, *parsed.roles)))[-4:]
    beside: list[str] = []
    for left, right in zip(direction.slots, direction.slots[1:], strict=False):
        between = parsed.tokens[left.mentions[-1].end : right.mentions[0].start]
        if any(token in ("vs", "versus", "or", "than", "/") for token in between) and len(between) <= 8:
            beside += [*left.roles, *right.roles]
    for slot in direction.slots:
        if len(slot.roles) >= 2:
            beside += slot.roles
    found = tuple(dict.fromkeys(beside))
    return found if len(found) >= 2 else parsed.roles


def _ends(interpretation: Interpretation, direction: Direction) -> tuple[str | None, str | None]:
    start, goal = direction.start, direction.goal
    if interpretation.forced or interpretation.from_talk or interpretation.roles is not None:
        return interpretation.start, interpretation.goal
    if start is None and direction.start_slot is None and interpretation.start != goal:
        start = interpretation.start
    if goal is None and direction.goal_slot is None and interpretation.goal != start:
        goal = interpretation.goal
    return start, goal


def _roles_of_move(
    start: str | None, goal: str | None, direction: Direction, roles: tuple[str, ...], interpretation: Interpretation
) -> tuple[str, ...]:
    """Both ends of the move and the roles that share a slot with them ("to MLE or MLOps"), without other roles named in
    passing."""
    if interpretation.forced or interpretation.roles is not None:
        return interpretation.roles or roles
    slots = [slot for slot in (direction.start_slot, direction.goal_slot) if slot]
    found = dict.fromkeys([*([start] if start else []), *(r for s in slots for r in s.roles), *([goal] if goal else [])])
    return tuple(found) or roles


def _confidence(kind: Kind, kinds: Mapping[Kind, float], topics: tuple[Candidate, ...]) -> float:
    """The probability of the kind. For advice it is multiplied by the lead of the best topic; for a refusal it is set
    against the threshold of refusing."""
    value = kinds[kind]
    if kind == "out_of_scope":
        value /= value + REFUSE_LEAST
    if kind == "advice" and len(topics) >= 2:
        value *= topics[0].score / (topics[0].score + topics[1].score)
    return round(min(1.0, max(0.0, value)), 3)
