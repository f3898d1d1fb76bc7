"""From the lessons of a library to the fitted models."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.knowledge.library import Library
from bot.nlu.classifier.feature_sets import signal_features
from bot.nlu.classifier.hierarchical import Layered
from bot.nlu.classifier.linear import Linear
from bot.nlu.classifier.rules import Signals
from bot.nlu.parsing.parser import Parser
from bot.nlu.training.dataset import Lesson, lessons_of
from bot.nlu.training.feature_cache import Note, Notes, row_of, take_notes

BALANCE: Final = 0.4
"""Examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE, so that the many pieces of advice drown nobody."""

TYPICAL: Final = 500
MOST_PHRASES: Final = 2_000
"""Of a kind with more phrases than this (twice ours), each counts less, so that the kinds do not shift as entries are added."""

KINDS: Final = (0.1, 0.02)
SUBJECTS: Final = (0.1, 0.04)
"""The ridges of the two models (see fitting.py). Half or twice as much moves no question file by more than a point."""


@dataclass(frozen=True)
class Learned:
    """What is drawn from the lessons of a library.

    `term_counts`: in how many of the `lessons` an idea or word of a signal stands. `kinds` scores the kinds of question;
    `subjects` scores classes named `topic:…`, `refusal:…`, `talk:…`, `role:…` and `story:…`.
    """

    term_counts: Mapping[str, int]
    lessons: int
    kinds: Linear
    subjects: Linear | Layered


def learn(library: Library, parser: Parser, kept: Notes | None = None) -> tuple[Learned, Notes]:
    """Read every lesson, count the ideas, fit the models: a few seconds, less with the notes `kept` from a library like this.

    The models depend on the library alone: the notes spare work and change nothing. They can be kept (see keeping.py).
    """
    lessons = tuple(lessons_of(library))
    notes = take_notes((lesson.text for lesson in lessons), parser, kept)
    taken = [notes.by_text[lesson.text] for lesson in lessons]
    counts = Counter(chain.from_iterable(note.terms for note in taken))
    signals = Signals(library, counts, len(lessons))
    used = signals.terms()
    return Learned(
        {term: count for term, count in sorted(counts.items()) if term in used},
        len(lessons),
        *_fitted(lessons, taken, notes, signals),
    ), notes


def _fitted(lessons: Sequence[Lesson], taken: Sequence[Note], notes: Notes, signals: Signals) -> tuple[Linear, Linear | Layered]:
    # scipy is slow to import and only needed to learn.
    from bot.nlu.training.hierarchical import fit_layered  # noqa: PLC0415
    from bot.nlu.training.logistic_regression import Ridge, Taught, fit, sheet_of  # noqa: PLC0415

    kind_names, subject_names = dict(notes.kind_names), dict(notes.subject_names)
    commonness, phrases = _commonness(lessons)
    kinds: list[Taught] = []
    subjects: list[Taught] = []
    for lesson, note in zip(lessons, taken, strict=True):
        held = signal_features(signals.satisfied(note.terms))
        if lesson.kinds:
            kind = _main(lesson)
            weight = lesson.weight * (TYPICAL / commonness[kind]) ** BALANCE * (1.0 if lesson.example else phrases[kind])
            kinds.append(Taught(note.kind, row_of(held, kind_names), lesson.kinds, weight))
        if lesson.subjects:
            subjects.append(Taught(note.subject, row_of(held, subject_names), lesson.subjects, lesson.weight))
    return fit(sheet_of(kinds, kind_names), Ridge(*KINDS)), fit_layered(sheet_of(subjects, subject_names), Ridge(*SUBJECTS))


def _commonness(lessons: Sequence[Lesson]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Kind → how many lessons it has, and → what one of its phrases counts among them."""
    examples = Counter(_main(lesson) for lesson in lessons if lesson.kinds and lesson.example)
    phrases = Counter(_main(lesson) for lesson in lessons if lesson.kinds and not lesson.example)
    counted = {kind: min(1.0, MOST_PHRASES / number) for kind, number in phrases.items()}
    return {kind: examples[kind] + phrases[kind] * counted.get(kind, 1.0) for kind in examples | phrases}, counted


def _main(lesson: Lesson) -> str:
    return max(lesson.kinds, key=lambda kind: lesson.kinds[kind])
