"""Who moves from where to where, decided before anything is scored, so that A → B and B → A can never tie.

Every mention gets a from-score and a to-score from the words before and after it; then the best assignment over all
mentions is taken. Mentions joined by "or", "and" or "/" share one slot. A stated goal ("end goal", "eventually") weighs
more than the role named last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.matching.mentions import Mention

WINDOW: Final = 8
"""Words looked at on each side of a mention."""

MINIMUM: Final = 1.5
"""A slot scored below this stays empty."""

_FILL: Final = (
    r"(?: (?:a|an|the|my|our|your|some|any|being|be|full|time|junior|jr|senior|sr|entry|level|mid|midlevel|staff|principal|lead|"
    r"current|currently|first|new|good|real|proper|more|technical|pure|actual|another|different|dedicated|field|role|roles|"
    r"job|jobs|position|career|world|industry|as|in|of|doing|working|remote|associate|graduate|grad|typical|corporate|"
    r"traditional|normal|regular|plain|something|like|only|just|\d+))*$"
)


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?:{words}){_FILL}")


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{words})(?: |$)")


_YEARS: Final = r"(?:years?|yrs?|yoe|months?)(?: of)?(?: experience)?(?: (?:as|in|of))?"
_MOVES: Final = (
    r"(?:switch|mov|pivot|transition|shift|jump|go|chang|get|break|convert|transfer|migrat|leap|step|progress|advanc|"
    r"promot|grow|evolv|hop|return|swap|swing|land)(?:e|es|ing|ed|ting|ping|s)?"
)

_TO_BEFORE: Final = (
    (_before(r"(?:end|ultimate|final|long ?term|dream|main) (?:goal|aim|target|job|role)(?: is| to be| being|:)?|goal is|goal to be"), 4.0),
    (_before(r"become|becoming|became|into|in to|towards?|turn into|turning into|end up as|aspiring|aspire to be|wannabe"), 3.0),
    (_before(rf"{_MOVES}(?: \w+)? to|{_MOVES} back to|->|path to|road to|roadmap to|route to|way to|exits? to|jump to"), 3.2),
    (_before(r"want(?:s|ed|ing)? to be|wanna be|want to work as|hope to be|hoping to be|like to be|love to be|dream of being"), 3.2),
    (_before(r"(?<!close )(?<!similar )(?<!compared )(?<!need )to"), 2.4),
    (_before(r"pursu(?:e|ing)|break(?:ing)? in|start(?:ing)? out in|start(?:ing)? in|enter(?:ing)?|get(?:ting)? in|land(?:ing)?"), 2.4),
    (_before(r"interested in|aim(?:ing)? for|aiming at|looking for|looking into|look at|considering|thinking of|thinking about|apply(?:ing)? for|apply to|"
             r"start(?:ing)? as|work(?:ing)? towards?|get(?:ting)? (?:a|my|that|the|your)(?: first)?|find(?:ing)? a|job in|career in|work in|future in|move up to|promoted? to"), 2.0),
    (_before(r"learn(?:ing)?|study(?:ing)?|prepare for|try(?:ing)?|prefer|do"), 1.5),
    (_before(r"for|about|what about|how about"), 0.6),
)  # fmt: skip
_FROM_BEFORE: Final = (
    (_before(r"(?:coming|come|came|moving|switching|transition(?:ing)?|going|switch|move|pivot(?:ing)?|shift(?:ing)?) (?:over )?from|from"), 3.2),
    (_before(r"leav(?:e|ing)|left|quit(?:ting)?|exit(?:ing)?|escap(?:e|ing)|out of|ditch(?:ing)?|abandon(?:ing)?|give up|giving up|done with|"
             r"tired of|sick of|hate being|hate|burn(?:ed|t) out (?:as|of|in)|bored of|bored with|stuck (?:as|in)|away from|resign from"), 3.0),
    (_before(r"i am|im|i m|am|currently|i was|ive been|i have been|been|was|were|work(?:ing)? as|worked as|job as|role as|hired as|employed as|"
             r"started as|title is|my title|former|formerly|ex|i work in|working in|works? in|myself|already"), 2.6),
    (_before(_YEARS), 2.4),
    (_before(r"experience (?:as|in|of)|background (?:as|in|of)|experienced|career as|life as|masters in|phd in|bsc in|degree in|graduated? in"), 2.0),
    (_before(r"as"), 1.7),
    (_before(r"for|can|could|should|would|do|would any|how (?:do|can|does|should)"), 0.5),
)  # fmt: skip
_FROM_AFTER: Final = (
    (_after(r"(?:roles? |jobs? |positions? |careers? )?(?:to|into|->|towards?)(?: \w+){0,3} (?:ROLE|OUTSIDE)"), 2.6),
    (_after(r"->|exits?|turned"), 3.0),
    (_after(r"(?:\w+ ){0,4}(?:who |that )?(?:wants?|wanting|looking|trying|hoping|considering|thinking|seeking|aspiring|transitioning|moving|"
            r"switch(?:ing|ed)|pivoting|aiming|dreaming|went|moved|became|turned)"), 2.2),
    (_after(r"background|experience|by trade|by training|here|for \d+|since|with \d+|degree|major|student|graduate|now"), 1.8),
)  # fmt: skip
_TO_AFTER: Final = (
    (_after(r"coming from|from(?: \w+){0,3} (?:ROLE|OUTSIDE)|from|as an? (?:ROLE|OUTSIDE)|straight|without|with no|one day|someday|eventually|later|instead|in the future"), 1.8),
    (_after(r"(?:roles?|jobs?|positions?|career) (?:coming )?from"), 1.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """Mentions that share one place in the sentence, with how strongly it reads as the start and as the goal of a move."""

    mentions: tuple[Mention, ...]
    from_score: float
    to_score: float

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.role for m in self.mentions if m.role))


@dataclass(frozen=True, slots=True)
class Direction:
    """The assignment: a start and a goal (role ids, None when open or no role of ours) and the slots it was read from."""

    start: str | None
    goal: str | None
    start_slot: Slot | None
    goal_slot: Slot | None
    slots: tuple[Slot, ...]

    @property
    def score(self) -> float:
        """How much the words speak for a move at all."""
        return (self.start_slot.from_score if self.start_slot else 0.0) + (self.goal_slot.to_score if self.goal_slot else 0.0)


def find_direction(tokens: Sequence[str], mentions: Sequence[Mention]) -> Direction:
    """The best from/to assignment over the mentions in `tokens` (one message; "." stands between sentences)."""
    slotted = _slotted(tokens, mentions)
    slots = tuple(_score(slotted, group) for group in _groups(tokens, mentions))
    best: tuple[float, int | None, int | None] = (0.0, None, None)
    options: list[int | None] = [None, *range(len(slots))]
    for start in options:
        for goal in options:
            if (start is not None and start == goal) or _same_role(slots, start, goal):
                continue
            score = 0.0
            if start is not None:
                score += slots[start].from_score - MINIMUM
            if goal is not None:
                score += slots[goal].to_score - MINIMUM
            if start is not None and goal is not None:
                score += 0.3 if start < goal else 0.0
            if score > best[0]:
                best = (score, start, goal)
    _, first, last = best
    start_slot = slots[first] if first is not None else None
    goal_slot = slots[last] if last is not None else None
    return Direction(_role_of(start_slot), _role_of(goal_slot), start_slot, goal_slot, slots)


def _role_of(slot: Slot | None) -> str | None:
    return slot.roles[0] if slot and slot.roles else None


def _same_role(slots: Sequence[Slot], start: int | None, goal: int | None) -> bool:
    if start is None or goal is None:
        return False
    role = _role_of(slots[start])
    return role is not None and role == _role_of(slots[goal])


def _slotted(tokens: Sequence[str], mentions: Sequence[Mention]) -> list[str]:
    """Tokens with each mention's first token replaced by ROLE or OUTSIDE and its others emptied, positions kept."""
    slotted = list(tokens)
    for mention in mentions:
        slotted[mention.start] = "ROLE" if mention.role else "OUTSIDE"
        for index in range(mention.start + 1, mention.end):
            slotted[index] = ""
    return slotted


