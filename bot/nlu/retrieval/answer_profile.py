"""What is read of an answer once, so that it can be found: its vector, and who asks it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bot.nlu.parsing.parser import Parsed
from bot.nlu.retrieval.embedding import Vector

COMMON: Final = 0.25
"""Careers that this part of an answer's ways of asking names are whom it is for."""

NO_CAREER: Final = "life-stages"
"""The group of the vocabulary that holds what is no career: student, graduate, parent."""


@dataclass(frozen=True, slots=True)
class Asker:
    """The careers outside the library that a question names, by their groups in the vocabulary, and what the asker likes and
    dislikes in work."""

    careers: frozenset[str] = frozenset()
    likes: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, parsed: Parsed) -> "Asker":
        """Who asks in a message."""
        return cls(careers_in(parsed), frozenset(parsed.likes), frozenset(parsed.dislikes))

    @classmethod
    def of_answer(cls, asked: Sequence[Parsed]) -> "Asker":
        """Whom an answer is for, by its ways of asking; the first of them is its own question."""
        counts = Counter(career for parsed in asked for career in careers_in(parsed))
        common = frozenset(career for career, count in counts.items() if count >= COMMON * len(asked))
        return cls(common | careers_in(asked[0]), frozenset(asked[0].likes), frozenset(asked[0].dislikes))

    def contradicts(self, other: "Asker") -> bool:
        """Whether one likes what the other dislikes."""
        return not (self.likes.isdisjoint(other.dislikes) and self.dislikes.isdisjoint(other.likes))


@dataclass(frozen=True, slots=True)
class AnswerProfile:
    """`vector` has length 1, and its numbers are such as fit into two bytes. `terms` are the stems of the ways of
    asking, each with the share of these that hold it."""

    vector: Vector = field(repr=False)
    asker: Asker
    terms: Mapping[str, float] = field(repr=False)


def careers_in(parsed: Parsed) -> frozenset[str]:
    """The groups of the careers outside the library that a message names."""
    groups = (mention.group for mention in parsed.mentions if mention.strength == "outside")
    return frozenset(group for group in groups if group is not None and group != NO_CAREER)


def rounded(vector: Vector) -> Vector:
    """The vector with numbers that fit into two bytes, as they are stored: a stored vector equals one that is made anew."""
    return vector.astype(np.float16).astype(np.float32)
