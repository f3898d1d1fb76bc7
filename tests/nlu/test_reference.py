"""The matcher gives the same readings as its slow reference implementation, for our questions and generated ones."""

import random
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.evaluation.cases import read_cases
from bot.knowledge.library import Library
from bot.nlu.classifier.feature_sets import rule_terms_of
from bot.nlu.parsing.parser import repair_tiers
from bot.nlu.parsing.tokenizer import words
from bot.nlu.thresholds import SIGNAL_BONUS
from tests.nlu.reference import SlowMatcher

QUESTIONS: Final = Path(__file__).parent.parent / "questions"
FILES: Final = ("forum.yaml", "oblique.yaml", "dialogues.yaml")


@pytest.fixture(scope="module")
def slow(advisor: Advisor) -> SlowMatcher:
    return SlowMatcher(advisor.library, advisor.matcher.models, [set(tier) for tier in repair_tiers(advisor.library)])


def assert_read_alike(text: str, advisor: Advisor, slow: SlowMatcher) -> None:
    fast = advisor.matcher.parser.parse(text)

    assert fast == slow.parser.parse(text), text
    matched = advisor.matcher.rules.matched(rule_terms_of(fast))
    assert {name: signal.weight for name, signal in matched.items()} == pytest.approx(slow.matched(rule_terms_of(fast))), text


def assert_scored_alike(text: str, advisor: Advisor, slow: SlowMatcher) -> None:
    reading, (kinds, subjects) = advisor.matcher.read(text), slow.linear_models()
    assert dict(reading.kinds) == pytest.approx(slow.scores(kinds, reading.features.for_kind), abs=1e-5)
    expected = slow.scores(subjects, reading.features.for_subject)
    for name, signal in reading.features.rules.items():
        expected[name] += SIGNAL_BONUS * signal.weight
    found = {"topic": reading.topics, "refusal": reading.refusals, "talk": reading.talk, "role": reading.described}
    for name, score in expected.items():
        prefix, _, entry = name.partition(":")
        if prefix in found:
            assert found[prefix][entry] == pytest.approx(score, abs=1e-5), (text, name)


@pytest.mark.parametrize("file", FILES)
def test_our_questions_are_read_alike(file: str, advisor: Advisor, slow: SlowMatcher) -> None:
    for case in read_cases(QUESTIONS / file):
        assert_read_alike(case.text, advisor, slow)


@pytest.mark.parametrize("file", FILES)
def test_our_questions_are_scored_alike(file: str, advisor: Advisor, slow: SlowMatcher) -> None:
    for case in read_cases(QUESTIONS / file)[::5]:
        assert_scored_alike(case.text, advisor, slow)


def forms(library: Library) -> list[str]:
    """Words and phrases of the knowledge: concepts, names, aliases and phrases."""
    vocabulary = library.vocabulary
    found = [form for group in (*vocabulary.concepts.values(), *vocabulary.outside.values()) for form in group]
    found += [*vocabulary.tools, *vocabulary.places, *library.skill_by_alias]
    found += [form for role in library.roles.values() for form in (role.name, *role.aliases.strong, *role.aliases.weak)]
    return found + [phrase for topic in library.topics.values() for phrase in topic.phrases[:2]]


def misspelt(text: str, rng: random.Random) -> str:
    """The text with one word changed: a letter is dropped, doubled, swapped with its neighbour or replaced."""
    parts = text.split()
    at = rng.randrange(len(parts))
    word = parts[at]
    if len(word) > 3:
        cut = rng.randrange(1, len(word) - 1)
        parts[at] = rng.choice(
            (
                word[:cut] + word[cut + 1 :],
                word[:cut] + word[cut] + word[cut:],
                word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :],
                word[:cut] + rng.choice("aeionrst") + word[cut + 1 :],
            )
        )
    return " ".join(parts)


JOINS: Final = (" ", " to ", " or ", " vs ", " and ", ". ", ", i am a ", " -> ", " in ", "? ")


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1))
def test_generated_questions_are_read_and_scored_alike(library: Library, advisor: Advisor, slow: SlowMatcher, seed: int) -> None:
    rng, known = random.Random(seed), forms(library)
    text = rng.choice(known)
    for _ in range(rng.randrange(4)):
        text += rng.choice(JOINS) + rng.choice(known)
    if rng.random() < 0.7:
        text = misspelt(text, rng)

    assert_read_alike(text, advisor, slow)
    assert_scored_alike(text, advisor, slow)


def test_no_word_of_the_knowledge_is_repaired(library: Library, advisor: Advisor) -> None:
    spelling = advisor.matcher.parser.spelling
    for form in forms(library):
        for word in words(form):
            assert spelling.repair(word) == word or word in library.vocabulary.shorthand
