"""What the matcher learns from at load: the phrases of every entry and the labelled examples, as features and targets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.matching.features import content_stems, kind_features, subject_features
from bot.matching.linear import Lesson, Linear, fit
from bot.matching.parsing import Parsed, Parser
from bot.matching.signals import Satisfied, Signals, terms_of

KIND_RIDGE: Final = 0.5
SUBJECT_RIDGE: Final = 1.3
ALTERNATIVE: Final = 0.6
"""Share of a second, also acceptable reading of an example."""

BALANCE: Final = 0.3
"""Examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE, so that the many pieces of advice drown nobody."""

TYPICAL: Final = 500
SIGNAL_SCALE: Final = 0.7
"""How large a satisfied signal stands among the features."""


@dataclass(frozen=True)
class Models:
    """`kinds` scores the kinds of question; `subjects` scores `topic:…`, `refusal:…`, `talk:…` and `role:…` classes."""

    kinds: Linear
    subjects: Linear


@dataclass(frozen=True)
class Evidence:
    """What one message shows to the models."""

    parsed: Parsed
    signals: Mapping[str, Satisfied]
    strangeness: float
    """Share of content words that no lesson in scope uses; the message itself, where it is a lesson, left out."""

    @property
    def for_kind(self) -> Mapping[str, float]:
        p = self.parsed
        features = kind_features(p.tokens, p.spans, p.ideas, p.mentions, p.direction) | self._signal_features()
        features["s:strange"] = 2.0 * self.strangeness
        features["s:strange-without-role"] = 0.0 if p.roles else 2.0 * self.strangeness
        return features

    @property
    def for_subject(self) -> Mapping[str, float]:
        p = self.parsed
        return subject_features(p.tokens, p.spans, p.ideas, p.mentions) | self._signal_features()

    def _signal_features(self) -> dict[str, float]:
        return {f"g:{entry}": SIGNAL_SCALE * satisfied.weight for entry, satisfied in self.signals.items()}


@dataclass(frozen=True, slots=True)
class _Taught:
    text: str
    kinds: Mapping[str, float]
    subjects: Mapping[str, float]
    weight: float

    @property
    def in_scope(self) -> bool:
        return "out_of_scope" not in self.kinds


class Familiar:
    """The content words of the lessons in scope, with the number of lessons each stands in."""

    def __init__(self, lessons: Iterable[frozenset[str]]) -> None:
        self._counts: dict[str, int] = {}
        for stems in lessons:
            for word in stems:
                self._counts[word] = self._counts.get(word, 0) + 1

    def strangeness(self, stems: frozenset[str], *, own: int = 0) -> float:
        """The share of `stems` that stand in at most `own` lessons (1 for a lesson itself, which would know its words)."""
        if not stems:
            return 0.0
        return sum(self._counts.get(word, 0) <= own for word in stems) / len(stems)


def learn(library: Library, parser: Parser) -> tuple[Signals, Familiar, list[tuple[Evidence, _Taught]]]:
    """The signals, weighed by how rare their ideas are among the lessons; the words in scope; the lessons themselves."""
    taught = [(parser.parse(item.text), item) for item in _taught(library)]
    signals = Signals(library, (signal_terms(parsed) for parsed, _ in taught))
    familiar = Familiar(content_stems(p.tokens, p.mentions) for p, item in taught if item.in_scope)
    lessons = []
    for parsed, item in taught:
        strangeness = familiar.strangeness(content_stems(parsed.tokens, parsed.mentions), own=int(item.in_scope))
        lessons.append((Evidence(parsed, signals.satisfied(signal_terms(parsed)), strangeness), item))
    return signals, familiar, lessons


def fit_models(lessons: list[tuple[Evidence, _Taught]]) -> Models:
    counts: dict[str, int] = {}
    for _, item in lessons:
        if item.kinds:
            kind = max(item.kinds, key=lambda k: item.kinds[k])
            counts[kind] = counts.get(kind, 0) + 1
    kinds: list[Lesson] = []
    subjects: list[Lesson] = []
    for evidence, item in lessons:
        if item.kinds:
            kind = max(item.kinds, key=lambda k: item.kinds[k])
            kinds.append((evidence.for_kind, item.kinds, item.weight * (TYPICAL / counts[kind]) ** BALANCE))
        if item.subjects:
            subjects.append((evidence.for_subject, item.subjects, item.weight))
    return Models(fit(kinds, ridge=KIND_RIDGE), fit(subjects, ridge=SUBJECT_RIDGE))


def signal_terms(parsed: Parsed) -> frozenset[str]:
    return terms_of(parsed.tokens, (idea.name for idea in parsed.ideas))


def _taught(library: Library) -> Iterator[_Taught]:
    for topic in library.topics.values():
        for phrase in (topic.name, *topic.phrases):
            yield _Taught(phrase, {"advice": 1.0}, {f"topic:{topic.id}": 1.0}, 0.6)
    for refusal in library.refusals.values():
        for phrase in refusal.phrases:
            yield _Taught(phrase, {"out_of_scope": 1.0}, {f"refusal:{refusal.id}": 1.0}, 0.8)
    for talk in library.talk.values():
        for phrase in talk.phrases:
            yield _Taught(phrase, {"meta": 1.0}, {f"talk:{talk.id}": 1.0}, 0.8)
    for role in library.roles.values():
        for phrase in role.phrases:
            yield _Taught(phrase, {}, {f"role:{role.id}": 1.0}, 0.8)
    for transition in library.transitions.values():
        for phrase in transition.phrases:
            yield _Taught(phrase, {"transition": 1.0}, {f"topic:{topic}": 0.5 for topic in transition.topics[:1]}, 0.5)
    for example in library.examples:
        subjects = {f"topic:{topic}": ALTERNATIVE for topic in example.topics}
        if example.topics:
            subjects[f"topic:{example.topics[0]}"] = 1.0
        yield _Taught(example.text, {example.kind: 1.0} | dict.fromkeys(example.also, ALTERNATIVE), subjects, 1.0)
