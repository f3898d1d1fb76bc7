"""Conversations: follow-ups, ellipsis, corrections, choices, and the profile."""

import pytest

from bot.advisor import Advisor
from bot.dialogue.state import SILENCE_SECONDS
from tests.talks import Talk


@pytest.fixture
def talk(advisor: Advisor) -> Talk:
    return Talk(advisor)


def test_it_refers_to_the_last_role(talk: Talk) -> None:
    talk.say("what does a data engineer do?")

    reply = talk.say("what skills does it need?")

    assert (reply.query.kind, reply.query.roles) == ("skills", ("data-engineer",))


def test_there_refers_to_the_goal_and_from_names_the_start(talk: Talk) -> None:
    talk.say("what does a data platform engineer do")

    reply = talk.say("and how do I get there from backend?")

    assert (reply.query.start, reply.query.goal) == ("backend-engineer", "data-platform-engineer")


def test_a_role_alone_repeats_the_last_question_for_it(talk: Talk) -> None:
    talk.say("what skills does a data engineer need")

    reply = talk.say("and AE?")

    assert (reply.query.kind, reply.query.roles) == ("skills", ("analytics-engineer",))


def test_vs_compares_with_the_last_role(talk: Talk) -> None:
    talk.say("what does an analytics engineer do")

    assert set(talk.say("vs data analyst?").query.roles) == {"analytics-engineer", "data-analyst"}
    assert set(talk.say("vs DE?").query.roles) == {"analytics-engineer", "data-engineer"}


def test_a_new_goal_keeps_the_start(talk: Talk) -> None:
    talk.say("how do I go from data analyst to data engineer")

    reply = talk.say("what about to AE instead?")

    assert (reply.query.start, reply.query.goal) == ("data-analyst", "analytics-engineer")


def test_the_users_role_is_the_start_of_a_move_and_the_reply_says_so(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    reply = talk.say("how would I get there")

    assert (reply.query.start, reply.query.goal) == ("data-analyst", "data-engineer")
    assert "as you told me" in talk.text(reply)


def test_a_correction_replaces_the_goal(talk: Talk) -> None:
    talk.say("how do I become a data engineer")

    reply = talk.say("sorry i meant analytics engineer")

    assert (reply.query.kind, reply.query.goal) == ("transition", "analytics-engineer")


def test_a_correction_of_the_users_role_replaces_the_start(talk: Talk) -> None:
    talk.say("how do i go from data analyst to ML engineer")

    reply = talk.say("sorry, I'm a data scientist actually")

    assert (reply.query.start, reply.query.goal) == ("data-scientist", "ml-engineer")


def test_the_other_way_round_reverses_the_move(talk: Talk) -> None:
    talk.say("from data scientist to data engineer")

    reply = talk.say("and the other way round?")

    assert (reply.query.start, reply.query.goal) == ("data-engineer", "data-scientist")


def test_why_keeps_the_topic(talk: Talk) -> None:
    first = talk.say("is networking really that important for the first job?")

    assert talk.say("why though").topics[0] == first.topics[0]


def test_a_number_picks_an_option(talk: Talk) -> None:
    first = talk.say("what does a data engineer do?")

    reply = talk.say("1")

    assert reply.query.text == first.follow_ups[0].label


def test_an_ordinal_picks_a_choice(talk: Talk) -> None:
    first = talk.say("forget everything about me")
    assert first.choices[0].label == "Yes, forget everything about me"

    assert talk.say("the first one").action == "forget"


def test_forgetting_clears_the_profile_and_the_conversation(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("forget what i told you about me")
    talk.say("yes")

    assert talk.conversation.profile.is_empty
    assert not talk.conversation.pool


def test_starting_over_keeps_the_profile_and_clears_the_conversation(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    assert talk.say("start over").action == "start-over"
    assert talk.conversation.profile.role == "data-analyst"
    assert talk.conversation.last_of("role") is None


def test_the_profile_is_shown_on_request(talk: Talk) -> None:
    talk.say("I'm a data analyst")

    assert "Your role: data analyst." in talk.text(talk.say("what do you know about me?"))


def test_after_silence_the_conversation_ends_and_the_profile_stays(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    talk.wait(SILENCE_SECONDS + 1)
    reply = talk.say("what skills does it need?")

    assert "data-engineer" not in reply.query.roles
    assert talk.conversation.profile.role == "data-analyst"


def test_a_question_for_a_friend_does_not_change_the_profile(talk: Talk) -> None:
    talk.say("asking for a friend, she is a data analyst and wants to become a data engineer")

    assert talk.conversation.profile.role is None


def test_roles_can_be_named_by_their_area(talk: Talk) -> None:
    talk.say("what data roles exist?")

    reply = talk.say("tell me more about the systems ones")

    assert set(reply.query.roles) == {"data-platform-engineer", "infrastructure-engineer", "backend-engineer"}


def test_someone_in_distress_gets_no_career_tips(talk: Talk) -> None:
    reply = talk.say("i lost my job and i want to end my life")

    assert reply.query.distress
    assert not reply.follow_ups
    assert "person you trust" in talk.text(reply)


def test_burnout_is_answered_as_a_career_topic(talk: Talk) -> None:
    reply = talk.say("burned out as a data scientist and my boss is awful")

    assert not reply.query.distress
    assert reply.answered
