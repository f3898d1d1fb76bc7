"""From what a message shows and what the talk was about to one reading: follow-ups, pronouns, ellipsis, corrections.

The order is fixed: a correction of what was said, a bare role ("and AE?"), a reference to several ("which of them"), and
otherwise the message's own evidence with the talk as a prior, which is the stronger the less the message says by itself.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.advisor.conversation import Conversation, Turn
from bot.knowledge.library import Library
from bot.knowledge.schema import Kind
from bot.matching.deciding import Draft, decide
from bot.matching.matcher import Reading
from bot.matching.query import Query

CONTENT: Final[tuple[Kind, ...]] = ("role", "compare", "transition", "skills", "recommend", "advice")

_OPENER: Final = (
    r"(?:and|n|ok|okay|so|but|or|then|also|hm+|well|cool|great|thanks|thank you|ah|oh|right|alright|yeah|yes|no|nah|sorry|btw|hey|"
    r"nice|fine|got it|i see|lol|haha|interesting|good|hmm) "
)
_OPENERS: Final = re.compile(rf"^(?:{_OPENER}|, |\. )+")
_CORRECTION: Final = re.compile(
    r"\bi mea?nt?\b|\bnot (?:ROLE|that)\b.*\bROLE\b|^(?:no|nope|nah|sorry|oops|wait|actually|correction)\b[ ,.]*(?:(?:i am|im|its|it is|the|a|an|not) )*ROLE\b|"
    r"\bROLE (?:actually|rather|i mean)\b|^actually\b.*\bROLE\b"
)
_IDENTITY: Final = re.compile(
    r"\b(?:im|i am|i m|i work(?:ed)? as|i was|ive been|i have been|me|currently|i do|my (?:job|title|role) is)(?: (?!to\b|not\b|thinking\b|looking\b)\w+){0,4} ROLE\b"
)
_COMING_FROM: Final = re.compile(r"\b(?:coming|moving|going|switching) from\b|^from\b")
_WHY: Final = re.compile(
    r"^(?:but )?(?:why|how come|why (?:though|tho|not|is that|so|exactly)|how so|such as|like what|for example|eg|examples?|meaning|really|is that so|and why|in what way|"
    r"more|tell me more|go on|explain|elaborate|what do you mean|why (?:not )?ROLE)$"
)
_STATEMENT: Final = re.compile(
    r"^(?:(?:hi|hey|hello|ok|well|so|and|oh|btw) )*(?:im|i am|i m|i work as|i worked as|im currently|i am currently|ive been|i was)(?: (?!to\b|not\b|thinking\b|looking\b|"
    r"trying\b|so\b|stuck\b|tired\b|bored\b|lost\b|afraid\b|scared\b|worried\b|considering\b|interested\b|unsure\b|burned\b|burnt\b|feeling\b|sick\b|done\b|good\b|bad\b|better\b)\w+){0,4}"
    r" (?:ROLE|teacher|student|nurse|accountant|actuary|physicist|biologist|\w+ist|\w+er|\w+or|\w+ant)(?: (?:btw|by the way|actually|too|here|now|at|in|for|a|an|the|bank|company|startup|"
    r"with|since|\d+|years?|yrs?|yoe|months?|experience|of|over|already|still|old|by|trade|three|two|four|five|ten|six))*$"
)
_OTHER_WAY: Final = re.compile(r"\b(?:other|opposite) way(?: round| around)?\b|\bin reverse\b|\breversed?\b|\bvice versa\b")
_BARE: Final = re.compile(
    r"^(?:(?:what about|how about|from there|hows about|what of|same for|same with|is it the same for|how is it for|vs|versus|compared to|with|for|in|as|to|into|from|coming from|"
    r"going|moving|getting|becoming|become|switching|a|an|the|if|say|maybe|rather|instead|or|and|now|do|tell me about|whats|what is|what does|work|be) )*"
    r"ROLE(?: (?:too|instead|then|also|though|roles?|work|jobs?|one|please|do|directly|now|/|or|and|,|a|an|ROLE))*$"
)
_SEVERAL: Final = re.compile(
    r"\b(?:both|them|those|these|either|each|the two|the three|all three|which one|which of|these two|those two|they)\b|\b(?:diff|difference|which (?:is|pays|has|would|one))\b"
)
_ASIDE: Final = re.compile(r"^(?:(?:and|what about|how about|also) )*(?:for|in|at|as|with)(?: (?:a|an|the|my|small|smaller|big|bigger|large))* \w+$")
_DIFFERENCE: Final = re.compile(r"^(?:whats |what is )?(?:the )?(?:diff|difference|differences)(?: (?:between|of) (?:them|those|these|the two))?$")
_POINTS_BACK: Final = re.compile(
    r"\b(?:it|its|that|there|this|they|them|their|those|these|one|such|both|either|then|do so|so|else|more|instead|still|here|same|other)\b"
)
_ONE: Final = re.compile(r"\b(?:it|its|that one|this one|that role|this role|the role|the job|that job)\b")
_ONWARD: Final = re.compile(r"\b(?:from there|after that|after it|go from|next|where (?:do|can|could) (?:people|i|they|you) go|exits?|afterwards|leave it|get out)\b")
_BACK: Final = re.compile(r"\b(?:go|going|move|get|come|step|switch)(?: \w+)? back\b")
_AREA: Final = re.compile(r"\b(insights?|models?|systems?|leadership|platform|management)\b(?: \w+)? (?:ones|roles|side|people|group|area|jobs)\b")
_ORDINALS: Final = {"first": 0, "former": 0, "1st": 0, "second": 1, "2nd": 1, "latter": -1, "third": 2, "3rd": 2, "last": -1, "other": -2}

_CLEAR_TALK: Final = 0.5
_CLEAR_TOPIC: Final = 0.7
"""Scores at which a message's own small talk, or own topic, needs no help from the talk."""

