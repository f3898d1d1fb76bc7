"""From the training examples of a library to the trained models."""

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
from bot.nlu.training.facts import fit_facts
from bot.nlu.training.feature_cache import CachedFeatures, FeatureCache, build_feature_cache, feature_row

BALANCE: Final = 0.4
"""The examples of a kind with n of them weigh (TYPICAL / n) ** BALANCE each, so that kinds with many examples do not
dominate."""

TYPICAL: Final = 500
MOST_PHRASES: Final = 2_000
"""In a kind with more phrases than this (twice the shipped number) each counts less, so that the balance of kinds does
not shift as entries are added."""

KINDS: Final = (0.1, 0.02)
SUBJECTS: Final = (0.1, 0.04)
ACTS: Final = (0.02, 0.005)
"""The ridges of the three models (see logistic_regression.py). Half or twice as much moves no question file by more than a
point."""


@dataclass(frozen=True)
class TrainedModels:
    """What is learned from a library's examples. `key` is the fingerprint of the library (see fingerprint.py), where it is known.

    `term_counts` says in how many of the `example_count` examples a concept or word of a rule stands. `kinds` scores the
    kinds of question and `acts` the dialogue acts; `facts` says what a mention tells about the
    person; `subjects` scores classes named `topic:…`, `refusal:…`, `talk:…`, `role:…` and
    `story:…`.
    """

    term_counts: Mapping[str, int]
    example_count: int
    kinds: LinearModel
    subjects: LinearModel | HierarchicalModel
    acts: LinearModel | None = None
    facts: LinearModel | None = None
    key: str = ""


def train(library: Library, parser: Parser, kept: FeatureCache | None = None) -> tuple[TrainedModels, FeatureCache]:
    """Parse every example, count the terms, fit the models: a few seconds, less with `kept` from a similar library.

    The models depend on the library alone; the cache only saves work. They can be stored (see serialization.py).
    """
    examples = tuple(training_examples(library))
    cache = build_feature_cache((example.text for example in examples), parser, kept)
    rows = [cache.by_text[example.text] for example in examples]
    counts = Counter(chain.from_iterable(cached.terms for cached in rows))
    signals = RuleMatcher(library, counts, len(examples))
    used = signals.terms()
    return TrainedModels(
        {term: count for term, count in sorted(counts.items()) if term in used},
        len(examples),
        *_fitted(examples, rows, cache, signals),
        fit_facts(library.told, parser),
    ), cache


def _fitted(
    examples: Sequence[TrainingExample], rows: Sequence[CachedFeatures], cache: FeatureCache, signals: RuleMatcher
) -> tuple[LinearModel, LinearModel | HierarchicalModel, LinearModel | None]:
    # scipy is slow to import and only needed to learn.
    from bot.nlu.training.hierarchical import fit_hierarchical  # noqa: PLC0415
    from bot.nlu.training.logistic_regression import Instance, Ridge, build_dataset, fit  # noqa: PLC0415

    kind_names, subject_names = dict(cache.kind_names), dict(cache.subject_names)
    commonness, phrases = _commonness(examples)
    kinds: list[Instance] = []
    subjects: list[Instance] = []
    acts: list[Instance] = []
    for example, cached in zip(examples, rows, strict=True):
        held = rule_features(signals.matched(cached.terms))
        if example.kinds:
            kind = _main(example)
            weight = example.weight * (TYPICAL / commonness[kind]) ** BALANCE * (1.0 if example.example else phrases[kind])
            kinds.append(Instance(cached.kind, feature_row(held, kind_names), example.kinds, weight))
        if example.subjects:
            subjects.append(Instance(cached.subject, feature_row(held, subject_names), example.subjects, example.weight))
        if example.act:
            acts.append(Instance(cached.kind, feature_row(held, kind_names), {example.act: 1.0}, 1.0))
    return (
        fit(build_dataset(kinds, kind_names), Ridge(*KINDS)),
        fit_hierarchical(build_dataset(subjects, subject_names), Ridge(*SUBJECTS)),
        fit(build_dataset(acts, kind_names), Ridge(*ACTS)) if acts else None,
    )


def _commonness(examples: Sequence[TrainingExample]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """(kind → the weight of all its examples, kind → the weight of one of its phrases)."""
    labelled = Counter(_main(example) for example in examples if example.kinds and example.example)
    phrases = Counter(_main(example) for example in examples if example.kinds and not example.example)
    counted = {kind: min(1.0, MOST_PHRASES / number) for kind, number in phrases.items()}
    return {kind: labelled[kind] + phrases[kind] * counted.get(kind, 1.0) for kind in labelled | phrases}, counted


def _main(example: TrainingExample) -> str:
    return max(example.kinds, key=lambda kind: example.kinds[kind])
