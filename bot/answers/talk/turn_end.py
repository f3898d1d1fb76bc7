"""The end of a turn: the reply that was built, and the state of the conversation after it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.plain_text import plain_text
from bot.answers.reply import Action, Reply
from bot.answers.talk.subject_claims import facet_of
from bot.dialogue.policy.acts import ON_SHOWN
from bot.dialogue.state import Conversation, PastTurn
from bot.dialogue.subject import with_ends
from bot.knowledge.library import Library
from bot.knowledge.schema import Act, Facet

MOST_FOLLOW_UPS: Final = 4
MOST_LISTED: Final = 6
"""Roles of a reply that the next message can point to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn ended. `answered` is false when the question was declined; `answer` is the written answer that was said;
    `facet` is the side that was asked for; a turn that is not remembered leaves the conversation as it was."""

    act: Act = "ask"
    answered: bool = True
    action: Action | None = None
    is_remembered: bool = True
    answer: str | None = None
    exhausted: bool = False
    facet: Facet | None = None


def end_turn(draft: AnswerBuilder, conversation: Conversation, outcome: Outcome) -> tuple[Reply, Conversation]:
    """The reply as a value, and the conversation with this turn in it."""
    query = with_ends(draft.query, draft.profile)
    asked = [outcome.facet] if outcome.facet else []
    topics = tuple(dict.fromkeys((*draft.topics, *(candidate.name for candidate in query.topics))))
    reply = Reply(
        query=query,
        blocks=tuple(draft.page.blocks),
        sources=tuple(draft.page.sources),
        claims=tuple(draft.page.shown),
        choices=tuple(draft.choices),
        follow_ups=tuple(draft.follow_ups[:MOST_FOLLOW_UPS]),
        picture=draft.picture,
        answered=outcome.answered,
        action=outcome.action,
        topics=topics,
        roles=query.roles,
        act=outcome.act,
        exhausted=outcome.exhausted,
        missing=tuple(dict.fromkeys(draft.missing)),
        parts=tuple(draft.parts),
        profile=draft.profile,
        facets=tuple(dict.fromkeys((*asked, *(facet_of(claim) for claim in draft.page.shown)))),
    )
    if not outcome.is_remembered:
        return reply, conversation
    before = conversation.subject if outcome.act in ON_SHOWN else None
    text = plain_text(reply, draft.library, with_sources=False, with_options=False)
    turn = PastTurn(
        kind=query.kind,
        act=outcome.act,
        roles=query.roles,
        named=query.named,
        start=query.start,
        goal=query.goal,
        topics=topics[:2],
        answer=outcome.answer or (before.answer if before is not None else None),
        titles=query.titles,
        story=query.story,
        claims=reply.claims,
        listed=before.listed if before is not None else tuple(draft.listed) or _roles_named(text, draft.library)[:MOST_LISTED],
    )
    pending = (*reply.choices, *reply.follow_ups)
    return reply, conversation.after(turn, pending=pending, profile=draft.profile, asked_back=bool(reply.choices))


def _roles_named(text: str, library: Library) -> tuple[str, ...]:
    """The roles that a reply names, in order."""
    ids = {role.name.lower(): role.id for role in library.roles.values()}
    return tuple(dict.fromkeys(ids[name] for name in _name_pattern(tuple(ids)).findall(text.lower())))


@lru_cache(maxsize=8)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})s?\b" if names else r"(?!)")