_KIND_CARRIED: Final = 1.5
"""What the last kind gains in log-odds, and small talk and refusals lose, when a message says nothing by itself."""

_TOPIC_CARRIED: Final = 0.6
"""The share of the last topic when a message says nothing by itself."""

MESSAGE_ALONE: Final = 12
"""A message of more words than this is read by itself unless it points back."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The message as a string with roles as ROLE, openers gone, beside the talk it belongs to."""

    text: str
    length: int
    reading: Reading
    conversation: Conversation
    library: Library

    @property
    def roles(self) -> tuple[str, ...]:
        return self.reading.parsed.roles

    @property
    def last(self) -> Turn | None:
        """The last turn that was about something."""
        return self.conversation.last_of(*CONTENT)

    @property
    def own_role(self) -> str | None:
        return self.conversation.profile.role


def understand(text: str, reading: Reading, conversation: Conversation, library: Library) -> Query:
    """The reading of `text` as the next turn of `conversation`. Pure; the conversation may be new."""
    full = reading.parsed.plain
    core = _OPENERS.sub("", full)
    context = _Context(core, len(core.split()), reading, conversation, library)
    draft = Draft(text=text, reading=reading)
    if context.last is None:
        stated = _stated(draft, context, full)
        if stated is not None:
            return decide(stated, library)
        return decide(_asked_of_own_role(draft, context) or _with_profile(draft, context), library)
    if _stands_alone(context):
        return decide(_with_profile(draft, context), library)
    for attempt in (_asked_why, _stated, _corrected, _told_start, _turned_round, _another_role, _several, _carried):
        found = attempt(draft, context, full)
        if found is not None:
            return decide(found, library)
    return decide(_with_profile(draft, context), library)


def _stands_alone(context: _Context) -> bool:
    """Long enough, or about roles of its own in a sentence of its own, and not pointing back."""
    if _CORRECTION.search(context.text):
        return False
    if context.length > MESSAGE_ALONE:
        return not _POINTS_BACK.search(" ".join(context.text.split()[:4]))
    return False


