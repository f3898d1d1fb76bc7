"""Adds typos to questions. The same question always gets the same typos."""

import random
import re
from typing import Final
from zlib import crc32

from bot.evaluation.cases import Case

SHARE: Final = 0.3
"""The share of words of five letters or more that get a typo; at least one word of a question gets one."""

WORD: Final = re.compile(r"[A-Za-z]{5,}")


def misspelt(case: Case) -> Case:
    """The case with one letter dropped, doubled, swapped or replaced in some of its longer words."""
    rng = random.Random(crc32(case.text.encode()))
    words = list(WORD.finditer(case.text))
    chosen = [word for word in words if rng.random() < SHARE] or words[:1]
    text = case.text
    for word in reversed(chosen):
        text = text[: word.start()] + _edited(word.group(), rng) + text[word.end() :]
    return case.model_copy(update={"text": text})


def _edited(word: str, rng: random.Random) -> str:
    """The word with one typo. Its first letter stays, since people rarely mistype it."""
    at = rng.randrange(1, len(word) - 1)
    match rng.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + rng.choice("etaoinsr") + word[at + 1 :]
