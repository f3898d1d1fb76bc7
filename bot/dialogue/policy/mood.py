"""Whether somebody who writes is low, scared or glad: the reply then begins with a human sentence."""

import re
from typing import Final, Literal

Mood = Literal["low", "glad"]

_LOW: Final = re.compile(
    r"\b(?:laid off|layoffs?|fired|let (?:me|us) go|lost my job|redundan\w+|passed over|reject(?:ed|ions?)|ghosted|"
    r"burn(?:ed|t|ing)? out|burnout|exhausted|drain(?:ed|ing)|worn out|tired of|sick of|so done|fed up|had enough|"
    r"hate (?:my|it|this|the)|scared|afraid|terrified|frightened|anxious|panic\w*|worried|dread\w*|cry\w*|miserable|hopeless|"
    r"depress\w+|lonely|ashamed|feel(?:ing)? (?:stupid|useless|dumb|lost|stuck|bad|low|alone|like a (?:fraud|failure|fool))|"
    r"falling apart|cant (?:sleep|take|stand)|killing me|breaks? me|nobody (?:replies|answers|listens)|"
    r"yell\w*|shout\w*|bull(?:ied|y\w*)|failed again|failing|screwed|"
    r"doomed|hurts?)\b"
)
_GLAD: Final = re.compile(
    r"\b(?:got the (?:job|offer|role)|got (?:promoted|hired|accepted)|i passed|i did it|defended|signed (?:it|the)|so happy|"
    r"thrilled|finally (?:got|did|made)|dream come true|they said yes|celebrat\w+|graduated today|best day)\b"
)


def mood_of(plain: str) -> Mood | None:
    """The mood of a message, by its words; None where it shows none."""
    if _GLAD.search(plain):
        return "glad"
    return "low" if _LOW.search(plain) else None
