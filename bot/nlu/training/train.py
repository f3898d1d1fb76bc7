"""From the lessons of a library to the fitted models."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.knowledge.library import Library
from bot.nlu.classifier.feature_sets import rule_features
from bot.nlu.classifier.hierarchical import HierarchicalModel
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.classifier.rules import RuleMatcher
from bot.nlu.parsing.parser import Parser
from bot.nlu.training.dataset import TrainingExample, training_examples
from bot.nlu.training.feature_cache import CachedFeatures, FeatureCache, build_feature_cache, feature_row

BALANCE: Final = 0.4
"""Examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE, so that the many pieces of advice drown nobody."""

TYPICAL: Final = 500
MOST_PHRASES: Final = 2_000
"""Of a kind with more phrases than this (twice ours), each counts less, so that the kinds do not shift as entries are added."""

KINDS: Final = (0.1, 0.02)
SUBJECTS: Final = (0.1, 0.04)
"""The ridges of the two models (see fitting.py). Half or twice as much moves no question file by more than a point."""


@dataclass(frozen=True)
class TrainedModels:
    """What is learned from a library's examples.

    `term_counts` says in how many of the `example_count` examples a concept or word of a rule stands. `kinds` scores the
    kinds of question; `subjects` scores classes named `topic:…`, `refusal:…`, `talk:…`, `role:…` and `story:…`.
    """

    term_counts: Mapping[str, int]
    example_count: int
    kinds: LinearModel
    subjects: LinearModel | HierarchicalModel


def train(library: Library, parser: Parser, kept: FeatureCache | None = None) -> tuple[TrainedModels, FeatureCache]:
    """Read every lesson, count the ideas, fit the models: a few seconds, less with `kept` from a similar library.

    The models depend on the library alone: the notes spare work and change nothing. They can be kept (see keeping.py).
    """
    examples = tuple(training_examples(library))
    notes = build_feature_cache((example.text for example in examples), parser, kept)
    taken = [notes.by_text[example.text] for example in examples]
    counts = Counter(chain.from_iterable(note.terms for note in taken))
    signals = RuleMatcher(library, counts, len(examples))
    used = signals.terms()
    return TrainedModels(
        {term: count for term, count in sorted(counts.items()) if term in used},
        len(examples),
        *_fitted(examples, taken, notes, signals),
    ), notes


def _fitted(
    examples: Sequence[TrainingExample], taken: Sequence[CachedFeatures], notes: FeatureCache, signals: RuleMatcher
) -> tuple[LinearModel, LinearModel | HierarchicalModel]:
    # scipy is slow to import and only needed to learn.
    from bot.nlu.training.hierarchical import fit_hierarchical  # noqa: PLC0415
    from bot.nlu.training.logistic_regression import Instance, Ridge, build_dataset, fit  # noqa: PLC0415

    kind_names, subject_names = dict(notes.kind_names), dict(notes.subject_names)
    commonness, phrases = _commonness(examples)
    kinds: list[Instance] = []
    subjects: list[Instance] = []
    for example, note in zip(examples, taken, strict=True):
        held = rule_features(signals.matched(note.terms))
        if example.kinds:
            kind = _main(example)
            weight = example.weight * (TYPICAL / commonness[kind]) ** BALANCE * (1.0 if example.example else phrases[kind])
            kinds.append(Instance(note.kind, feature_row(held, kind_names), example.kinds, weight))
        if example.subjects:
            subjects.append(Instance(note.subject, feature_row(held, subject_names), example.subjects, example.weight))
    return fit(build_dataset(kinds, kind_names), Ridge(*KINDS)), fit_hierarchical(
        build_dataset(subjects, subject_names), Ridge(*SUBJECTS)
    )


def _commonness(examples: Sequence[TrainingExample]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Kind → how many lessons it has, and → what one of its phrases counts among them."""
    labelled = Counter(_main(example) for example in examples if example.kinds and example.example)
    phrases = Counter(_main(example) for example in examples if example.kinds and not example.example)
    counted = {kind: min(1.0, MOST_PHRASES / number) for kind, number in phrases.items()}
    return {kind: labelled[kind] + phrases[kind] * counted.get(kind, 1.0) for kind in labelled | phrases}, counted


def _main(example: TrainingExample) -> str:
    return max(example.kinds, key=lambda kind: example.kinds[kind])
