"""The finder: from a message to the written answers that serve it, each with its share."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np

from bot.knowledge.library import Library
from bot.knowledge.schema import Answer
from bot.nlu.classifier.feature_sets import MessageFeatures
from bot.nlu.classifier.linear import unit
from bot.nlu.retrieval.agreement import LIKENESS, NEARNESS, NONE, Agreement
from bot.nlu.retrieval.answer_profile import AnswerProfile, Asker, rounded
from bot.nlu.retrieval.embedding import Embedding, Vector
from bot.nlu.retrieval.lexicon import Lexicon, shares_of, terms_of

FOUND: Final = 8
"""How many answers are found for one message."""


class Finder:
    """Finds answers of one library. `profiles` are those of its answers, by the digest of their ways of asking, to be used again
    for another library with the same parser."""

    def __init__(
        self,
        library: Library,
        embedding: Embedding,
        features_of: Callable[[str], MessageFeatures],
        known: Mapping[str, AnswerProfile],
    ) -> None:
        """`known` profiles save work; those of other answers are made from what `features_of` reads in their ways of asking."""
        self.embedding = embedding
        self.profiles: dict[str, AnswerProfile] = {}
        self._ids = tuple(library.answers)
        read = []
        for answer in library.answers.values():
            asked = tuple(ways_of_asking(answer, library))
            digest = digest_of(asked)
            profile = known.get(digest) or profile_of(asked, embedding, features_of)
            self.profiles[digest] = profile
            read.append(profile)
        self._matrix = np.array([profile.vector for profile in read], dtype=np.float32).reshape(-1, embedding.size)
        self._lexicon = Lexicon([profile.terms for profile in read])
        self._agreement = Agreement(tuple(library.answers.values()), tuple(profile.asker for profile in read))

    def find(self, features: MessageFeatures, topics: Mapping[str, float], kinds: Mapping[str, float]) -> dict[str, float]:
        """The nearest answers with their shares, best first; what is missing to 1 is the share of the rest and of no answer.
        Empty when no word of the message is known.

        `topics` and `kinds` are the probabilities that the classifiers give."""
        vector = self.embedding.vector(features)
        if not self._ids or not vector.any():
            return {}
        log_odds = NEARNESS * (self._matrix @ vector) + self._agreement.log_odds(features.parsed, topics, kinds)
        log_odds += LIKENESS * self._lexicon.likeness(terms_of(features.parsed))
        raised = np.exp(log_odds - NONE)
        top = np.sort(np.argpartition(-raised, min(FOUND, len(raised)) - 1)[:FOUND])
        best = top[np.argsort(-raised[top], kind="stable")]
        shares = raised[best] / (raised.sum() + 1.0)
        return {self._ids[row]: float(share) for row, share in zip(best.tolist(), shares.tolist(), strict=True)}

    def nearness(self, answer: str, other: str) -> float:
        """How near two answers are by the ways of asking for them, at most 1."""
        return float(self._matrix[self._ids.index(answer)] @ self._matrix[self._ids.index(other)])

    def near(self, answer: str, most: int) -> tuple[str, ...]:
        """The answers nearest to an answer, without itself."""
        row = self._ids.index(answer)
        nearest = np.argsort(-(self._matrix @ self._matrix[row]), kind="stable")
        return tuple(self._ids[other] for other in nearest[: most + 1].tolist() if other != row)[:most]


def ways_of_asking(answer: Answer, library: Library) -> Iterator[str]:
    """The texts that an answer is found by: its question, phrases and wordings, and its question with what it answers."""
    yield answer.question
    yield from answer.phrases
    wordings = library.wordings.get(answer.id)
    yield from wordings.texts if wordings is not None else ()
    yield f"{answer.question} {answer.lead.text}"


def digest_of(texts: tuple[str, ...]) -> str:
    """What tells the ways of asking for one answer from all others."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def profile_of(texts: tuple[str, ...], embedding: Embedding, features_of: Callable[[str], MessageFeatures]) -> AnswerProfile:
    """The middle of the ways of asking, and who asks; the first text is the answer's own question."""
    features = [features_of(text) for text in texts]
    middle: Vector = np.sum([embedding.vector(each) for each in features], axis=0, dtype=np.float32)
    parsed = [each.parsed for each in features]
    return AnswerProfile(rounded(unit(middle)), Asker.of_answer(parsed), shares_of(parsed))
