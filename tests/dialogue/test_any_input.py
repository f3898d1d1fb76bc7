"""Any text gets a reply with content, and raises no exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.dialogue.state import Conversation

WORDS = st.sampled_from(
    [
        "data",
        "engineer",
        "scientist",
        "analyst",
        "ML",
        "DE",
        "DS",
        "vs",
        "or",
        "from",
        "to",
        "->",
        "into",
        "how",
        "do",
        "i",
        "become",
        "what",
        "is",
        "my",
        "boss",
        "hate",
        "love",
        "phd",
        "salary",
        "in",
        "berlin",
        "and",
        "it",
        "they",
        "the",
        "first",
        "one",
        "2",
        "no",
        "i",
        "meant",
        "im",
        "a",
        "forget",
        "what",
        "you",
        "know",
        "thanks",
        "sql",
        "python",
        "?",
        "!",
        ".",
        ",",
        "/",
        "@everyone",
        "<@1>",
        "`code`",
        "**bold**",
        "||x||",
    ]
)
TYPED = st.one_of(
    st.text(max_size=4000),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Mn", "Zs", "So", "Lo"]), max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(st.sampled_from(["what does a DE do?", "DS vs DE", "is a phd needed?"]), min_size=100, max_size=130).map(" ".join),
    st.text(alphabet="\u05d0\u05d1\u0628\u062f\u3042\u6f22\U0001f600\u202e\u200f ", max_size=200),
)


TALKS = st.lists(TYPED, min_size=4, max_size=4)


@settings(max_examples=250)
@given(TALKS)
def test_any_messages_get_replies(advisor: Advisor, messages: list[str]) -> None:
    assert_replies(advisor, messages)


@pytest.mark.slow
@settings(max_examples=2500)
@given(TALKS)
def test_ten_thousand_messages_get_replies(advisor: Advisor, messages: list[str]) -> None:
    assert_replies(advisor, messages)


def assert_replies(advisor: Advisor, messages: list[str]) -> None:
    """Send the messages in one conversation, and check each reply."""
    conversation = Conversation()
    for number, message in enumerate(messages):
        reply, conversation = advisor.reply(message, conversation, float(number))

        assert plain_text(reply, advisor.library).strip()
        assert reply.blocks
        assert 0.0 <= reply.query.confidence <= 1.0


@given(TYPED)
def test_the_same_message_in_the_same_state_gets_the_same_reply(advisor: Advisor, message: str) -> None:
    first, state = advisor.reply(message, Conversation(), 1.0)
    second, same_state = advisor.reply(message, Conversation(), 1.0)

    assert first == second
    assert state == same_state


@given(TYPED)
def test_a_conversation_is_unchanged_after_serialization(advisor: Advisor, message: str) -> None:
    _, conversation = advisor.reply(message, Conversation(), 1.0)

    assert Conversation.model_validate_json(conversation.model_dump_json()) == conversation
