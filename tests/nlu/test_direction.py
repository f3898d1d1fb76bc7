"""The direction of a move is read from any phrasing; role names are found in any common form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.nlu.parsing.direction import with_open_ends_filled

FROM_TO = [
    "from {a} to {b}",
    "how do i go from {a} to {b}?",
    "{a} -> {b}",
    "{a} → {b}, doable?",
    "switch to {b} from {a}",
    "moving to {b} from {a}, what should i know",
    "im a {a}, want to be a {b}",
    "I'm a {a} looking to become a {b}",
    "leave my {a} job for a {b} role",
    "become a {b} coming from {a}",
    "{b} coming from {a}",
    "{a} turned {b}, any regrets",
    "pivot from {a} into {b}",
    "break into {b} as a {a}",
    "transitioning to {b} as a {a}",
    "{a} who wants to get into {b}",
    "can a {a} become a {b}",
    "currently a {a}, end goal {b}",
    "3 years as a {a}, thinking about {b} now",
    "quit {a} to become a {b}",
]
ROLES = {
    "data analyst": "data-analyst", "data scientist": "data-scientist", "DE": "data-engineer", "ml engineer": "ml-engineer",
    "analytics engineer": "analytics-engineer", "backend developer": "backend-engineer", "DPE": "data-platform-engineer",
    "devops engineer": "infrastructure-engineer", "tech lead manager": "tech-lead-manager", "director": "director-of-engineering",
}  # fmt: skip


@given(st.sampled_from(FROM_TO), st.sampled_from(sorted(ROLES)), st.sampled_from(sorted(ROLES)))
def test_the_direction_of_a_move_is_read_from_any_phrasing(advisor: Advisor, pattern: str, a: str, b: str) -> None:
    if ROLES[a] == ROLES[b]:
        return

    direction = with_open_ends_filled(advisor.matcher.read(pattern.format(a=a, b=b)).parsed.direction)

    assert (direction.start, direction.goal) == (ROLES[a], ROLES[b]), pattern.format(a=a, b=b)


@given(st.sampled_from(FROM_TO), st.sampled_from(sorted(ROLES)), st.sampled_from(sorted(ROLES)))
def test_a_move_and_its_reverse_are_never_read_the_same(advisor: Advisor, pattern: str, a: str, b: str) -> None:
    if ROLES[a] == ROLES[b]:
        return
    there = with_open_ends_filled(advisor.matcher.read(pattern.format(a=a, b=b)).parsed.direction)
    back = with_open_ends_filled(advisor.matcher.read(pattern.format(a=b, b=a)).parsed.direction)

    assert (there.start, there.goal) == (back.goal, back.start)


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("data platform engineer", ["data-platform-engineer"]),
        ("data engineer", ["data-engineer"]),
        ("machine learning engineer", ["ml-engineer"]),
        ("ML eng", ["ml-engineer"]),
        ("MLE", ["ml-engineer"]),
        ("MLengineer", ["ml-engineer"]),
        ("dataengineer", ["data-engineer"]),
        ("data enginere vs data scientits", ["data-engineer", "data-scientist"]),
        ("data-scientists", ["data-scientist"]),
        ("DA/DS", ["data-analyst", "data-scientist"]),
        ("data or ML engineer", ["data-engineer", "ml-engineer"]),
        ("a DS manager", ["engineering-manager"]),
        ("head of data", ["director-of-engineering"]),
        ("my manager is mean", []),
        ("project manager", []),
        ("web developer", []),
        ("from ML to backend", ["ml-engineer", "backend-engineer"]),
    ],
)
def test_role_names_are_found_in_any_common_form(advisor: Advisor, typed: str, roles: list[str]) -> None:
    assert list(advisor.matcher.read(typed).parsed.roles) == roles


@pytest.mark.parametrize("word", ["parts", "paris", "train", "scientific", "engine", "trade"])
def test_an_existing_word_is_never_repaired(advisor: Advisor, word: str) -> None:
    assert not advisor.matcher.read(f"about {word} then").parsed.repairs


def test_only_the_roles_next_to_the_connector_are_compared(advisor: Advisor) -> None:
    reply, _ = advisor.reply("AE vs DS, I'm a DA", Conversation(), 0.0)

    assert reply.query.kind == "compare"
    assert set(reply.query.roles) == {"analytics-engineer", "data-scientist"}
