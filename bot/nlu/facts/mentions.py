"""The roles, skills and careers in a message that may be facts about whoever writes it, with features of where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.nlu.parsing.parser import Parsed

MentionKind = Literal["role", "skill", "career"]

WINDOW: Final = 4
"""Words on each side of a mention that its features tell."""

_ENDS: Final = frozenset(".?!;:")
_SPEAKER: Final = frozenset({"i", "im", "ive", "id", "ill", "me", "my", "mine", "myself"})
_OTHERS: Final = frozenset(
    {
        "she", "he", "her", "his", "him", "they", "their", "them", "our", "friend", "husband", "wife", "son",
        "daughter", "brother", "sister", "colleague", "girlfriend", "boyfriend", "cousin", "boss", "manager", "mate",
        "dad", "mum", "mom", "father", "mother", "uncle", "aunt", "somebody", "someone", "people", "team", "mentee",
        "partner", "roommate", "neighbour", "company",
    }
)  # fmt: skip
_FAR: Final = 6
"""Words before a mention among which somebody else may be its owner."""


@dataclass(frozen=True, slots=True)
class FactMention:
    """The mention at tokens[start:end]: a role's id, a skill's id, or the words of a career outside the roles."""

    kind: MentionKind
    value: str
    start: int
    end: int


def fact_mentions(parsed: Parsed) -> list[FactMention]:
    """Every role, career and skill in a message, in order. A career may name a skill too ("DBA"), a role does not."""
    found = []
    for mention in parsed.mentions:
        if mention.role:
            found.append(FactMention("role", mention.role, mention.start, mention.end))
        elif mention.strength == "outside":
            words = " ".join(parsed.tokens[mention.start : mention.end])
            found.append(FactMention("career", words, mention.start, mention.end))
    taken = {index for mention in found if mention.kind == "role" for index in range(mention.start, mention.end)}
    found += [
        FactMention("skill", skill.name, skill.start, skill.end)
        for skill in parsed.skills
        if taken.isdisjoint(range(skill.start, skill.end))
    ]
    return sorted(found, key=lambda mention: mention.start)


def fact_features(parsed: Parsed, mention: FactMention, mentions: Sequence[FactMention]) -> Mapping[str, float]:
    """The words around a mention, those of its clause, who is spoken of, whether it is asked, and its place in a move."""
    words = _slotted(parsed, mentions)
    kind, start, end = mention.kind, mention.start, mention.end
    features: dict[str, float] = {f"m:{kind}": 1.0}
    for distance in range(1, WINDOW + 1):
        left, right = _word(words, start - distance), _word(words, end + distance - 1)
        features |= {f"{kind}:l{distance}:{left}": 1.0, f"{kind}:r{distance}:{right}": 1.0}
        for side, word in (("l", left), ("r", right)):
            features[f"{side}:{word}"] = features.get(f"{side}:{word}", 0.0) + 1.0 / distance
    before, after = [_word(words, start - d) for d in (3, 2, 1)], [_word(words, end + d) for d in (0, 1)]
    features |= {f"ll:{' '.join(before[1:])}": 1.0, f"lll:{' '.join(before)}": 1.0, f"rr:{' '.join(after)}": 1.0}
    features[f"lr:{before[-1]} {after[0]}"] = 1.0
    first, last = _clause(words, start, end)
    clause = words[first:last]
    features |= {f"c:{word}": 0.5 for word in clause}
    features[f"o:{' '.join(clause[:2])}"] = 0.7
    near = words[max(first, start - _FAR) : start]
    flags = {
        "speaker": not _SPEAKER.isdisjoint(clause),
        "others": not _OTHERS.isdisjoint(clause),
        "others-before": not _OTHERS.isdisjoint(near),
        "asked": any(span.asks for span in parsed.spans if span.start <= start < span.end),
        f"asked-{kind}": any(span.asks for span in parsed.spans if span.start <= start < span.end),
        "question": _word(words, last) == "?",
        "opens": first == 0,
        "short": len(words) <= 2 * WINDOW,
        "start": kind == "role" and parsed.direction.start == mention.value,
        "goal": kind == "role" and parsed.direction.goal == mention.value,
    }
    return features | {f"s:{name}": 1.0 for name, holds in flags.items() if holds}


def _slotted(parsed: Parsed, mentions: Sequence[FactMention]) -> list[str]:
    """The words with the kind of mention in place of each word of a mention."""
    words = list(parsed.tokens)
    for mention in mentions:
        words[mention.start : mention.end] = [mention.kind.upper()] * (mention.end - mention.start)
    return words


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else "^" if index < 0 else "$"


def _clause(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a mention."""
    while start > 0 and words[start - 1] not in _ENDS:
        start -= 1
    while end < len(words) and words[end] not in _ENDS:
        end += 1
    return start, end
