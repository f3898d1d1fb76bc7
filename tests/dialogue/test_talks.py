"""Follow-ups, ellipsis, corrections, choices, and what is remembered."""

import pytest

from bot.advisor import Advisor
from bot.dialogue.state import SILENCE_SECONDS
from tests.talks import Talk


@pytest.fixture
def talk(advisor: Advisor) -> Talk:
    return Talk(advisor)


def test_it_means_the_role_spoken_of(talk: Talk) -> None:
    talk.say("what does a data engineer do?")

    reply = talk.say("what skills does it need?")

    assert (reply.query.kind, reply.query.roles) == ("skills", ("data-engineer",))


def test_there_and_from_complete_a_move(talk: Talk) -> None:
    talk.say("what does a data platform engineer do")

    reply = talk.say("and how do I get there from backend?")

    assert (reply.query.start, reply.query.goal) == ("backend-engineer", "data-platform-engineer")


def test_a_bare_role_carries_the_question_over(talk: Talk) -> None:
    talk.say("what skills does a data engineer need")

    reply = talk.say("and AE?")

    assert (reply.query.kind, reply.query.roles) == ("skills", ("analytics-engineer",))


def test_vs_compares_with_the_role_spoken_of(talk: Talk) -> None:
    talk.say("what does an analytics engineer do")

    assert set(talk.say("vs data analyst?").query.roles) == {"analytics-engineer", "data-analyst"}
    assert set(talk.say("vs DE?").query.roles) == {"analytics-engineer", "data-engineer"}


def test_a_new_target_keeps_the_start(talk: Talk) -> None:
    talk.say("how do I go from data analyst to data engineer")

    reply = talk.say("what about to AE instead?")

    assert (reply.query.start, reply.query.goal) == ("data-analyst", "analytics-engineer")


def test_what_one_is_stands_in_for_the_start_of_a_move_and_is_said(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    reply = talk.say("how would I get there")

    assert (reply.query.start, reply.query.goal) == ("data-analyst", "data-engineer")
    assert "as you told me" in talk.text(reply)


def test_a_correction_replaces_the_goal(talk: Talk) -> None:
    talk.say("how do I become a data engineer")

    reply = talk.say("sorry i meant analytics engineer")

    assert (reply.query.kind, reply.query.goal) == ("transition", "analytics-engineer")


def test_a_correction_of_oneself_replaces_the_start(talk: Talk) -> None:
    talk.say("how do i go from data analyst to ML engineer")

    reply = talk.say("sorry, I'm a data scientist actually")

    assert (reply.query.start, reply.query.goal) == ("data-scientist", "ml-engineer")


def test_the_other_way_round_reverses_a_move(talk: Talk) -> None:
    talk.say("from data scientist to data engineer")

    reply = talk.say("and the other way round?")

    assert (reply.query.start, reply.query.goal) == ("data-engineer", "data-scientist")


def test_why_stays_with_the_topic(talk: Talk) -> None:
    first = talk.say("is networking really that important for the first job?")

    assert talk.say("why though").topics[0] == first.topics[0]


def test_a_number_picks_what_was_offered(talk: Talk) -> None:
    first = talk.say("what does a data engineer do?")

    reply = talk.say("1")

    assert reply.query.text == first.follow_ups[0].value


def test_a_name_and_a_place_pick_a_choice(talk: Talk) -> None:
    first = talk.say("forget everything about me")
    assert first.choices[0].label == "Yes, forget everything about me"

    assert talk.say("the first one").action == "forget"


def test_forgetting_leaves_nothing_behind(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("forget what i told you about me")
    talk.say("yes")

    assert talk.conversation.profile.is_empty
    assert not talk.conversation.pool


def test_starting_over_keeps_the_profile_and_drops_the_talk(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    assert talk.say("start over").action == "start-over"
    assert talk.conversation.profile.role == "data-analyst"
    assert talk.conversation.last_of("role") is None


def test_what_is_known_is_shown_when_asked(talk: Talk) -> None:
    talk.say("I'm a data analyst")

    assert "Your role: data analyst." in talk.text(talk.say("what do you know about me?"))


def test_after_silence_the_talk_is_over_and_the_profile_stays(talk: Talk) -> None:
    talk.say("I'm a data analyst")
    talk.say("what does a data engineer do")

    talk.wait(SILENCE_SECONDS + 1)
    reply = talk.say("what skills does it need?")

    assert "data-engineer" not in reply.query.roles
    assert talk.conversation.profile.role == "data-analyst"


def test_a_friend_is_not_the_person(talk: Talk) -> None:
    talk.say("asking for a friend, she is a data analyst and wants to become a data engineer")

    assert talk.conversation.profile.role is None


def test_a_group_of_roles_can_be_named_by_its_area(talk: Talk) -> None:
    talk.say("what data roles exist?")

    reply = talk.say("tell me more about the systems ones")

    assert set(reply.query.roles) == {"data-platform-engineer", "infrastructure-engineer", "backend-engineer"}


def test_after_two_questions_back_an_answer_is_given(talk: Talk) -> None:
    vague = ["quitting 6 months in?", "is it worth it", "feeling bad about work", "should i care"]
    asked = 0
    for text in vague * 3:
        reply = talk.say(text)
        asked = asked + 1 if reply.query.clarify else 0

        assert asked <= 2


def test_someone_in_distress_gets_no_career_tips(talk: Talk) -> None:
    reply = talk.say("i lost my job and i want to end my life")

    assert reply.query.distress
    assert not reply.follow_ups
    assert "person you trust" in talk.text(reply)


def test_burnout_is_a_career_topic_and_gets_its_answer(talk: Talk) -> None:
    reply = talk.say("burned out as a data scientist and my boss is awful")

    assert not reply.query.distress
    assert reply.answered
