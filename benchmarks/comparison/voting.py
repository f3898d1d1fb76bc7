"""Ranks readings by votes: the passages most similar to a question vote for its kind and its topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.comparison.passages import Passage
from benchmarks.comparison.readings import Reading
from benchmarks.comparison.slots import RoleNames, ends

SHARPNESS: Final = 4
"""A passage that is half as similar as the best one has (1/2) ** SHARPNESS of its weight."""

ALTERNATIVE: Final = 0.6
"""The weight of a passage's second and later topics."""

TOPICS: Final = 5
READINGS: Final = 6


@dataclass(frozen=True, slots=True)
class Shares:
    """The probability of each kind and topic, and the tool's certainty about all of them (`strength`)."""

    kinds: Mapping[str, float]
    topics: Mapping[str, float]
    strength: float = 1.0
    roles: tuple[str, ...] = ()


def vote(found: Sequence[tuple[Passage, float]]) -> Shares:
    """The shares that result from similar passages with their similarity, best first."""
    found = [(passage, similarity) for passage, similarity in found if similarity > 0]
    if not found:
        return Shares({"out_of_scope": 1.0}, {}, 0.0)
    best, kinds, topics = found[0][1], dict[str, float](), dict[str, float]()
    for passage, similarity in found:
        weight = (similarity / best) ** SHARPNESS
        kinds[passage.kind] = kinds.get(passage.kind, 0.0) + weight
        for rank, topic in enumerate(passage.topics):
            topics[topic] = topics.get(topic, 0.0) + weight * (ALTERNATIVE if rank else 1.0)
    return Shares(_normalized(kinds), _normalized(topics), best, found[0][0].roles)


def _normalized(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(votes.values())
    return {name: value / total for name, value in sorted(votes.items(), key=lambda item: -item[1])}


def readings(shares: Shares, names: RoleNames, text: str) -> list[Reading]:
    """Ranked readings: the most likely kind first, then by score; advice has a reading for each likely topic."""
    roles = names.find(text) or shares.roles
    topics = tuple(sorted(shares.topics, key=lambda topic: -shares.topics[topic]))[:TOPICS]
    found: list[Reading] = []
    for kind, share in shares.kinds.items():
        for topic in topics if kind == "advice" else topics[:1] or (None,):
            part = shares.topics[topic] if topic is not None and kind == "advice" else 1.0
            own = (topic, *(t for t in topics if t != topic)) if topic is not None else ()
            start, goal = ends(roles) if kind == "transition" else (None, None)
            found.append(Reading(kind, roles, start, goal, own, shares.strength * share * part))
    likeliest = max(shares.kinds, key=lambda kind: shares.kinds[kind])
    found.sort(key=lambda reading: -reading.score)
    first = next((reading for reading in found if reading.kind == likeliest), None)
    if first is None:  # advice without any topic
        first = Reading(likeliest, roles, score=shares.strength)
    return [first, *(reading for reading in found if reading is not first)][:READINGS]