def _asked_of_own_role(draft: Draft, context: _Context) -> Draft | None:
    """"What about ML engineer?", when all that was said before is what the person is: the way there."""
    own = context.own_role
    if own is None or len(context.roles) != 1 or context.roles[0] == own or context.conversation.last is None:
        return None
    if not _BARE.match(context.text) or re.match(r"(?:what does|what is|whats|tell me about)\b", context.text):
        return None
    return replace(draft, forced="transition", start=own, goal=context.roles[0], roles=_pair(own, context.roles[0]))


def _asked_why(draft: Draft, context: _Context, _: str) -> Draft | None:
    """"Why", "such as?", "how so": more of the same."""
    last = context.conversation.last
    if last is None or last.kind not in CONTENT or not _WHY.match(context.text):
        return None
    return replace(draft, forced=last.kind, roles=context.roles or last.roles, topics=last.topics, start=last.start, goal=last.goal)


def _stated(draft: Draft, context: _Context, full: str) -> Draft | None:
    """"I'm a data scientist btw", "im a math teacher": told, nothing asked. Where a move waits for its start, it has it."""
    if not _STATEMENT.match(full) or any(span.asks for span in context.reading.parsed.spans):
        return None
    waiting = context.last is not None and context.last.kind in ("transition", "skills")
    return None if waiting and context.roles else replace(draft, forced="meta")


def _turned_round(draft: Draft, context: _Context, _: str) -> Draft | None:
    """"And the other way round": the last move, reversed."""
    move = context.conversation.last_of("transition")
    if move is None or not move.start or not move.goal or not _OTHER_WAY.search(context.text):
        return None
    return replace(draft, forced="transition", start=move.goal, goal=move.start, roles=_pair(move.goal, move.start))


def _told_start(draft: Draft, context: _Context, _: str) -> Draft | None:
    """"And me? I'm a data analyst", after a move to somewhere was asked about."""
    last = context.last
    role = context.reading.parsed.direction.start
    if last is None or last.kind not in ("transition", "skills") or role is None or context.length > MESSAGE_ALONE:
        return None
    goal = last.goal or _focus(last)
    if goal is None or goal == role or len(context.roles) > 1 or not (_IDENTITY.search(context.text) or _COMING_FROM.search(context.text)):
        return None
    return replace(draft, forced="transition", start=role, goal=goal, roles=_pair(role, goal))


def _corrected(draft: Draft, context: _Context, full: str) -> Draft | None:
    """"No, I meant analytics engineer", "sorry, I'm a data scientist actually"."""
    last = context.last
    if last is None or not context.roles or not _CORRECTION.search(full) or context.length > MESSAGE_ALONE:
        return None
    role = context.roles[-1]
    if _IDENTITY.search(full):
        if last.kind == "transition":
            return replace(draft, forced="transition", start=role, goal=last.goal, roles=_pair(role, last.goal))
        return None
    match last.kind:
        case "transition" if re.search(r"\bfrom ROLE\b", context.text):
            return replace(draft, forced="transition", start=role, goal=last.goal, roles=_pair(role, last.goal))
        case "transition":
            start = last.start if last.start != role else None
            return replace(draft, forced="transition", start=start, goal=role, roles=_pair(start, role))
        case "compare" if len(context.roles) == 1:
            return replace(draft, forced="compare", roles=_pair(last.roles[0], role))
        case kind:
            return replace(draft, forced=kind, roles=context.roles, topics=last.topics)


