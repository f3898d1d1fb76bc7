"""The plan of a turn: what a message is answered with, by its dialogue act and what the talk is about."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.dialogue.patterns import AREA, OTHER_WAY
from bot.dialogue.policy.acts import ON_SHOWN
from bot.dialogue.policy.exclusions import added, ruled_out
from bot.dialogue.policy.facets import asked_facet
from bot.dialogue.policy.references import points_by_place, referred_roles
from bot.dialogue.state import Conversation, PastTurn
from bot.dialogue.subject import query_on
from bot.dialogue.turn_context import CONTENT_KINDS
from bot.knowledge.library import Library
from bot.knowledge.schema import Act, Facet, Kind
from bot.nlu.query import Candidate, Query
from bot.nlu.thresholds import ANSWER_SURE

TALK_OF_ACTS: Final[dict[Act, str]] = {
    "thanks": "thanks",
    "bye": "bye",
    "greet": "greeting",
    "chatter": "chatter",
    "forget": "forget-me",
    "start_over": "start-over",
}
"""Dialogue act → the entry of talk/ that answers it."""

ACTS_OF_TALK: Final[dict[str, Act]] = {
    **{entry: act for act, entry in TALK_OF_ACTS.items()},
    "praise": "thanks",
    "complaint": "complain",
    "capabilities": "about_bot",
    "identity": "about_bot",
    "memory": "about_bot",
    "sources": "source",
    "why-not": "why",
}

TALK_LEAST: Final = 0.5
"""A first message that is small talk with at least this probability is answered as such, though it was read as a question. In
the middle of a talk every message that is small talk is."""

SMALL_TALK_LEAST: Final = 0.2
"""Small talk with a lower score is none: the message tells or asks something."""

_ASKS: Final = re.compile(r"\b(?:how|what|which|where|who|why|should i|could i|can i|would i)\b")

ON_SHOWN_DESPITE_REFUSAL: Final = 0.5
"""A message that was read as out of scope is about what was shown only when that is as likely as this."""

NONE_LEAST: Final = 0.4
"""A refusal of what was offered is as likely as this, or the message is answered as a question."""

Way = Literal["answer", "continue", "side", "role"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a turn is answered with.

    `way`: a question is answered; the `subject` is continued; a `facet` of the subject is said; a role that was picked is
    described. `excluded` are roles that the person does not want to hear of from now on.
    """

    act: Act
    way: Way
    query: Query
    subject: PastTurn | None = None
    facet: Facet | None = None
    excluded: tuple[str, ...] = ()


def plan_turn(act: Act, share: float, query: Query, conversation: Conversation, library: Library) -> Plan:
    """The plan for a message that was read as `query` and does `act` with the probability `share`. Someone in distress is
    answered and nothing else."""
    subject = conversation.subject
    if subject is not None and not query.distress:
        limited = _limited(act, query, subject)
        if limited is not None:
            return limited
        if act in ("ask", "more", "why", "correct") and not query.named and points_by_place(query.plain):
            pointed = _pointed("pick", query, conversation.listing or subject, library)
            if pointed is not None:
                return pointed if act in ("more", "why") else replace(pointed, act=act)
        if act in ("ask", "more", "why"):
            sided = _sided(query, subject, conversation)
            if sided is not None:
                return sided
        is_on_shown = act in ON_SHOWN and not _is_elsewhere(query, subject)
        if is_on_shown and (query.kind != "out_of_scope" or share >= ON_SHOWN_DESPITE_REFUSAL):
            return _on_shown(act, share, query, subject)
        if act == "pick" or (act == "none" and share >= NONE_LEAST):
            pointed = _pointed(act, query, conversation.listing or subject, library)
            if pointed is not None:
                return pointed
    if query.kind == "meta" and act in ("ask", "tell") and _ASKS.search(query.plain) and not _is_small_talk(query):
        query = _as_question(query, subject)
    if (
        act in TALK_OF_ACTS
        and (subject is not None or share >= TALK_LEAST)
        and query.kind not in ("meta", "out_of_scope")
        and not query.distress
    ):
        talk = (Candidate(TALK_OF_ACTS[act], 1.0),)
        query = replace(query, kind="meta", also=None, talk=talk, answers=(), story=None)
    return Plan("ask" if act in ON_SHOWN else act, "answer", query)


