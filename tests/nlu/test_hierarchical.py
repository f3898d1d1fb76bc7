"""The hierarchical model, on knowledge seven times as large as ours."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from benchmarks.synthetic_knowledge import enlarge, questions
from bot.evaluation.cases import read_cases
from bot.knowledge.library import Library
from bot.nlu.classifier.hierarchical import CLUSTERS_SCORED, RETURNED_LEAST, HierarchicalModel
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.matcher import Matcher
from bot.nlu.training.dataset import training_examples
from bot.nlu.training.hierarchical import SMALLEST_CLUSTER
from bot.nlu.training.serialization import from_bytes, to_bytes
from tests.nlu.edits import a_phrase_with_a_new_word

pytestmark = pytest.mark.slow  # knowledge of our size is scored by one linear model

TIMES: Final = 7
FORUM: Final = Path(__file__).parent.parent / "questions" / "forum.yaml"


@pytest.fixture(scope="module")
def small(library: Library) -> Library:
    return replace(library, examples=library.examples[::10])


@pytest.fixture(scope="module")
def large(small: Library) -> Matcher:
    return Matcher(enlarge(small, TIMES))


@pytest.fixture(scope="module")
def layers(large: Matcher) -> HierarchicalModel:
    assert isinstance(large.models.subjects, HierarchicalModel)
    return large.models.subjects


def test_every_subject_is_in_exactly_one_cluster_or_the_first_layer(large: Matcher, layers: HierarchicalModel) -> None:
    subjects = {label for example in training_examples(large.library) for label in example.subjects}

    assert sorted(layers.classes) == sorted(subjects)
    assert all(len(cluster.classes) <= SMALLEST_CLUSTER for cluster in layers.clusters.values())
    assert layers.first.classes[-len(layers.clusters) :] == tuple(layers.clusters)


def test_a_score_is_that_of_the_cluster_times_that_within_the_cluster(large: Matcher, layers: HierarchicalModel) -> None:
    for text, _ in questions(TIMES, 30):
        features = large.read(text).features.for_subject
        first, found = layers.first.scores(features), layers.scores(features)
        likely = [name for name in first if name in layers.clusters][:CLUSTERS_SCORED]
        for name, cluster in layers.clusters.items():
            for label, score in cluster.scores(features).items():
                if label in found:
                    assert found[label] == pytest.approx(first[name] * score, rel=1e-4)
                else:
                    assert name not in likely or first[name] * score < max(RETURNED_LEAST, 0.004)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert sum(found.values()) <= 1.0 + 1e-5


def test_synthetic_topics_are_found(large: Matcher) -> None:
    asked = questions(TIMES, 100)

    assert sum(next(iter(large.read(text).topics)) == topic for text, topic in asked) >= 90


def test_our_questions_are_read_as_by_the_small_model(small: Library, large: Matcher) -> None:
    before = Matcher(small)
    texts = [case.text for case in read_cases(FORUM)]
    kinds = [next(iter(before.read(text).kinds)) == next(iter(large.read(text).kinds)) for text in texts]
    topics = [next(iter(before.read(text).topics)) == next(iter(large.read(text).topics)) for text in texts]

    assert sum(kinds) / len(kinds) >= 0.9
    assert sum(topics) / len(topics) >= 0.85


def test_a_subject_of_a_cluster_is_explained(large: Matcher) -> None:
    text, topic = questions(TIMES, 1)[0]
    reading = large.read(text)
    candidate = large.explain_subject(reading, f"topic:{topic}", reading.topics[topic])

    assert candidate.why


def assert_same(one: LinearModel, other: LinearModel) -> None:
    assert (one.classes, one.features) == (other.classes, other.features)
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.bias, other.bias)


def assert_layers_same(one: Matcher | HierarchicalModel, other: Matcher | HierarchicalModel) -> None:
    left, right = (each.models.subjects if isinstance(each, Matcher) else each for each in (one, other))
    assert isinstance(left, HierarchicalModel)
    assert isinstance(right, HierarchicalModel)
    assert_same(left.first, right.first)
    assert left.clusters.keys() == right.clusters.keys()
    for name in left.clusters:
        assert_same(left.clusters[name], right.clusters[name])


def test_layers_are_unchanged_after_serialization(large: Matcher, layers: HierarchicalModel) -> None:
    loaded = from_bytes(to_bytes(large.models)).subjects
    assert isinstance(loaded, HierarchicalModel)

    assert_layers_same(loaded, layers)


def test_training_after_a_change_gives_the_models_of_training_from_scratch(large: Matcher) -> None:
    changed = a_phrase_with_a_new_word(large.library)

    assert_layers_same(Matcher(changed, previous=large), Matcher(changed))
