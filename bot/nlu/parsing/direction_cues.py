"""Words around a role name that make it the start or the goal of a move, each with a weight.

Weights are between 0 and 4: about 1.5 is a hint, 2.5 is ordinary ("from X", "to X", "I am an X"), 4 is a stated goal or a
fact.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

WINDOW: Final = 8
"""Words looked at on each side of a mention."""


_FILL: Final = (
    r"(?: (?:a|an|the|my|our|your|some|any|being|be|full|time|junior|jr|senior|sr|entry|level|mid|midlevel|staff|principal|lead|"
    r"current|currently|first|new|good|real|proper|more|technical|pure|actual|another|different|dedicated|field|role|roles|"
    r"job|jobs|position|career|world|industry|as|in|of|doing|working|remote|associate|graduate|grad|typical|corporate|"
    r"traditional|normal|regular|plain|old|something|like|only|just|that|this|those|one|sort|kind|type|\d+|ROLE|OUTSIDE|/|or|and))*"
)


def _before(words: str, *, any_adjective: bool = False) -> re.Pattern[str]:
    """A cue that ends the words before a mention; articles and the like may stand between."""
    adjective = r"(?: (?!to\b|from\b|for\b|as\b|with\b|of\b)\w+){0,2}" if any_adjective else ""
    return re.compile(rf"(?:^| )(?:{words}){_FILL}{adjective}$")


def _after(words: str) -> re.Pattern[str]:
    """A cue that begins the words after a mention."""
    return re.compile(rf"^(?:{words})(?: |$)")


_YEARS: Final = r"(?:years?|yrs?|yoe|months?)(?: of)?(?: experience)?(?: (?:as|in|of))?"
_MOVES: Final = (
    r"(?:switch|mov|pivot|transition|shift|jump|go|gone|went|chang|get|break|convert|transfer|migrat|leap|step|progress|advanc|"
    r"promot|grow|evolv|hop|return|swap|swing|land|slid|head|turn|work my way)(?:e|es|ing|ed|ting|ping|s)?"
)
_POSSIBLE_SUBJECT: Final = r"can|could|should|would|do|does|did|any|anyone|has any|how (?:do|can|does|should|did|would)"

_TO_BEFORE: Final = (
    (_before(r"(?:end|ultimate|final|long ?term|dream|main|big|next) (?:goal|aim|target|job|role|stop|step|plan)(?: is| to be| being|:)?|"
             r"goal is|goal to be|heart set on|my heart lies in|what i want is"), 4.0),
    (_before(r"become|becoming|became|into|in to|towards?|turn into|turning into|end up|end up as|aspiring|aspire to be|wannabe", any_adjective=True), 3.0),
    (_before(rf"{_MOVES}(?: \w+)? to|{_MOVES} back to|->|path to|road to|roadmap to|route to|way to|exits? to|jump to", any_adjective=True), 3.2),
    (_before(r"want(?:s|ed|ing)? to be|wanna be|want to work as|hope to be|hoping (?:to be|for)|like to be|love to be|"
             r"dream(?:ing)? of(?: being| becoming)?|want(?:s|ed|ing)?|want to do|wish i was"), 3.0),
    (_before(r"(?<!close )(?<!similar )(?<!compared )(?<!need )(?<!used )(?<!talk )(?<!next )to", any_adjective=True), 2.4),
    (_before(r"pursu(?:e|ing)|break(?:ing)? in|start(?:ing)? (?:out )?(?:in|with)|enter(?:ing)?|get(?:ting)? in|land(?:ing)?|"
             r"get(?:ting)? (?:a |my |that |the )?(?:first )?job (?:as|in)|(?:find|land|get|getting|finding|landing) (?:a |some )?(?:job|work|position|role) (?:as|in)"), 2.9),
    (_before(r"(?:could|can|should|would|might|may) i (?:do|be|try|manage)|(?:could|can|should|would) (?:she|he|they) (?:do|be|try)"), 3.4),
    (_before(r"interested in|aim(?:ing)? for|aiming at|looking for|looking into|look(?:ing)? at|consider(?:ing)?|thinking (?:of|about)(?: trying| doing)?|apply(?:ing)? (?:for|to)|"
             r"start(?:ing)? as|start a career (?:as|in)|career (?:as|in)|work(?:ing)? towards?|get(?:ting)? (?:a|my|that|the|your)(?: first)?|find(?:ing)? a|job in|work in|"
             r"future in|move up to|go for|going for|exits? is|join(?:ing)? .{0,30} as|hired as|path for"), 2.0),
    (_before(r"learn(?:ing)?|self ?learn(?:ed|ing)?|study(?:ing)?|prepare for|try(?:ing)?|prefer|do|roadmap for|picking up"), 1.6),
    (_before(r"for|about|what about|how about|is"), 0.6),
)  # fmt: skip
_FROM_BEFORE: Final = (
    (_before(r"(?:just |got |was |been |recently |were )promoted to|just became|already (?:in|into|doing|an?)"), 3.8),
    (_before(r"(?:coming|come|came|moving|switching|transition(?:ing)?|going|switch|move|pivot(?:ing)?|shift(?:ing)?) (?:over )?from|from", any_adjective=True), 3.3),
    (_before(r"leav(?:e|ing)|left|quit(?:ting)?|exit(?:ing)?|escap(?:e|ing)|out of|ditch(?:ing)?|abandon(?:ing)?|give up|giving up|done with|"
             r"tired of|sick of|hate being|hate|burn(?:ed|t) out (?:as|of|in)|bored of|bored with|stuck (?:as|in|doing)|away from|resign from|stepping down (?:as|from)"), 3.0),
    (_before(r"i am|im|i m|am|currently|now|i was|ive been|i have been|been|was|were|work(?:ing)? as|worked as|my (?:current )?(?:job|role) (?:as|is)|hired as|employed as|"
             r"started as|title is|my title|former|formerly|ex|i work in|working in|works? in|i do|myself|already|here i got work as"), 2.6),
    (_before(_YEARS), 2.4),
    (_before(r"experience (?:as|in|of)|background (?:as|in|of)|experienced|my career as|life as|masters in|phd in|bsc in|degree in|graduated? in"), 2.2),
    (_before(rf"as|(?:{_POSSIBLE_SUBJECT})"), 1.7),
    (re.compile(r"^(?:(?:a|an|hi|hey|hello|all|everyone|junior|senior|mid|level|jr|sr|lead|staff|fellow|former|java|python|sql|bi) ?)*$"), 1.0),
    (_before(r"for"), 0.3),
)  # fmt: skip
_FROM_AFTER: Final = (
    (_after(r"(?:(?:roles?|jobs?|positions?|careers?|work|side|world) )?(?:back )?(?:to|into|->|towards?)(?: (?!is\b|be\b)\w+){0,3} (?:ROLE|OUTSIDE)"), 2.7),
    (_after(r"->|exits?|turned"), 3.0),
    (_after(r"(?:\w+ ){0,4}(?:who |that )?(?:wants?|wanting|looking|trying|hoping|considering|thinking|seeking|aspiring|transitioning|moving|"
            r"switch(?:ing|ed)?|pivoting|aiming|dreaming|went|moved|became|turned|deciding|wondering)"), 2.2),
    (_after(r"here|now|background|by trade|by training|on paper"), 2.4),
    (_after(r"experience|for \d+|since|with \d+|degree|major|student|graduate|at an?|in an?|years|w / only|with only|be able"), 1.9),
)  # fmt: skip
_TO_AFTER: Final = (
    (_after(r"is what i want|is the (?:goal|dream|plan)"), 4.0),
    (_after(r"coming from|from(?: \w+){0,3} (?:ROLE|OUTSIDE)|from|as an? (?:ROLE|OUTSIDE)|straight|without|with no|one day|someday|eventually|later|instead|in the future|reachable"), 1.9),
    (_after(r"(?:roles?|jobs?|positions?|career) (?:coming )?from"), 1.9),
)  # fmt: skip


def slot_scores(tokens: Sequence[str], start: int, end: int) -> tuple[float, float]:
    """The scores of the name at tokens[start:end] as (start of a move, goal of a move). Other names are ROLE or OUTSIDE
    tokens."""
    left = " ".join(reversed(_context(tokens[index] for index in range(start - 1, -1, -1))))
    right = " ".join(_context(tokens[index] for index in range(end, len(tokens))))
    from_score = _strongest(_FROM_BEFORE, left, right=False) + 0.8 * _strongest(_FROM_AFTER, right, right=True)
    to_score = _strongest(_TO_BEFORE, left, right=False) + 0.8 * _strongest(_TO_AFTER, right, right=True)
    return from_score, to_score


_ENDS: Final = frozenset({"."})


def _context(tokens: Iterable[str]) -> list[str]:
    """Up to WINDOW words, not beyond the end of a sentence."""
    context: list[str] = []
    for token in tokens:
        if len(context) == WINDOW or token in _ENDS:
            break
        if token and token not in (",", "(", ")", "&", "+"):
            context.append(token)
    return context


def _strongest(cues: Sequence[tuple[re.Pattern[str], float]], text: str, *, right: bool) -> float:
    match = re.Pattern.match if right else re.Pattern.search
    return max((weight for pattern, weight in cues if match(pattern, text)), default=0.0)
