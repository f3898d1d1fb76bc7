"""Suggestions while a user types: the index finds the same as a comparison with every name."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.advisor import Advisor
from bot.careers.lookup import MOST
from bot.careers.name_index import SHORTEST_SIMILAR, SIMILAR
from bot.nlu.parsing.tokenizer import words

TYPED: Final = [
    "d", "da", "data", "data e", "data eng", "engineer", "enginer", "scientist", "sceintist", "ml", "mlops", "manager", "mangaer",
    "burn", "what", "startup", "degree", "impostr", "job market", "zzzz", "c++", "...",
]  # fmt: skip


def similarity(typed: str, name: str) -> float:
    """The score of a name for a typed text."""
    if name == typed:
        return 200.0
    if name.startswith(typed):
        return 180.0 - len(name) / 10
    if f" {typed}" in name:
        return 150.0 - len(name) / 10
    if len(typed) < SHORTEST_SIMILAR:
        return 0.0
    return max(fuzz.ratio(typed, name[: len(typed)]), fuzz.ratio(typed, name))


def ranked(typed: str, forms: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Entry → score, best first, by comparing with every name of every entry."""
    text = " ".join(words(typed))
    best = {
        entry: max(similarity(text, " ".join(words(name))) - 5 * (at > 0) for at, name in enumerate(names))
        for entry, names in forms.items()
        if text
    }
    return {entry: best[entry] for entry in sorted(best, key=lambda entry: (-best[entry], entry)) if best[entry] >= SIMILAR}


def assert_found_alike(typed: str, advisor: Advisor) -> None:
    roles = advisor.library.roles.values()
    topics = advisor.library.topics.values()
    for names, forms in (
        (advisor.lookup.role_names, {r.id: (r.name, *r.titles, *r.aliases.strong, *r.aliases.field) for r in roles}),
        (advisor.lookup.topic_names, {t.id: (t.name, t.id.replace("-", " ")) for t in topics}),
    ):
        expected, all_found = ranked(typed, forms), names.ranked(typed, len(forms) + 1)
        assert list(all_found) == list(expected)
        assert all_found == pytest.approx(expected)
        assert list(names.ranked(typed, MOST))[:MOST] == list(expected)[:MOST]


@pytest.mark.parametrize("typed", TYPED)
def test_the_index_finds_the_same_as_comparing_every_name(typed: str, advisor: Advisor) -> None:
    assert_found_alike(typed, advisor)


@given(st.text(alphabet="abcdegilmnoprst -", min_size=1, max_size=18))
def test_any_typed_text_is_found_alike(advisor: Advisor, typed: str) -> None:
    assert_found_alike(typed, advisor)


def test_without_text_the_most_linked_entries_come_first(advisor: Advisor) -> None:
    library = advisor.library
    links = [end for transition in library.transitions.values() for end in (*transition.from_, *transition.to)]
    links += [other for role in library.roles.values() for other in (*role.related, *(n.role for n in role.neighbours))]
    shown = [library.roles[entry] for _, entry in advisor.lookup.suggest_roles(" ")]

    assert [(role.variant, -links.count(role.id)) for role in shown] == sorted((r.variant, -links.count(r.id)) for r in shown)
    assert len(advisor.lookup.suggest_topics("")) == MOST
