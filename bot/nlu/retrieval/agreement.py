"""How a message's roles, kind and topics agree with those of an answer: what nearness alone may miss.

The weights add to the log-odds of an answer; its share is that of a conditional logit over all answers and none. They were chosen
by hand, by moving one at a time, on the held-back questions (tests/questions/answers.yaml) and the open question files.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.schema import Answer
from bot.nlu.parsing.parser import Parsed
from bot.nlu.retrieval.answer_profile import Asker

Floats = NDArray[np.float32]

NEARNESS: Final = 28.0
"""What the cosine of message and answer adds to the log-odds."""

LIKENESS: Final = 18.0
"""What the likeness of their words (see lexicon.py) adds to the log-odds."""

UNANSWERED: Final = (0.47, 0.14)
"""The nearness and the likeness at which a question is as likely answered by none as by the nearest answer: so near are answers
to questions that they do not serve."""

OTHER_ROLE: Final = -0.5
"""For each role that the message names and the answer is not about."""

UNNAMED_ROLE: Final = -0.4
"""For each role that the answer is about and a message that names roles does not name."""

PLAIN: Final = 3.0
ROLE_IN_SHORT: Final = -0.5
SHORT: Final = 10
"""The answer is about roles, and a message of at most so many tokens names none: who means a role says so. That such a message
leaves out a start or a career weighs PLAIN times as much as in a long one."""

OTHER_START: Final = -1.2
"""The answer is about a move from another role than the message's start."""

UNSAID_START: Final = -1.0
"""The same where the message names no start."""

REVERSED: Final = -1.2
"""The answer is about the move in the other direction."""

OTHER_CAREER: Final = -6.0
"""The message names careers outside the library, and the answer's question names others."""

CAREER_OF_OTHERS: Final = -1.5
"""The answer's question names careers, and the message none."""

CONTRADICTED: Final = -12.0
"""The message likes what the question of a recommendation dislikes, or the other way round. Both are as good as a refusal: no
nearness makes up for them."""

TOPIC: Final = 0.6
KIND: Final = 0.3
"""What the log of the probability of the answer's likeliest topic, and of its kind, counts for."""

TOPIC_FLOOR: Final = 0.02
KIND_FLOOR: Final = 0.02
NO_TOPIC: Final = 0.15
"""The probabilities of topic and kind are at least this; an answer without a topic counts as one with this probability."""

NONE: Final = NEARNESS * UNANSWERED[0] + LIKENESS * UNANSWERED[1] + TOPIC * math.log(NO_TOPIC) + KIND * math.log(0.5)
"""The log-odds of no answer at all, where topic and kind say little."""


class Agreement:
    """Roles, topics and kinds of answers as arrays with one row for each answer; ends of a move are numbers of roles, -1 where
    there is none."""

    def __init__(self, answers: Sequence[Answer], askers: Sequence[Asker]) -> None:
        self._careers = _numbers(career for asker in askers for career in asker.careers)
        self._of_careers = _marked([asker.careers for asker in askers], self._careers)
        self._recommended = tuple(
            (row, asker)
            for row, asker in enumerate(askers)
            if answers[row].kind == "recommend" and (asker.likes or asker.dislikes)
        )
        self._roles = _numbers(role for answer in answers for role in answer.about.all_roles)
        self._topics = _numbers(topic for answer in answers for topic in answer.about.topics)
        self._kinds = _numbers(answer.kind for answer in answers)
        self._about = _marked([answer.about.all_roles for answer in answers], self._roles)
        self._on = _marked([answer.about.topics for answer in answers], self._topics)
        self._roles_about = self._about.sum(axis=1)
        self._has_topic = self._on.any(axis=1)
        self._has_career = self._of_careers.any(axis=1)
        self._kind = np.array([self._kinds[answer.kind] for answer in answers], dtype=np.int32)
        ends = [[self._roles.get(end or "", -1) for end in (answer.about.from_, answer.about.to)] for answer in answers]
        self._start, self._goal = np.array(ends, dtype=np.int32).reshape(-1, 2).T

    def log_odds(self, parsed: Parsed, topics: Mapping[str, float], kinds: Mapping[str, float]) -> Floats:
        """What a message's roles, and the probabilities of its topics and kinds, add to the log-odds of each answer."""
        return (
            self._of_roles(parsed)
            + self._of_topics(topics)
            + self._of_kinds(kinds)
            + self._of_asker(Asker.of(parsed), _plain(parsed))
        )

    def _of_roles(self, parsed: Parsed) -> Floats:
        named = [self._roles[role] for role in parsed.roles if role in self._roles]
        added = np.zeros(len(self._about), dtype=np.float32)
        if named:
            shared = self._about[:, named].sum(axis=1)
            added += OTHER_ROLE * (len(named) - shared) + UNNAMED_ROLE * (self._roles_about - shared)
        elif len(parsed.tokens) <= SHORT:
            added += ROLE_IN_SHORT * (self._roles_about > 0)
        start, goal = (self._roles.get(end or "", -2) for end in (parsed.direction.start, parsed.direction.goal))
        other = OTHER_START if start >= 0 else UNSAID_START * _plain(parsed)
        added += other * ((self._start != start) & (self._start >= 0))
        added += REVERSED * ((self._start == goal) & (self._goal == start))
        return added

    def _of_asker(self, asker: Asker, plain: float) -> Floats:
        careers = self._has_career
        if asker.careers:
            same = self._of_careers[:, [self._careers[career] for career in asker.careers if career in self._careers]].any(axis=1)
            added = np.where(careers & ~same, np.float32(OTHER_CAREER), np.float32(0.0))
        else:
            added = np.where(careers, np.float32(CAREER_OF_OTHERS * plain), np.float32(0.0))
        if asker.likes or asker.dislikes:
            for row, other in self._recommended:
                added[row] += CONTRADICTED * asker.contradicts(other)
        return added

    def _of_topics(self, topics: Mapping[str, float]) -> Floats:
        chances = np.array([topics.get(topic, 0.0) for topic in self._topics], dtype=np.float32)
        best = (self._on * chances).max(axis=1, initial=0.0)
        best = np.where(self._has_topic, np.maximum(best, TOPIC_FLOOR), NO_TOPIC)
        return (TOPIC * np.log(best)).astype(np.float32)

    def _of_kinds(self, kinds: Mapping[str, float]) -> Floats:
        chances = np.array([kinds.get(kind, 0.0) for kind in self._kinds], dtype=np.float32)
        return (KIND * np.log(np.maximum(chances, KIND_FLOOR)))[self._kind].astype(np.float32)


def _plain(parsed: Parsed) -> float:
    """How much more it says that a message leaves out who asks: a long one describes the person in other words."""
    return PLAIN if len(parsed.tokens) <= SHORT else 1.0


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _marked(sets: Sequence[Iterable[str]], numbers: Mapping[str, int]) -> Floats:
    """A row for each set with 1 for each of its members."""
    marked = np.zeros((len(sets), len(numbers)), dtype=np.float32)
    for row, names in enumerate(sets):
        marked[row, [numbers[name] for name in names]] = 1.0
    return marked