def _is_small_talk(query: Query) -> bool:
    return bool(query.talk) and query.talk[0].score >= SMALL_TALK_LEAST


def _as_question(query: Query, subject: PastTurn | None) -> Query:
    """A question that was read as a mere statement, as the likeliest kind of question."""
    kind: Kind | None = next((c.name for c in query.kinds if c.name in CONTENT_KINDS), None)
    if kind is None or subject is None:
        return query
    goal = subject.goal or (subject.roles[-1] if subject.roles else None)
    return replace(query, kind=kind, roles=query.roles or subject.roles, goal=query.goal or goal)


def _on_shown(act: Act, share: float, query: Query, subject: PastTurn) -> Plan:
    if act == "other_side" and OTHER_WAY.search(query.plain) and subject.start and subject.goal:
        ends = (subject.goal, subject.start)
        turned = replace(query, kind="transition", also=None, start=ends[0], goal=ends[1], roles=ends, answers=(), story=None)
        return Plan("ask", "answer", turned)
    facet: Facet | None = "sources" if act in ("source", "when") else "other_side" if act == "other_side" else None
    return Plan(act, "continue", query_on(subject, query, share), subject, facet)


def _limited(act: Act, query: Query, subject: PastTurn) -> Plan | None:
    """The plan for a message that takes roles out of a comparison or a recommendation, adds some, or says what the recommended
    role must not be; None for other messages."""
    out, more = ruled_out(query), added(query)
    if subject.kind == "compare" and (out or more):
        roles = tuple(role for role in dict.fromkeys((*subject.roles, *more)) if role not in out)
        if len(roles) >= 2:
            asked = replace(query, kind="compare", also=None, roles=roles, answers=(), story=None)
            return Plan(act, "answer", asked, excluded=out)
    wishes = bool(query.likes or query.dislikes) and query.kind in ("recommend", "advice", "meta")
    if subject.kind == "recommend" and (out or (wishes and act in ("ask", "tell", "none", "correct"))):
        asked = replace(query, kind="recommend", also=None, roles=(), answers=(), story=None)
        return Plan(act if act != "tell" else "ask", "answer", asked, excluded=out)
    return None


def _is_elsewhere(query: Query, subject: PastTurn) -> bool:
    """Whether a message is about other roles than those that the talk is at: "tell me more about the systems ones"."""
    others = {*query.named} - {*subject.roles, *subject.listed, subject.start, subject.goal}
    return bool(others) or AREA.search(query.plain) is not None


def _pointed(act: Act, query: Query, subject: PastTurn, library: Library) -> Plan | None:
    """The plan for a message that chooses or refuses what the last reply named; None where it points to nothing."""
    named = query.named or referred_roles(query.plain, subject, library)
    if act == "none":
        refused = named or subject.listed or subject.roles
        asked = replace(query, kind="recommend", also=None, roles=(), answers=(), story=None)
        return Plan(act, "answer", asked, excluded=refused) if refused else None
    if len(named) >= 2:
        return Plan(act, "answer", replace(query, kind="compare", also=None, roles=named, answers=(), story=None))
    if len(named) == 1:
        turn = PastTurn(kind="role", roles=named, goal=named[0])
        facet = asked_facet(query.plain) or "summary"
        asked = replace(query, kind="role", also=None, roles=named, start=None, goal=named[0], answers=(), story=None)
        return Plan(act, "role" if facet == "summary" else "side", asked, turn, facet)
    return None


def _sided(query: Query, subject: PastTurn, conversation: Conversation) -> Plan | None:
    """The plan for a short question about one side of what the talk is about; None where it asks for none."""
    facet = asked_facet(query.plain)
    share = query.answers[0].score if query.answers else 0.0
    roles = (query.named or subject.roles)[-1:]
    if facet is None or not roles or subject.kind == "out_of_scope":
        return None
    if share >= ANSWER_SURE and facet not in ("missing", "brings"):
        return None
    own = subject.start or conversation.profile.role
    start = own if own != roles[0] else None
    turn = PastTurn(kind="role" if query.named else subject.kind, roles=roles, start=start, goal=roles[0])
    kind: Kind = "skills" if facet in ("missing", "brings") else "role"
    asked = replace(query, kind=kind, also=None, roles=roles, start=start, goal=roles[0], answers=(), story=None)
    return Plan("ask", "side", asked, turn, facet)
