"""What the matcher learns from at load: the phrases of every entry and the labelled examples, as features and targets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Example
from bot.matching.features import kind_features, subject_features
from bot.matching.linear import Lesson, Linear, fit
from bot.matching.parsing import Parsed, Parser
from bot.matching.signals import Satisfied, Signals, terms_of

ALTERNATIVE: Final = 0.6
"""Share of a second, also acceptable reading of an example."""

BALANCE: Final = 0.3
"""Examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE, so that the many pieces of advice drown nobody."""

TYPICAL: Final = 500
SIGNAL_SCALE: Final = 0.7
"""How large a satisfied signal stands among the features."""


@dataclass(frozen=True)
class Learned:
    """What is drawn from the lessons of a library.

    `term_counts`: in how many of the `lessons` an idea or word of a signal stands. `kinds` scores the kinds of question;
    `subjects` scores classes named `topic:…`, `refusal:…`, `talk:…`, `role:…` and `story:…`.
    """

    term_counts: Mapping[str, int]
    lessons: int
    kinds: Linear
    subjects: Linear


@dataclass(frozen=True)
class Evidence:
    """What one message shows to the models."""

    parsed: Parsed
    signals: Mapping[str, Satisfied]

    @property
    def for_kind(self) -> Mapping[str, float]:
        p = self.parsed
        return kind_features(p.tokens, p.spans, p.ideas, p.mentions, p.direction) | self._signal_features()

    @property
    def for_subject(self) -> Mapping[str, float]:
        p = self.parsed
        return subject_features(p.tokens, p.spans, p.ideas, p.mentions) | self._signal_features()

    def _signal_features(self) -> dict[str, float]:
        return {f"g:{entry}": SIGNAL_SCALE * satisfied.weight for entry, satisfied in self.signals.items()}


@dataclass(frozen=True, slots=True)
class _Taught:
    text: str
    kinds: Mapping[str, float]  # kind → share
    subjects: Mapping[str, float]
    weight: float


def learn(library: Library, parser: Parser) -> Learned:
    """Parse every lesson, count the ideas, fit the models. A few seconds; the result can be kept (see keeping.py)."""
    taught = [(parser.parse(item.text), item) for item in _taught(library)]
    counts: dict[str, int] = {}
    for parsed, _ in taught:
        for term in signal_terms(parsed):
            counts[term] = counts.get(term, 0) + 1
    signals = Signals(library, counts, len(taught))
    kinds: list[Lesson] = []
    subjects: list[Lesson] = []
    commonness = _commonness(item for _, item in taught)
    for parsed, item in taught:
        evidence = Evidence(parsed, signals.satisfied(signal_terms(parsed)))
        if item.kinds:
            kinds.append((evidence.for_kind, item.kinds, item.weight * (TYPICAL / commonness[_main(item)]) ** BALANCE))
        if item.subjects:
            subjects.append((evidence.for_subject, item.subjects, item.weight))
    used = signals.terms()
    return Learned({term: count for term, count in counts.items() if term in used}, len(taught), fit(kinds), fit(subjects))


def _commonness(items: Iterable[_Taught]) -> Counter[str]:
    return Counter(_main(item) for item in items if item.kinds)


def _main(item: _Taught) -> str:
    return max(item.kinds, key=lambda kind: item.kinds[kind])


def signal_terms(parsed: Parsed) -> frozenset[str]:
    return terms_of(parsed.tokens, (idea.name for idea in parsed.ideas))


PHRASES: Final = (("topics", "topic", "advice", 0.6), ("refusals", "refusal", "out_of_scope", 0.8), ("talk", "talk", "meta", 0.8))
"""Kind of entry → prefix of its subject class, the kind of question its phrases ask, how much a phrase weighs."""

DESCRIPTION: Final = 0.8
MOVE: Final = 0.5
"""What a role's description and a phrase about a move weigh."""


def _taught(library: Library) -> Iterator[_Taught]:
    for entries, prefix, kind, weight in PHRASES:
        for entry in getattr(library, entries).values():
            names = (entry.name,) if prefix == "topic" else ()
            for phrase in (*names, *entry.phrases):
                yield _Taught(phrase, {kind: 1.0}, {f"{prefix}:{entry.id}": 1.0}, weight)
    for role in library.roles.values():
        yield from (_Taught(phrase, {}, {f"role:{role.id}": 1.0}, DESCRIPTION) for phrase in role.phrases)
    for story in library.stories.values():
        yield from (_Taught(phrase, {}, {f"story:{story.id}": 1.0}, DESCRIPTION) for phrase in story.phrases)
    for transition in library.transitions.values():
        subjects = {f"topic:{topic}": 0.5 for topic in transition.topics[:1]}
        yield from (_Taught(phrase, {"transition": 1.0}, subjects, MOVE) for phrase in transition.phrases)
    yield from map(_example, library.examples)


def _example(example: Example) -> _Taught:
    subjects = {f"topic:{topic}": ALTERNATIVE for topic in example.topics}
    if example.topics:
        subjects[f"topic:{example.topics[0]}"] = 1.0
    if example.refusal:
        subjects[f"refusal:{example.refusal}"] = 1.0
    kinds: dict[str, float] = {example.kind: 1.0}
    kinds.update(dict.fromkeys(example.also, ALTERNATIVE))
    return _Taught(example.text, kinds, subjects, 1.0)
