"""The content of answers."""

from dataclasses import replace

import pytest

from bot.answers.reply import Listing, Table
from bot.dialogue.state import Option
from bot.knowledge.library import Library
from bot.nlu.query import Query
from bot.nlu.retrieval.answer_profile import careers_in
from tests.talks import Talk


def test_every_answer_names_its_sources(talk: Talk) -> None:
    for question in (
        "what does a DE do",
        "DE vs AE",
        "from DS to DE",
        "skills for MLE",
        "is a phd needed",
        "i like sql and people, which role fits",
    ):
        assert talk.say(question).sources, question


def test_every_reply_offers_follow_ups_or_choices(talk: Talk) -> None:
    for question in (
        "hi",
        "what does a DE do",
        "DE vs AE",
        "from DS to DE",
        "salary in berlin",
        "is a phd needed",
        "im a teacher",
    ):
        reply = talk.say(question)
        assert len(reply.follow_ups) + len(reply.choices) >= 2, question


def test_every_role_can_be_described_and_every_topic_shown(talk: Talk, library: Library) -> None:
    for role in library.roles.values():
        reply = talk.say(f"what does a {role.name} do")
        assert (reply.query.kind, reply.query.roles) == ("role", (role.id,)), role.name
    for topic in library.topics.values():
        reply, _ = talk.advisor.pick(Option(kind="topic", value=topic.id, label=topic.name), talk.conversation, talk.now)
        assert reply.topics[0] == topic.id


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_roles_are_compared_side_by_side(talk: Talk, count: int) -> None:
    names = ["data engineer", "analytics engineer", "data scientist", "ml engineer"][:count]

    reply = talk.say(" vs ".join(names))

    (table,) = [block for block in reply.blocks if isinstance(block, Table)]
    assert len(table.columns) == count + 1
    assert all(len(row) == count + 1 for row in table.rows)


def test_a_told_move_lists_what_carries_over_what_to_learn_and_steps(talk: Talk) -> None:
    reply = talk.choose(Query.of_move("data-scientist", "data-engineer", "the move"))

    titles = [block.title for block in reply.blocks if isinstance(block, Listing)]
    expected = {"You bring", "What to learn, in this order", "How to go about it", "From somebody who did it", "Keep in mind"}
    assert expected <= set(titles)


def test_a_skill_that_the_user_has_is_not_listed_as_missing(talk: Talk) -> None:
    question = "how do I go from data engineer to ML platform engineer?"
    before = talk.text(talk.say(question))
    talk.say("i know kubernetes")
    after = talk.text(talk.say(question))

    assert "Containers" in before.partition("To learn: ")[2]
    assert "Containers" in after.partition("You bring: ")[2].partition("To learn: ")[0]
    assert "Containers" not in after.partition("To learn: ")[2]


def test_a_move_without_a_document_is_bridged_by_what_is_known_of_both_roles(talk: Talk, library: Library) -> None:
    start, goal = "infrastructure-engineer", "data-scientist"
    assert (start, goal) not in library.moves

    reply = talk.choose(Query.of_move(start, goal, "the move"))

    titles = [block.title for block in reply.blocks if isinstance(block, Listing)]
    assert {"How they differ", "What it takes, in order of weight", "First steps"} <= set(titles)
    assert "No document tells of this move. So I put it together from what is known of both roles." in talk.text(reply)
    assert library.roles[goal].steps.in_data[0].text in talk.text(reply)


def test_recommendations_follow_likes_and_avoid_dislikes(talk: Talk) -> None:
    likes = talk.say("I like making models run faster, cuda and all that, which role fits me")
    dislikes = talk.say("forget that. i love sql and dashboards and talking to people, no coding, which role fits")

    assert "ML accelerators engineer" in talk.text(likes) or "ml-accelerators-engineer" in likes.roles
    assert "data analyst" in talk.text(dislikes).lower()


def test_without_preferences_the_advisor_asks_instead_of_guessing(talk: Talk) -> None:
    assert "I have too little to go on" in talk.text(talk.say("which role fits me?"))


def test_a_declined_question_is_marked_as_such(talk: Talk) -> None:
    reply = talk.say("what's the salary of a data engineer in Amsterdam")

    assert not reply.answered
    assert reply.query.refusals[0].name == "salary"


@pytest.mark.parametrize(
    "question",
    [
        "how much does a data scientist earn in madrid", "write me a sql query that joins two tables",
        "which laptop should i buy for ml",
        "is nursing a good career", "how do i get an h1b visa", "review my resume please", "who won the match yesterday",
        "spark vs flink for streaming", "what is the difference between bagging and boosting", "should i buy bitcoin",
    ],
)  # fmt: skip
def test_questions_just_out_of_scope_are_refused(talk: Talk, question: str) -> None:
    assert not talk.say(question).answered, question


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("my lead humiliates people in standup", "bad-managers"),
        ("do i really need a masters for this", "degree-requirements"),
        ("will chatgpt eat the junior jobs", "chatgpt-and-juniors"),
        ("nobody here agrees what an active user is", "metric-definitions"),
        ("hired to build models, writing excel reports instead", "hiring-expectations"),
        ("went from lead back to coding, feels like failing", "manager-to-ic"),
    ],
)
def test_unusually_phrased_questions_in_scope_are_answered(talk: Talk, question: str, topic: str) -> None:
    reply = talk.say(question)

    assert reply.answered, question
    assert topic in reply.topics[:3]


def test_sentences_come_from_the_knowledge_and_editorial_ones_are_marked(talk: Talk, library: Library) -> None:
    reply = talk.choose(Query.of_roles("skills", ("data-engineer",), "its skills"))
    editorial = {need.text for need in library.roles["data-engineer"].skills.main if all(c.is_editorial for c in need.source)}
    items = [item for block in reply.blocks if isinstance(block, Listing) for item in block.items]

    assert editorial
    for text in editorial:
        assert any(item.endswith(f"{text}°") for item in items if text in item)


@pytest.mark.parametrize("background", ["student", "new grad"])
def test_an_account_of_the_same_background_is_mentioned(talk: Talk, background: str) -> None:
    asked = Query.of_roles("transition", ("data-scientist",), f"a {background} becomes a data scientist")
    text = talk.text(talk.choose(replace(asked, goal="data-scientist", outside=(background,))))

    assert f"Somebody started from there ({background}):" in text


@pytest.mark.parametrize("background", ["nurse", "teacher", "lawyer", "mechanical engineer", "phd student", "bootcamp grad"])
@pytest.mark.parametrize("goal", ["a data analyst", "a data engineer", ""])
def test_whoever_comes_from_elsewhere_gets_the_newcomers_way(talk: Talk, library: Library, background: str, goal: str) -> None:
    """The guide speaks to all newcomers, whatever they did before; nobody is told that the documents know nobody like them, nor
    what is said to people of another trade."""
    question = f"I'm a {background}, how do I become {goal}?" if goal else f"I'm a {background}, how do I get into data?"

    reply = talk.say(question)

    text = talk.text(reply)
    assert "no document tells of anybody" not in text.lower()
    written = [library.answers[claim.split("/")[1]] for claim in reply.claims if claim.endswith("/lead")]
    careers = careers_in(talk.advisor.matcher.parser.parse(question))
    named = [careers_in(talk.advisor.matcher.parser.parse(answer.question)) for answer in written]
    assert all(not careers or not other or careers & other for other in named), text
    assert written or library.transitions["newcomer-to-first-data-role"].summary.text in text
