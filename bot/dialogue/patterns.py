"""Patterns by which a follow-up, a correction or a statement is recognised.

They are matched against `Parsed.plain`: lower case, repaired, ROLE for every role, "." at the end of sentences. Where a
pattern starts with "^", openers ("ok", "and", "so") are stripped first.
"""

import re
from typing import Final

OPENER: Final = (
    r"(?:and|n|ok|okay|so|but|or|then|also|hm+|well|cool|great|thanks|thank you|ah|oh|right|alright|yeah|yes|no|nah|sorry|btw|hey|"
    r"nice|fine|got it|i see|lol|haha|interesting|good|hmm) "
)
OPENERS: Final = re.compile(rf"^(?:{OPENER}|, |\. )+")
CORRECTION: Final = re.compile(
    r"\bi mea?nt?\b|\bnot (?:ROLE|that)\b.*\bROLE\b|^(?:no|nope|nah|sorry|oops|wait|actually|correction)\b[ ,.]*(?:(?:i am|im|its|it is|the|a|an|not) )*ROLE\b|"
    r"\bROLE (?:actually|rather|i mean)\b|^actually\b.*\bROLE\b"
)
IDENTITY: Final = re.compile(
    r"\b(?:im|i am|i m|i work(?:ed)? as|i was|ive been|i have been|me|currently|i do|my (?:job|title|role) is)(?: (?!to\b|not\b|thinking\b|looking\b)\w+){0,4} ROLE\b"
)
COMING_FROM: Final = re.compile(r"\b(?:coming|moving|going|switching) from\b|^from\b")
WHY: Final = re.compile(
    r"^(?:but )?(?:why|how come|why (?:though|tho|not|is that|so|exactly)|how so|such as|like what|for example|eg|examples?|meaning|really|is that so|and why|in what way|"
    r"more|tell me more|go on|explain|elaborate|what do you mean|why (?:not )?ROLE)$"
)
STATEMENT: Final = re.compile(
    r"^(?:(?:hi|hey|hello|ok|well|so|and|oh|btw) )*(?:im|i am|i m|i work as|i worked as|im currently|i am currently|ive been|i was)(?: (?!to\b|not\b|thinking\b|looking\b|"
    r"trying\b|so\b|stuck\b|tired\b|bored\b|lost\b|afraid\b|scared\b|worried\b|considering\b|interested\b|unsure\b|burned\b|burnt\b|feeling\b|sick\b|done\b|good\b|bad\b|better\b)\w+){0,4}"
    r" (?:ROLE|teacher|student|nurse|accountant|actuary|physicist|biologist|\w+ist|\w+er|\w+or|\w+ant)(?: (?:btw|by the way|actually|too|here|now|at|in|for|a|an|the|bank|company|startup|"
    r"with|since|\d+|years?|yrs?|yoe|months?|experience|of|over|already|still|old|by|trade|three|two|four|five|ten|six))*$"
)
OTHER_WAY: Final = re.compile(r"\b(?:other|opposite) way(?: round| around)?\b|\bin reverse\b|\breversed?\b|\bvice versa\b")
BARE: Final = re.compile(
    r"^(?:(?:what about|how about|from there|hows about|what of|same for|same with|is it the same for|how is it for|vs|versus|compared to|with|for|in|as|to|into|from|coming from|"
    r"going|moving|getting|becoming|become|switching|a|an|the|if|say|maybe|rather|instead|or|and|now|do|tell me about|whats|what is|what does|work|be) )*"
    r"ROLE(?: (?:too|instead|then|also|though|roles?|work|jobs?|one|please|do|directly|now|/|or|and|,|a|an|ROLE))*$"
)
SEVERAL: Final = re.compile(
    r"\b(?:both|them|those|these|either|each|the two|the three|all three|which one|which of|these two|those two|they)\b|\b(?:diff|difference|which (?:is|pays|has|would|one))\b"
)
ASIDE: Final = re.compile(
    r"^(?:(?:and|what about|how about|also) )*(?:for|in|at|as|with)(?: (?:a|an|the|my|small|smaller|big|bigger|large))* \w+$"
)
DIFFERENCE: Final = re.compile(
    r"^(?:whats |what is )?(?:the )?(?:diff|difference|differences)(?: (?:between|of) (?:them|those|these|the two))?$"
)
POINTS_BACK: Final = re.compile(
    r"\b(?:it|its|that|there|this|they|them|their|those|these|one|such|both|either|then|do so|so|else|more|instead|still|here|same|other)\b"
)
ONE: Final = re.compile(r"\b(?:it|its|that one|this one|that role|this role|the role|the job|that job)\b")
ONWARD: Final = re.compile(
    r"\b(?:from there|after that|after it|go from|next|where (?:do|can|could) (?:people|i|they|you) go|exits?|afterwards|leave it|get out)\b"
)
BACK: Final = re.compile(r"\b(?:go|going|move|get|come|step|switch)(?: \w+)? back\b")
AREA: Final = re.compile(
    r"\b(insights?|models?|systems?|leadership|platform|management)\b(?: \w+)? (?:ones|roles|side|people|group|area|jobs)\b"
)
ORDINALS: Final = {
    "first": 0,
    "former": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "latter": -1,
    "third": 2,
    "3rd": 2,
    "last": -1,
    "other": -2,
}
TOWARDS: Final = re.compile(r"\b(?:to|into|becoming|become|getting|going|moving)\b.*ROLE")
ABOUT_A_ROLE: Final = re.compile(r"(?:what does|what is|whats|tell me about)\b")
