"""What a message points to among the roles that the last replies named: "the second one", "the ML flavour", "both", "a"."""

import re
from typing import Final

from bot.dialogue.state import PastTurn
from bot.knowledge.library import Library
from bot.nlu.classifier.features import content_stems
from bot.nlu.parsing.tokenizer import words

_PLACES: Final = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "a": 0, "top": 0, "former": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "b": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2, "c": 2, "last": -1, "latter": -1, "bottom": -1,
}  # fmt: skip
_ORDINAL: Final = "first|second|third|last|1st|2nd|3rd|[1-3]|[abc]"
_PLACE: Final = re.compile(
    rf"(?:\b(?:the|your|number|option|no) ({_ORDINAL}|top|bottom|latter|former|one|two|three)|^({_ORDINAL})|"
    r"\b(1st|2nd|3rd|second|third))\b"
    r"(?! (?:jobs?|roles?|steps?|times?|years?|positions?|things?|data|thought|hand|that|who|with|in|to|i)\b)"
)
_COMPARED: Final = re.compile(r"\b(?:more|less|easier|harder|better|worse|than)\b")
_BOTH: Final = re.compile(r"\b(?:both|the two|top two|those two|these two|either)\b")


def points_by_place(plain: str) -> bool:
    """Whether the message names a place in a list ("the second", "b") and compares it with nothing."""
    return _PLACE.search(plain) is not None and not _COMPARED.search(plain)


def referred_roles(plain: str, turn: PastTurn, library: Library) -> tuple[str, ...]:
    """The roles that the message points to among those that `turn` named, in order; none where it points to none of them."""
    listed = turn.roles if turn.kind == "compare" else turn.listed or turn.roles
    if not listed:
        return ()
    if _BOTH.search(plain) and len(listed) >= 2:
        return listed[:2]
    if match := _PLACE.search(plain):
        place = _PLACES[next(group for group in match.groups() if group)]
        if -len(listed) <= place < len(listed):
            return (listed[place],)
    asked = content_stems(plain.split())
    shared = {role: len(asked & content_stems(words(library.roles[role].name.lower()))) for role in listed}
    best = max(shared.values())
    found = [role for role, number in shared.items() if number == best]
    if best and len(found) == 1:
        return (found[0],)
    return listed if len(listed) == 1 else ()
