"""What a turn tells about the person: role, background, goal, skills, likes."""

import re
from typing import Final

from bot.dialogue.state import Profile
from bot.nlu.query import Query

_OF_OTHERS: Final = re.compile(
    r"\b(?:she|he|shes|hes|her|his|friend|husband|wife|son|daughter|brother|sister|colleague|girlfriend|boyfriend|cousin)\b"
)
_OF_SELF: Final = re.compile(
    r"\b(?:i am|im|i m|i work|i worked|ive been|i have been|i was|i do|my (?:job|title|role|current)|as an?|currently|myself)(?: \w+){0,4} ROLE\b|\b(?:me|myself),? (?:a|an) (?:\w+ ){0,2}ROLE\b"
    r"|\bROLE (?:here|now|by trade|for (?:\d+|\w+) (?:years?|months?))\b|\b\d+\w* (?:years?|yrs?|yoe)(?: \w+){0,3} ROLE\b|^(?:\w+ )?ROLE (?:with|at|in)\b|\bROLE \d+ ?(?:years?|yoe)\b"
    r"|\b(?:i am|im|i work|i was) (?:a|an) \w+"
)
_WISH: Final = re.compile(
    r"\b(?:i want|i wanna|i would like|id like|my goal|end goal|i dream|dream job|i aim|aiming|i hope|want to (?:be|become|go|move|get))\b"
)
_OWN_MOVE: Final = re.compile(r"\b(?:i|im|ive|me|my)\b")
_GIVEN_UP: Final = re.compile(
    r"\b(?:dont|do not|no longer|not) want (?:to (?:be|become)|that)\b|\bgave up on\b|\bnot .{0,30}any ?more\b"
)
_MOST_SKILLS: Final = 30


def updated_profile(profile: Profile, query: Query) -> Profile:
    """The profile after a turn: what is told counts, newest first; what the person says to lack is taken out."""
    told = query.facts
    skills = tuple(skill for skill in dict.fromkeys((*profile.skills, *told.skills)) if skill not in told.lacks)
    changes: dict[str, object] = {"skills": skills[-_MOST_SKILLS:]}
    plain_role, plain_goal = _plainly_said(query)
    role = told.role or plain_role
    if role and query.said_start and query.goal == role != query.said_start:
        role, plain_goal = query.said_start, query.goal  # the end of a move is not where it starts
    if role:
        changes["role"] = role
    if told.career:
        changes["background"] = told.career
    if profile.goal in query.named and _GIVEN_UP.search(query.plain):
        changes["goal"] = None
    elif goal := told.goal or plain_goal:
        changes["goal"] = goal
    if query.kind == "recommend":
        changes["likes"] = tuple(dict.fromkeys((*(t for t in profile.likes if t not in query.dislikes), *query.likes)))
        changes["dislikes"] = tuple(dict.fromkeys((*(t for t in profile.dislikes if t not in query.likes), *query.dislikes)))
    return profile.model_copy(update=changes)


def _plainly_said(query: Query) -> tuple[str | None, str | None]:
    """The role and the goal in a message that says so in plain words ("I am a …", "How do I become a …?") and speaks of nobody
    else. It hears what the model of facts does not."""
    if _OF_OTHERS.search(query.plain):
        return None, None
    moves = query.kind == "transition" and _OWN_MOVE.search(query.plain) is not None
    role = query.said_start if moves or _OF_SELF.search(query.plain) else None
    goal = query.goal if query.goal != query.start and (moves or _WISH.search(query.plain)) else None
    return role, goal
