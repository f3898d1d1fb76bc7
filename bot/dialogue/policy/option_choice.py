"""Whether a message picks an option of the last reply: by number, by its place in the list, or by name."""

import re
from typing import Final

from rapidfuzz import fuzz, process

from bot.dialogue.state import Conversation, Option
from bot.nlu.parsing.tokenizer import words

NAME_SIMILARITY: Final = 88.0
"""A label this similar to the message (0 to 100, rapidfuzz ratio over normalised words) is picked."""

_NUMBER: Final = re.compile(r"^\s*(?:#|no\.?|number|option|choice)?\s*(\d{1,2})\s*[.)!]?\s*(?:please)?\s*$", re.IGNORECASE)
_PLACE: Final = re.compile(
    r"^(?:the |option |ok |number )*(first|second|third|fourth|last|1st|2nd|3rd|4th)(?: (?:one|option|please|of those))*$"
)
_PLACES: Final = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_YES: Final = frozenset({"yes", "y", "yes please", "yep", "yeah", "do it", "confirm", "sure", "ok"})


def chosen_option(text: str, conversation: Conversation) -> Option | None:
    """The option that the message picks; None when the message is something else.

    A bare number or a label picks any option. "The second one" and "yes" pick only when the reply asked to choose, since
    after a comparison "the second one" is a role.
    """
    offered = conversation.pending
    if not offered:
        return None
    if match := _NUMBER.match(text):
        index = int(match.group(1)) - 1
        return offered[index] if 0 <= index < len(offered) else None
    said = " ".join(words(text))
    if not said:
        return None
    best = process.extractOne(
        said, [" ".join(words(option.label)) for option in offered], scorer=fuzz.ratio, score_cutoff=NAME_SIMILARITY
    )
    if best is not None:
        return offered[best[2]]
    if conversation.clarifications:
        choices = [option for option in offered if option.kind != "question"] or list(offered)
        if match := _PLACE.match(said):
            index = _PLACES[match.group(1)]
            return choices[index] if -len(choices) <= index < len(choices) else None
        if said in _YES and len(choices) == 1:
            return choices[0]
        if said in _YES and offered[0].kind == "action":
            return offered[0]
    return None