def _another_role(draft: Draft, context: _Context, full: str) -> Draft | None:
    """"And AE?", "vs DS", "from analyst?", "what about to AE instead": the last question, asked of another role."""
    last = context.last
    if last is None or not context.roles or not _BARE.match(context.text) or _IDENTITY.search(context.text):
        return None
    named = context.roles
    if re.match(r"(?:\w+ )?(?:vs|versus|compared to)\b", context.text):
        return replace(draft, forced="compare", roles=tuple(dict.fromkeys((*_first(last), *named))))
    if re.search(r"\bfrom (?:there|it|that) (?:to|into) ROLE", full):
        start = last.goal or _focus(last)
        if start and start != named[0]:
            return replace(draft, forced="transition", start=start, goal=named[0], roles=_pair(start, named[0]))
    if re.search(r"\bfrom ROLE", context.text):
        goal = last.goal or _focus(last)
        if goal and goal != named[0]:
            return replace(draft, forced="transition", start=named[0], goal=goal, roles=_pair(named[0], goal))
    if re.search(r"\b(?:to|into|becoming|become|getting|going|moving)\b.*ROLE", context.text) or last.kind == "transition":
        start = last.start or context.own_role or (_focus(last) if last.kind in ("role", "skills") else None)
        start = start if start != named[0] else None
        return replace(draft, forced="transition", start=start, goal=named[0], roles=tuple(dict.fromkeys((*_pair(start), *named))))
    if re.match(r"(?:what does|what is|whats|tell me about)\b", context.text):
        return replace(draft, forced="role", roles=named)
    previous = context.conversation.last
    told_before = previous is not None and previous.kind == "meta" and context.own_role
    match last.kind:
        case _ if told_before and context.own_role not in named:
            return replace(draft, forced="transition", start=context.own_role, goal=named[0], roles=_pair(context.own_role, named[0]))
        case "compare":
            return replace(draft, forced="compare", roles=tuple(dict.fromkeys((*last.roles, *named)))[-4:])
        case "advice":
            return replace(draft, forced="advice", roles=named, topics=last.topics)
        case "recommend":
            return replace(draft, forced="role", roles=named)
        case kind:
            return replace(draft, forced=kind, roles=named)


def _several(draft: Draft, context: _Context, _: str) -> Draft | None:
    """"Which of them is easier", "diff?", "the second one", "the systems ones": the roles lately spoken of."""
    pool = context.conversation.pool
    if area := _AREA.search(context.text):
        roles = _area_roles(area.group(1), context.library)
        if roles and not context.roles:
            return replace(draft, roles=roles, prefer={"role": 1.5, "compare": 1.0})
    ordinal = next((_ORDINALS[w] for w in context.text.split() if w in _ORDINALS), None)
    last = context.last
    group = last.roles if last and len(last.roles) >= 2 else pool[-2:]
    if ordinal is not None and len(group) >= 2 and re.search(r"\b(?:one|role|job|first|second|latter|former|option)\b", context.text):
        if re.search(r"\b(?:more|less|easier|harder|better|than|senior)\b", context.text):
            return replace(draft, forced="compare", roles=tuple(group))
        if -len(group) <= ordinal < len(group):
            role = group[ordinal]
            kind: Kind | None = "role" if context.length <= 4 else None
            return replace(draft, forced=kind, roles=(role,), goal=role, start=context.own_role)
    if context.roles or not _SEVERAL.search(context.text) or len(group) < 2:
        return None
    if _DIFFERENCE.match(context.text):
        return replace(draft, forced="compare", roles=tuple(group))
    return replace(draft, roles=tuple(group), prefer={"compare": 2.0})


def _carried(draft: Draft, context: _Context, _: str) -> Draft | None:
    """No role of its own: the talk fills in the roles, and weighs the more the less the message says."""
    last = context.last
    if last is None:
        return None
    draft = _leaned(draft, context, last)
    if context.roles:
        return _own_roles_with_talk(draft, context, last)
    focus = _focus(last) or (context.conversation.pool[-1] if context.conversation.pool else None)
    if focus is None:
        return _with_profile(draft, context)
    role = context.library.roles.get(focus)
    leads = role is not None and role.area == "leadership"
    if _BACK.search(context.text) and (leads or last.kind in ("role", "transition")):
        goal = "individual-contributor" if leads else last.start
        return _moved(draft, focus, goal, roles=_pair(focus, goal))
    if _ONWARD.search(context.text):
        start = focus if last.kind != "meta" else context.own_role
        return _moved(replace(draft, context_roles=last.roles), start, None, roles=_pair(start))
    start = last.start or context.own_role
    goal = last.goal or focus
    if last.kind not in ("transition", "role", "skills", "compare") and context.own_role in (goal, None):
        start, goal = context.own_role, last.goal
    if start == goal:
        start = None
    roles = (focus,) if _ONE.search(context.text) and last.kind != "transition" else last.roles or (focus,)
    return replace(draft, context_roles=roles, start=start, goal=goal, from_talk=True)


