"""Questions typed in a hurry: the same edits for the same question, every time."""

import random
import re
from typing import Final
from zlib import crc32

from bot.evaluation.cases import Case

SHARE: Final = 0.3
"""Of the words long enough to be recognised, this share gets one edit; every question gets at least one."""

WORD: Final = re.compile(r"[A-Za-z]{5,}")


def misspelt(case: Case) -> Case:
    """The case with a letter dropped, doubled, swapped or replaced in some of its longer words."""
    dice = random.Random(crc32(case.text.encode()))
    words = list(WORD.finditer(case.text))
    chosen = [word for word in words if dice.random() < SHARE] or words[:1]
    text = case.text
    for word in reversed(chosen):
        text = text[: word.start()] + _edited(word.group(), dice) + text[word.end() :]
    return case.model_copy(update={"text": text})


def _edited(word: str, dice: random.Random) -> str:
    """One edit inside the word; its first letter stays, as it nearly always does."""
    at = dice.randrange(1, len(word) - 1)
    match dice.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + dice.choice("etaoinsr") + word[at + 1 :]
