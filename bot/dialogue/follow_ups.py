"""Messages that are plainly follow-ups. Each function recognises one kind and returns its interpretation, or None.

All take the interpretation so far, the context, and the whole message (openers such as "no, sorry" included).
"""

import re
from dataclasses import replace

from bot.dialogue import patterns
from bot.dialogue.state import PastTurn
from bot.dialogue.turn_context import (
    CONTENT_KINDS,
    STANDALONE_WORDS,
    TurnContext,
    compared_with,
    focus_role,
    roles_of_area,
    unique,
)
from bot.knowledge.schema import Kind
from bot.nlu.interpretation import Interpretation


def move_from_own_role(interpretation: Interpretation, context: TurnContext) -> Interpretation | None:
    """ "What about ML engineer?" when the person has only said what they are: the move from there."""
    own = context.own_role
    if own is None or len(context.roles) != 1 or context.roles[0] == own or context.conversation.last is None:
        return None
    if not patterns.BARE.match(context.text) or patterns.ABOUT_A_ROLE.match(context.text):
        return None
    return _move(interpretation, own, context.roles[0])


def more_of_same(interpretation: Interpretation, context: TurnContext, _: str) -> Interpretation | None:
    """ "Why", "such as?", "how so": more about the same."""
    last = context.conversation.last
    if last is None or last.kind not in CONTENT_KINDS or not patterns.WHY.match(context.text):
        return None
    return replace(
        interpretation, forced=last.kind, roles=context.roles or last.roles, topics=last.topics, start=last.start, goal=last.goal
    )


def statement(interpretation: Interpretation, context: TurnContext, full: str) -> Interpretation | None:
    """ "I'm a data scientist btw", "im a math teacher": a statement without a question. It fills the start of a move that
    waits for one."""
    if not patterns.STATEMENT.match(full) or any(span.asks for span in context.reading.parsed.spans):
        return None
    waiting = context.last is not None and context.last.kind in ("transition", "skills")
    return None if waiting and context.roles else replace(interpretation, forced="meta")


def reversed_move(interpretation: Interpretation, context: TurnContext, _: str) -> Interpretation | None:
    """ "And the other way round": the last move in reverse."""
    move = context.conversation.last_of("transition")
    if move is None or not move.start or not move.goal or not patterns.OTHER_WAY.search(context.text):
        return None
    return _move(interpretation, move.goal, move.start)


def start_given(interpretation: Interpretation, context: TurnContext, _: str) -> Interpretation | None:
    """ "And me? I'm a data analyst" after a question about a move to some role."""
    last = context.last
    role = context.reading.parsed.direction.start
    if last is None or last.kind not in ("transition", "skills") or role is None or context.length > STANDALONE_WORDS:
        return None
    goal = last.goal or focus_role(last)
    if (
        goal is None
        or goal == role
        or len(context.roles) > 1
        or not (patterns.IDENTITY.search(context.text) or patterns.COMING_FROM.search(context.text))
    ):
        return None
    return _move(interpretation, role, goal)


def correction(interpretation: Interpretation, context: TurnContext, full: str) -> Interpretation | None:
    """ "No, I meant analytics engineer", "sorry, I'm a data scientist actually"."""
    last = context.last
    if last is None or not context.roles or not patterns.CORRECTION.search(full) or context.length > STANDALONE_WORDS:
        return None
    role = context.roles[-1]
    if patterns.IDENTITY.search(full):
        if last.kind == "transition":
            return _move(interpretation, role, last.goal)
        return None
    match last.kind:
        case "transition" if re.search(r"\bfrom ROLE\b", context.text):
            return _move(interpretation, role, last.goal)
        case "transition":
            start = last.start if last.start != role else None
            return _move(interpretation, start, role)
        case "compare" if len(context.roles) == 1:
            return replace(interpretation, forced="compare", roles=unique(last.roles[0], role))
        case kind:
            return replace(interpretation, forced=kind, roles=context.roles, topics=last.topics)


