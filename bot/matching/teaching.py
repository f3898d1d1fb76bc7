"""From the lessons of a library to the fitted models."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.knowledge.library import Library
from bot.matching.evidence import signal_features
from bot.matching.lessons import Lesson, lessons_of
from bot.matching.linear import Linear
from bot.matching.notes import Note, Notes, row_of, take_notes
from bot.matching.parsing import Parser
from bot.matching.signals import Signals

BALANCE: Final = 0.3
"""Examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE, so that the many pieces of advice drown nobody."""

TYPICAL: Final = 500
KINDS: Final = (0.05, 0.01)
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
    subjects: Linear


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


def _fitted(lessons: Sequence[Lesson], taken: Sequence[Note], notes: Notes, signals: Signals) -> tuple[Linear, Linear]:
    from bot.matching.fitting import Ridge, Taught, fit  # noqa: PLC0415 - scipy is slow to import and only needed to learn

    kind_names, subject_names = dict(notes.kind_names), dict(notes.subject_names)
    commonness = Counter(_main(lesson) for lesson in lessons if lesson.kinds)
    kinds: list[Taught] = []
    subjects: list[Taught] = []
    for lesson, note in zip(lessons, taken, strict=True):
        held = signal_features(signals.satisfied(note.terms))
        if lesson.kinds:
            weight = lesson.weight * (TYPICAL / commonness[_main(lesson)]) ** BALANCE
            kinds.append(Taught(note.kind, row_of(held, kind_names), lesson.kinds, weight))
        if lesson.subjects:
            subjects.append(Taught(note.subject, row_of(held, subject_names), lesson.subjects, lesson.weight))
    return fit(kinds, kind_names, Ridge(*KINDS)), fit(subjects, subject_names, Ridge(*SUBJECTS))


def _main(lesson: Lesson) -> str:
    return max(lesson.kinds, key=lambda kind: lesson.kinds[kind])
