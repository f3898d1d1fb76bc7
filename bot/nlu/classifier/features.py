"""Features of what a message means: words, pairs of neighbouring words, concepts, and how the roles stand in it.

Role mentions are replaced by placeholders before anything is counted, so "what does a DE do" and "what does an ML
engineer do" give the same features to the model of kinds. In a long message the asking sentence counts fully, and the
other sentences count less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from bot.nlu.parsing.concepts import ConceptMatch
from bot.nlu.parsing.direction import Direction
from bot.nlu.parsing.mentions import Mention
from bot.nlu.parsing.spans import LONG, Span
from bot.nlu.parsing.tokenizer import ARROW, stem

_FUNCTION_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "but",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "im",
        "i",
        "me",
        "my",
        "you",
        "your",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "with",
        "as",
        "by",
        "from",
        "so",
        "if",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "ive",
        "will",
        "would",
        "can",
        "could",
        "just",
        "really",
        "very",
        "any",
        "some",
        "there",
        "here",
        "they",
        "them",
        "their",
        "we",
        "our",
        "us",
        "he",
        "she",
        "his",
        "her",
        "him",
        "who",
        "which",
        "what",
        "how",
        "why",
        "when",
        "where",
        "than",
        "then",
        "too",
        "also",
        "into",
        "out",
        "up",
        "about",
        "not",
        "no",
        ".",
        ",",
        "/",
        "(",
        ")",
        "&",
        "+",
        ":",
        "->",
    ]
)


def slotted(tokens: Sequence[str], mentions: Iterable[Mention], direction: Direction) -> list[str]:
    """The tokens with each mention replaced by ROLE, FROM_ROLE, TO_ROLE, TITLE or OUTSIDE. Positions stay the same: a
    mention's further tokens become ""."""
    start = set(direction.start_slot.mentions) if direction.start_slot else set()
    goal = set(direction.goal_slot.mentions) if direction.goal_slot else set()
    out = list(tokens)
    for mention in mentions:
        label = "ROLE" if mention.role else "TITLE" if mention.title else "OUTSIDE"
        if mention in start:
            label = f"FROM_{label}"
        elif mention in goal:
            label = f"TO_{label}"
        out[mention.start] = label
        for index in range(mention.start + 1, mention.end):
            out[index] = ""
    return out


def kind_features(
    tokens: Sequence[str],
    spans: Sequence[Span],
    concepts: Sequence[ConceptMatch],
    mentions: Sequence[Mention],
    direction: Direction,
) -> dict[str, float]:
    """Features for the kind of question: words and neighbours with placeholders, concepts, structure."""
    features: dict[str, float] = {}
    slots = slotted(tokens, mentions, direction)
    for span in spans:
        words = ["^", *(w for w in slots[span.start : span.end] if w and w not in ",()"), "?" if span.asks else "$"]
        plain = [w.split("_")[-1] if w.isupper() else stem(w) for w in words]
        for word in plain[1:]:
            _raise(features, f"w:{word}", span.weight)
        for left, right in pairwise(plain):
            _raise(features, f"b:{left}_{right}", 0.8 * span.weight)
        for a, b, c in zip(plain, plain[1:], plain[2:], strict=False):
            _raise(features, f"t:{a}_{b}_{c}", 0.6 * span.weight)
    weight_at = _weights(spans, len(tokens))
    named = {i for m in mentions for i in range(m.start, m.end)}
    for concept in concepts:
        if not named.issuperset(range(concept.start, concept.end)):
            _raise(features, f"c:{concept.name}", weight_at[concept.start])
    for span in spans:
        for (_, left), (_, right) in _content_neighbours(tokens, span, named):
            _raise(features, f"n:{left}_{right}", 0.6 * span.weight)
    for name, value in _structure(tokens, spans, mentions, direction).items():
        features[f"s:{name}"] = value
    return features


def content_stems(tokens: Iterable[str]) -> frozenset[str]:
    """The stems of the words that carry content: no function words."""
    return frozenset(stem(token) for token in tokens if token not in _FUNCTION_WORDS and len(token) > 1)


def subject_features(
    tokens: Sequence[str], spans: Sequence[Span], concepts: Sequence[ConceptMatch], mentions: Sequence[Mention]
) -> dict[str, float]:
    """Features for the subject of a question: content words, neighbours, concepts and pairs of concepts, roles named."""
    features: dict[str, float] = {}
    named = {i for m in mentions for i in range(m.start, m.end)}
    weight_at = _weights(spans, len(tokens))
    for span in spans:
        for _, word in _content(tokens, span, named):
            _raise(features, f"w:{word}", span.weight)
        for (_, left), (_, right) in _content_neighbours(tokens, span, named):
            _raise(features, f"b:{left}_{right}", 0.6 * span.weight)
    found: dict[str, float] = {}
    for concept in concepts:
        if not named.issuperset(range(concept.start, concept.end)):
            found[concept.name] = max(found.get(concept.name, 0.0), weight_at[concept.start])
    for name, weight in found.items():
        features[f"c:{name}"] = weight
    names = sorted(found)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            features[f"p:{first}+{second}"] = 0.5 * min(found[first], found[second])
    for mention in mentions:
        if mention.role:
            _raise(features, f"r:{mention.role}", 0.4 * weight_at[mention.start])
    return features


def _content(tokens: Sequence[str], span: Span, named: set[int]) -> list[tuple[int, str]]:
    """(position, stem) of a sentence's content words: no function words, no role names."""
    return [(i, stem(tokens[i])) for i in range(span.start, span.end) if i not in named and tokens[i] not in _FUNCTION_WORDS]


def _content_neighbours(tokens: Sequence[str], span: Span, named: set[int]) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Pairs of content words with at most one other word between them."""
    return ((a, b) for a, b in pairwise(_content(tokens, span, named)) if b[0] - a[0] <= 2)


def _raise(features: dict[str, float], name: str, value: float) -> None:
    if value > features.get(name, 0.0):
        features[name] = value


def _weights(spans: Sequence[Span], length: int) -> list[float]:
    weights = [1.0] * (length + 1)
    for span in spans:
        for index in range(span.start, span.end):
            weights[index] = span.weight
    return weights


def _structure(
    tokens: Sequence[str], spans: Sequence[Span], mentions: Sequence[Mention], direction: Direction
) -> Mapping[str, float]:
    roles = {m.role for m in mentions if m.role}
    flags: dict[str, bool] = {
        f"roles={min(len(roles), 3)}": True,
        "outside": any(m.role is None and not m.title for m in mentions),
        "from-role": direction.start is not None,
        "from-outside": direction.start_slot is not None and direction.start is None,
        "to-role": direction.goal is not None,
        "to-outside": direction.goal_slot is not None and direction.goal is None,
        "from-and-to": direction.start is not None and direction.goal is not None,
        "move-strong": direction.score >= 4.5,
        "vs": "vs" in tokens or "versus" in tokens,
        "arrow": ARROW in tokens,
        "asks": any(span.asks for span in spans),
        "short": len(tokens) <= 3,
        "long": len(tokens) > LONG,
        "only-roles": bool(mentions) and sum(m.end - m.start for m in mentions) >= len([t for t in tokens if t not in ".,/"]) - 1,
    }
    return {name: 1.0 for name, value in flags.items() if value}