_JOINING: Final = frozenset({"/", "or", "and", "&", ",", "+"})


def _groups(tokens: Sequence[str], mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        between = tokens[groups[-1][-1].end : mention.start] if groups else ()
        if groups and len(between) <= 2 and between and all(t in _JOINING or t in ("a", "an", "even", "maybe") for t in between):
            groups[-1].append(mention)
        elif groups and not between:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [tuple(group) for group in groups]


def _score(slotted: Sequence[str], group: tuple[Mention, ...]) -> Slot:
    start, end = group[0].start, group[-1].end
    before = _context(reversed(slotted[:start]))[::-1]
    after = _context(slotted[end:])
    left, right = " ".join(before), " ".join(after)
    from_score = _strongest(_FROM_BEFORE, left, right=False) + 0.8 * _strongest(_FROM_AFTER, right, right=True)
    to_score = _strongest(_TO_BEFORE, left, right=False) + 0.8 * _strongest(_TO_AFTER, right, right=True)
    return Slot(group, from_score, to_score)


def _context(tokens: object) -> list[str]:
    """Up to WINDOW words, not past a sentence's end."""
    context: list[str] = []
    for token in tokens:  # type: ignore[attr-defined]
        if token == "." or len(context) == WINDOW:
            break
        if token and token not in (",", "(", ")", "&", "+"):
            context.append(token)
    return context


def _strongest(cues: Sequence[tuple[re.Pattern[str], float]], text: str, *, right: bool) -> float:
    match = re.Pattern.match if right else re.Pattern.search
    return max((weight for pattern, weight in cues if match(pattern, text)), default=0.0)