def another_role(interpretation: Interpretation, context: TurnContext, full: str) -> Interpretation | None:
    """ "And AE?", "vs DS", "from analyst?", "what about to AE instead": the last question about another role."""
    last = context.last
    if last is None or not context.roles or not patterns.BARE.match(context.text) or patterns.IDENTITY.search(context.text):
        return None
    if patterns.ABOUT_A_ROLE.match(context.text):
        return replace(interpretation, forced="role", roles=context.roles)
    if re.match(r"(?:\w+ )?(?:vs|versus|compared to)\b", context.text):
        return replace(interpretation, forced="compare", roles=unique(*compared_with(last), *context.roles))
    return _another_end(interpretation, context, last, full) or _asked_again(interpretation, context, last)


def _another_end(interpretation: Interpretation, context: TurnContext, last: PastTurn, full: str) -> Interpretation | None:
    """The role is a new start or a new goal of the last move."""
    named, here = context.roles[0], last.goal or focus_role(last)
    if re.search(r"\bfrom (?:there|it|that) (?:to|into) ROLE", full):
        return _move(interpretation, here, named)
    if re.search(r"\bfrom ROLE", context.text) and here != named:
        return _move(interpretation, named, here)
    if last.kind == "transition" or patterns.TOWARDS.search(context.text):
        start = last.start or context.own_role or (focus_role(last) if last.kind in ("role", "skills") else None)
        moved = _move(interpretation, start if start != named else None, named)
        return replace(moved, roles=unique(*(moved.roles or ()), *context.roles))
    return None


def _asked_again(interpretation: Interpretation, context: TurnContext, last: PastTurn) -> Interpretation:
    """The same kind of question about the role; after a mere statement of what the person is, the move to the role."""
    named, own = context.roles, context.own_role
    previous = context.conversation.last
    if previous is not None and previous.kind == "meta" and own and own not in named:
        return _move(interpretation, own, named[0])
    match last.kind:
        case "compare":
            return replace(interpretation, forced="compare", roles=unique(*last.roles, *named)[-4:])
        case "advice":
            return replace(interpretation, forced="advice", roles=named, topics=last.topics)
        case "recommend":
            return replace(interpretation, forced="role", roles=named)
        case kind:
            return replace(interpretation, forced=kind, roles=named)


def _move(interpretation: Interpretation, start: str | None, goal: str | None) -> Interpretation:
    return replace(interpretation, forced="transition", start=start, goal=goal, roles=unique(start, goal))


def several_roles(interpretation: Interpretation, context: TurnContext, _: str) -> Interpretation | None:
    """ "Which of them is easier", "diff?", "the second one", "the systems ones": the roles of the last turns."""
    pool = context.conversation.pool
    if area := patterns.AREA.search(context.text):
        roles = roles_of_area(area.group(1), context.library)
        if roles and not context.roles:
            return replace(interpretation, roles=roles, prefer={"role": 1.5, "compare": 1.0})
    ordinal = next((patterns.ORDINALS[w] for w in context.text.split() if w in patterns.ORDINALS), None)
    last = context.last
    group = last.roles if last and len(last.roles) >= 2 else pool[-2:]
    if (
        ordinal is not None
        and len(group) >= 2
        and re.search(r"\b(?:one|role|job|first|second|latter|former|option)\b", context.text)
    ):
        if re.search(r"\b(?:more|less|easier|harder|better|than|senior)\b", context.text):
            return replace(interpretation, forced="compare", roles=tuple(group))
        if -len(group) <= ordinal < len(group):
            role = group[ordinal]
            kind: Kind | None = "role" if context.length <= 4 else None
            return replace(interpretation, forced=kind, roles=(role,), goal=role, start=context.own_role)
    if context.roles or not patterns.SEVERAL.search(context.text) or len(group) < 2:
        return None
    if patterns.DIFFERENCE.match(context.text):
        return replace(interpretation, forced="compare", roles=tuple(group))
    return replace(interpretation, roles=tuple(group), prefer={"compare": 2.0})
