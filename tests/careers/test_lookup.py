"""What is suggested while somebody types: the index finds what trying every name finds."""

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


def closeness(said: str, name: str) -> float:
    if name == said:
        return 200.0
    if name.startswith(said):
        return 180.0 - len(name) / 10
    if f" {said}" in name:
        return 150.0 - len(name) / 10
    if len(said) < SHORTEST_SIMILAR:
        return 0.0
    return max(fuzz.ratio(said, name[: len(said)]), fuzz.ratio(said, name))


def ranked(typed: str, forms: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Every name of every entry tried."""
    said = " ".join(words(typed))
    best = {
        entry: max(closeness(said, " ".join(words(name))) - 5 * (at > 0) for at, name in enumerate(names))
        for entry, names in forms.items()
        if said
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
def test_the_index_finds_what_trying_every_name_finds(typed: str, advisor: Advisor) -> None:
    assert_found_alike(typed, advisor)


@given(st.text(alphabet="abcdegilmnoprst -", min_size=1, max_size=18))
def test_whatever_is_typed_is_found_alike(advisor: Advisor, typed: str) -> None:
    assert_found_alike(typed, advisor)


def test_the_most_linked_come_first_when_nothing_is_typed(advisor: Advisor) -> None:
    library = advisor.library
    links = [end for transition in library.transitions.values() for end in (*transition.from_, *transition.to)]
    links += [other for role in library.roles.values() for other in (*role.related, *(n.role for n in role.neighbours))]
    shown = [library.roles[entry] for _, entry in advisor.lookup.suggest_roles(" ")]

    assert [(role.variant, -links.count(role.id)) for role in shown] == sorted((r.variant, -links.count(r.id)) for r in shown)
    assert len(advisor.lookup.suggest_topics("")) == MOST
