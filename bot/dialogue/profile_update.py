"""What a turn tells about the person: role, background, goal, skills, likes. Only statements about themselves count."""

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
_KNOWS: Final = re.compile(
    r"\b(?:i know|i can|i use|ive used|i do|im (?:good|ok|okay|decent|fine|comfortable|strong)|my skills?|skilled|experience (?:with|in)|background in|i have|"
    r"ive (?:got|done)|i code|i write|a bit of|some|lots of|fluent)\b"
)
_MOST_SKILLS: Final = 30


def updated_profile(profile: Profile, query: Query) -> Profile:
    """The profile after a turn. A message about somebody else changes nothing."""
    text = query.plain
    if _OF_OTHERS.search(text):
        return profile
    changes: dict[str, object] = {}
    if query.said_start and _OF_SELF.search(text):
        changes["role"] = query.said_start
    elif query.outside and query.kind in ("meta", "recommend", "transition") and _OF_SELF.search(text):
        changes["background"] = query.outside[0]
    if query.goal and (_WISH.search(text)) and query.goal != query.start:
        changes["goal"] = query.goal
    if query.skills and query.kind in ("recommend", "meta", "skills", "transition") and _KNOWS.search(text):
        changes["skills"] = tuple(dict.fromkeys((*profile.skills, *query.skills)))[-_MOST_SKILLS:]
    if query.kind == "recommend":
        changes["likes"] = tuple(dict.fromkeys((*(t for t in profile.likes if t not in query.dislikes), *query.likes)))
        changes["dislikes"] = tuple(dict.fromkeys((*(t for t in profile.dislikes if t not in query.likes), *query.dislikes)))
    return profile.model_copy(update=changes)
