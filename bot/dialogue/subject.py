"""The subject of an earlier turn, asked about again by a message that says something of it."""

from dataclasses import replace

from bot.dialogue.state import PastTurn, Profile
from bot.nlu.query import Candidate, Query


def query_on(turn: PastTurn, message: Query, confidence: float) -> Query:
    """The message as a query on the subject of `turn`: its words are kept, its own reading is not."""
    return replace(
        message,
        kind=turn.kind,
        also=None,
        roles=turn.roles,
        start=turn.start,
        goal=turn.goal,
        topics=tuple(Candidate(topic, 1.0) for topic in turn.topics),
        answers=(),
        titles=turn.titles,
        story=turn.story,
        confidence=round(confidence, 3),
    )


def with_ends(query: Query, profile: Profile) -> Query:
    """The query with the ends that a question about skills, a comparison or a recommendation has for this person: their own role
    as its start, and the one role whose skills are asked as its goal."""
    if query.kind not in ("skills", "compare", "recommend") or (query.start and query.goal):
        return query
    goal = query.goal or (query.roles[-1] if query.kind == "skills" and query.roles else None)
    start = query.start or (profile.role if profile.role != goal else None)
    return replace(query, start=start, goal=goal)
