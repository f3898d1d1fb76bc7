"""What the conversation adds to a message that says little by itself: roles, the ends of a move, the last kind and topic."""

from dataclasses import replace
from typing import Final

from bot.dialogue import patterns
from bot.dialogue.state import PastTurn
from bot.dialogue.turn_context import TurnContext, focus_role, unique
from bot.knowledge.schema import Kind
from bot.nlu.interpretation import Interpretation

_CLEAR_TALK: Final = 0.5
_CLEAR_TOPIC: Final = 0.7
"""Scores from which a message's own small talk, or its own topic, needs no help from the conversation."""

_KIND_CARRIED: Final = 1.5
"""What the last kind gains in log-odds, and small talk and refusals lose, when a message says nothing by itself."""

_TOPIC_CARRIED: Final = 0.6
"""The share of the last topic when a message says nothing by itself."""


def carry_over(interpretation: Interpretation, context: TurnContext, _: str) -> Interpretation | None:
    """Fill in the roles of a message that names none. The less the message says, the more the conversation weighs."""
    last = context.last
    if last is None:
        return None
    interpretation = _leaned(interpretation, context, last)
    if context.roles:
        return _own_roles_with_talk(interpretation, context, last)
    focus = focus_role(last) or (context.conversation.pool[-1] if context.conversation.pool else None)
    if focus is None:
        return with_profile(interpretation, context)
    role = context.library.roles.get(focus)
    leads = role is not None and role.area == "leadership"
    if patterns.BACK.search(context.text) and (leads or last.kind in ("role", "transition")):
        goal = context.library.guidance.hands_on_role if leads else last.start
        return _moved(interpretation, focus, goal, roles=unique(focus, goal))
    if patterns.ONWARD.search(context.text):
        start = focus if last.kind != "meta" else context.own_role
        return _moved(replace(interpretation, context_roles=last.roles), start, None, roles=unique(start))
    start = last.start or context.own_role
    goal = last.goal or focus
    if last.kind not in ("transition", "role", "skills", "compare") and context.own_role in (goal, None):
        start, goal = context.own_role, last.goal
    if start == goal:
        start = None
    roles = (focus,) if patterns.ONE.search(context.text) and last.kind != "transition" else last.roles or (focus,)
    return replace(interpretation, context_roles=roles, start=start, goal=goal, from_talk=True)


def _moved(interpretation: Interpretation, start: str | None, goal: str | None, *, roles: tuple[str, ...]) -> Interpretation:
    prefer = {**interpretation.prefer, "transition": interpretation.prefer.get("transition", 0.0) + 1.5}
    return replace(interpretation, start=start, goal=goal, roles=roles, prefer=prefer)


def _leaning(context: TurnContext) -> float:
    """How much the message depends on the conversation: 1 for a word or two, less for a longer and more explicit message."""
    points_back = bool(patterns.POINTS_BACK.search(context.text))
    if context.length <= 3:
        strength = 1.0
    elif points_back and context.length <= 9:
        strength = 0.8
    elif context.length <= 7:
        strength = 0.55
    else:
        strength = 0.35 if points_back else 0.1
    return strength * (0.4 if context.roles else 1.0)


def _leaned(interpretation: Interpretation, context: TurnContext, last: PastTurn) -> Interpretation:
    """The interpretation with what the conversation adds to kinds and topics. A clear score of the message itself leaves
    little room."""
    reading, strength = context.reading, _leaning(context)
    small_talk = max(reading.talk.values(), default=0.0)
    own_topic = max(reading.topics.values(), default=0.0)
    kinds: dict[Kind, float] = {last.kind: _KIND_CARRIED * strength, "out_of_scope": -2 * _KIND_CARRIED * strength}
    if small_talk < _CLEAR_TALK:
        kinds["meta"] = kinds.get("meta", 0.0) - _KIND_CARRIED * strength
    room = 1.0 if patterns.ASIDE.match(context.text) else max(0.0, 1.0 - own_topic / _CLEAR_TOPIC)
    weights = [_TOPIC_CARRIED * strength * room, _TOPIC_CARRIED * strength * room / 3]
    return replace(interpretation, prefer=kinds, prefer_topics=dict(zip(last.topics[:2], weights, strict=False)))


def _own_roles_with_talk(interpretation: Interpretation, context: TurnContext, last: PastTurn) -> Interpretation:
    """Fill the open end of a move in a message that names roles of its own."""
    direction = context.reading.parsed.direction
    start, goal = direction.start, direction.goal
    if start is None and goal is not None:
        start = context.own_role or last.start
    if goal is None and start is not None and patterns.POINTS_BACK.search(context.text):
        goal = last.goal or focus_role(last)
    if start is not None and start == goal:
        start = None
    return replace(interpretation, start=start, goal=goal, context_roles=last.roles)


def with_profile(interpretation: Interpretation, context: TurnContext) -> Interpretation:
    """Use the role that the person told as the start of a move that names none."""
    direction = context.reading.parsed.direction
    own = context.own_role
    if own and direction.start is None and direction.start_slot is None and direction.goal != own:
        return replace(interpretation, start=own, goal=direction.goal)
    return interpretation
