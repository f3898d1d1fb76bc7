"""A conversation can be older than the library that answers it, and refer to entries that no longer exist."""

from bot.dialogue.state import Conversation, PastTurn, Profile
from bot.knowledge.library import Library


def without_stale_references(conversation: Conversation, library: Library) -> Conversation:
    """The conversation without the roles, topics and skills that the library does not have."""
    profile, turns = conversation.profile, conversation.turns
    pool = tuple(role for role in conversation.pool if role in library.roles)
    changes = {
        "profile": _profile(profile, library),
        "pool": pool if len(pool) < len(conversation.pool) else conversation.pool,
        "turns": tuple(_turn(turn, library) for turn in turns),
        "excluded": tuple(role for role in conversation.excluded if role in library.roles),
    }
    return conversation.model_copy(update=changes)


def _profile(profile: Profile, library: Library) -> Profile:
    role, goal, skills = profile.role, profile.goal, profile.skills
    if {role, goal} - {None} <= library.roles.keys() and set(skills) <= library.skills.keys():
        return profile
    return profile.model_copy(
        update={
            "role": role if role in library.roles else None,
            "goal": goal if goal in library.roles else None,
            "skills": tuple(skill for skill in skills if skill in library.skills),
        }
    )


def _turn(turn: PastTurn, library: Library) -> PastTurn:
    named = {*turn.roles, *turn.named, *turn.listed, turn.start, turn.goal} - {None}
    has_answer = turn.answer is None or turn.answer in library.answers
    if has_answer and named <= library.roles.keys() and set(turn.topics) <= library.topics.keys():
        return turn
    return turn.model_copy(
        update={
            "roles": tuple(role for role in turn.roles if role in library.roles),
            "named": tuple(role for role in turn.named if role in library.roles),
            "listed": tuple(role for role in turn.listed if role in library.roles),
            "start": turn.start if turn.start in library.roles else None,
            "goal": turn.goal if turn.goal in library.roles else None,
            "topics": tuple(topic for topic in turn.topics if topic in library.topics),
            "answer": turn.answer if has_answer else None,
        }
    )
