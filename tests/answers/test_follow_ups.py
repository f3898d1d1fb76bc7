"""A follow-up answers what its label says, wherever in a conversation it is picked."""

import re
from collections.abc import Iterator

import pytest

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option
from bot.knowledge.library import Library

NOW = 1_000_000.0
Expected = tuple[str, tuple[str | None, ...]]


def first_questions(library: Library) -> Iterator[str]:
    """Questions of every kind about every role, and about every move that is told or discussed."""
    for role in library.roles.values():
        yield f"what does a {role.name} do?"
        yield f"how do I become a {role.name}?"
        yield f"where do people go from {role.name}?"
        yield f"what skills does a {role.name} need?"
        yield from (f"{role.name} vs {library.roles[other].name}" for other in role.related[:1])
    for start, goal in library.moves:
        yield f"how do I get from {library.roles[start].name} to {library.roles[goal].name}?"
    yield from ("hi", "what is the salary in Berlin?", "I am a data analyst", "which role would fit me?")


def promised(label: str, library: Library) -> Expected | None:
    """The kind and roles that a label promises, for a move its start and goal; None when the label has no such form."""
    ids = {role.name.lower(): role.id for role in library.roles.values()}
    patterns = (
        ("role", r"what does an? (.+) do\?"),
        ("skills", r"what skills does an? (.+) need\?"),
        ("compare", r"(.+) vs (.+)"),
        ("transition", r"how do i get from (.+) to (.+)\?"),
        ("goal", r"how do i become an? (.+)\?"),
        ("start", r"where do people go from (.+)\?"),
    )
    for kind, pattern in patterns:
        match = re.fullmatch(pattern, label.lower())
        if match is not None:
            named = tuple(ids[name] for name in match.groups())
            return kind, named
    return None


def matches(reply: Reply, expected: Expected) -> bool:
    """Whether the reply is about the expected kind and roles."""
    kind, roles = expected
    query = reply.query
    match kind:
        case "goal":
            return (query.kind, query.goal) == ("transition", roles[0])
        case "start":
            return (query.kind, query.start, query.goal) == ("transition", roles[0], None)
        case "transition":
            return (query.kind, query.start, query.goal) == (kind, *roles)
        case "compare":
            return query.kind == kind and set(query.roles) == set(roles)
        case _:
            return (query.kind, query.roles) == (kind, roles)


def pick(advisor: Advisor, option: Option, conversation: Conversation) -> tuple[Reply, Conversation]:
    """Pick the option, and assert that the reply is what its label promises."""
    reply, after = advisor.pick(option, conversation, NOW)
    expected = promised(option.label, advisor.library) if option.kind == "question" else None
    if expected is not None:
        assert matches(reply, expected), f"{option.label!r} got {reply.query.kind} {reply.query.roles}"
    elif option.kind == "topic":
        assert reply.topics[0] == option.value
    return reply, after


def test_every_follow_up_two_levels_deep_answers_what_its_label_says(advisor: Advisor, library: Library) -> None:
    seen: set[tuple[str, str]] = set()
    for question in first_questions(library):
        reply, conversation = advisor.reply(question, Conversation(), NOW)
        for option in reply.follow_ups:
            second, after = pick(advisor, option, conversation)
            for deeper in second.follow_ups:
                if (option.label, deeper.label) not in seen:
                    seen.add((option.label, deeper.label))
                    pick(advisor, deeper, after)
    assert len(seen) > 300


@pytest.mark.parametrize("before", ["how do I become a data engineer?", "from DS to DE", "where do people go from a DE?"])
def test_a_question_about_a_role_can_be_typed_after_a_move(advisor: Advisor, before: str) -> None:
    _, conversation = advisor.reply(before, Conversation(), NOW)

    reply, _ = advisor.reply("What does a data engineer do?", conversation, NOW)

    assert (reply.query.kind, reply.query.roles) == ("role", ("data-engineer",))