def _moved(draft: Draft, start: str | None, goal: str | None, *, roles: tuple[str, ...]) -> Draft:
    prefer = {**draft.prefer, "transition": draft.prefer.get("transition", 0.0) + 1.5}
    return replace(draft, start=start, goal=goal, roles=roles, prefer=prefer)


def _leaning(context: _Context) -> float:
    """How much the message leans on the talk: 1 for a word or two, less the longer and the more it says itself."""
    points_back = bool(_POINTS_BACK.search(context.text))
    if context.length <= 3:
        strength = 1.0
    elif points_back and context.length <= 9:
        strength = 0.8
    elif context.length <= 7:
        strength = 0.55
    else:
        strength = 0.35 if points_back else 0.1
    return strength * (0.4 if context.roles else 1.0)


def _leaned(draft: Draft, context: _Context, last: Turn) -> Draft:
    """The draft with what the talk adds to kinds and topics; clear evidence of the message's own leaves it little room."""
    reading, strength = context.reading, _leaning(context)
    small_talk = max(reading.talk.values(), default=0.0)
    own_topic = max(reading.topics.values(), default=0.0)
    kinds: dict[Kind, float] = {last.kind: _KIND_CARRIED * strength, "out_of_scope": -2 * _KIND_CARRIED * strength}
    if small_talk < _CLEAR_TALK:
        kinds["meta"] = kinds.get("meta", 0.0) - _KIND_CARRIED * strength
    room = 1.0 if _ASIDE.match(context.text) else max(0.0, 1.0 - own_topic / _CLEAR_TOPIC)
    weights = [_TOPIC_CARRIED * strength * room, _TOPIC_CARRIED * strength * room / 3]
    return replace(draft, prefer=kinds, prefer_topics=dict(zip(last.topics[:2], weights, strict=False)))


def _own_roles_with_talk(draft: Draft, context: _Context, last: Turn) -> Draft:
    """A message with roles of its own inside a talk: an open end of its move is filled from the talk."""
    direction = context.reading.parsed.direction
    start, goal = direction.start, direction.goal
    if start is None and goal is not None:
        start = context.own_role or last.start
    if goal is None and start is not None and _POINTS_BACK.search(context.text):
        goal = last.goal or _focus(last)
    if start is not None and start == goal:
        start = None
    return replace(draft, start=start, goal=goal, context_roles=last.roles)


def _with_profile(draft: Draft, context: _Context) -> Draft:
    """What the person told about themselves stands in for a start that was not said."""
    direction = context.reading.parsed.direction
    own = context.own_role
    if own and direction.start is None and direction.start_slot is None and direction.goal != own:
        return replace(draft, start=own, goal=direction.goal)
    return draft


def _focus(last: Turn) -> str | None:
    """The role a bare "it" or "there" means: the goal of a move, else the role named last, else the first spoken of."""
    return last.goal or (last.named[-1] if last.named and last.kind != "compare" else None) or (last.roles[-1] if last.kind == "role" and last.roles else last.roles[0] if last.roles else None)


def _first(last: Turn) -> tuple[str, ...]:
    """What "vs X" is set against: the goal of a move, the first of a comparison, the role spoken of."""
    if last.goal:
        return (last.goal,)
    return last.roles[:1]


def _pair(*roles: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for role in roles if role))


def _area_roles(word: str, library: Library) -> tuple[str, ...]:
    """The roles of an area, special forms of other roles aside."""
    area = {"insight": "insights", "model": "models", "system": "systems", "platform": "systems", "management": "leadership"}.get(word, word)
    return tuple(role.id for role in library.roles.values() if role.area == area and not role.variant)
