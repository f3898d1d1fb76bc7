"""Dialogue acts: what a message does in a talk, what it tells of the person, and what is said on what is on the screen."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.answers.reply import Reply
from bot.answers.talk.subject_claims import claims_of
from bot.dialogue.state import Conversation, Option, PastTurn
from bot.knowledge.library import Library
from bot.nlu.query import Query
from tests.dialogue.talk_scoring import FOLDER, turns
from tests.talks import Talk

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
NOW = 1_760_000_000.0
FLOORS = {"acts.yaml": 0.83, "references.yaml": 0.58, "people.yaml": 0.59, "ordinary.yaml": 0.78}
"""Share of turns that are right in each file of the project's own talks."""


@pytest.fixture
def talk(advisor: Advisor) -> Talk:
    return Talk(advisor)


def messages(file: str) -> list[dict[str, object]]:
    return list(yaml.safe_load((QUESTIONS / file).read_text("utf-8"))["messages"])


def test_the_acts_of_messages_that_nothing_was_built_from_are_heard(advisor: Advisor) -> None:
    """Without what is on the screen many of them can be taken for another act, also by people."""
    held = messages("acts.yaml")
    right = sum(next(iter(advisor.matcher.read(str(message["text"])).acts)) == message["act"] for message in held)

    assert right / len(held) >= 0.58


def test_what_messages_tell_of_the_person_is_heard(advisor: Advisor) -> None:
    right: Counter[str] = Counter()
    held = messages("facts.yaml")
    for message in held:
        facts = advisor.matcher.read(str(message["text"])).facts
        right["role"] += facts.role == message.get("role")
        right["goal"] += facts.goal == message.get("goal")
        right["skills"] += {*facts.skills} == {*message.get("skills", ())}  # type: ignore[misc]
        right["lacks"] += {*facts.lacks} == {*message.get("lacks", ())}  # type: ignore[misc]

    for name, floor in {"role": 0.80, "goal": 0.87, "skills": 0.73, "lacks": 0.75}.items():
        assert right[name] / len(held) >= floor, name


def test_no_message_of_the_tests_is_among_those_that_the_advisor_learns_from(library: Library) -> None:
    learned = {message.text.casefold() for message in library.acts} | {told.text.casefold() for told in library.told}
    for file in ("acts.yaml", "facts.yaml"):
        assert not [message["text"] for message in messages(file) if str(message["text"]).casefold() in learned], file


@pytest.mark.parametrize("file", sorted(FLOORS))
def test_talks_go_as_they_should(advisor: Advisor, file: str) -> None:
    found = list(turns(advisor, file))
    right = sum(not failed for _, failed in found)

    assert right / len(found) >= FLOORS[file], [place for place, failed in found if failed][:20]


def test_there_are_talks_in_every_file() -> None:
    assert {path.name for path in FOLDER.glob("*.yaml")} == {*FLOORS}


def shown(reply: Reply) -> list[str]:
    return list(reply.claims)


def test_more_walks_through_everything_on_a_topic_and_says_nothing_twice(advisor: Advisor, library: Library) -> None:
    for topic in library.topics.values():
        reply, conversation = advisor.pick(Option(kind="topic", value=topic.id, label=topic.name), Conversation(), NOW)
        said = shown(reply)
        for _ in range(60):
            reply, conversation = advisor.reply("go on", conversation, NOW)
            assert reply.act == "more", topic.id
            said += shown(reply)
            if reply.exhausted:
                break
        subject = conversation.turns[0]
        assert reply.exhausted, topic.id
        assert {claim.id for claim in claims_of(subject, library)} <= {*said}, topic.id
        assert len(said) == len({*said}), topic.id


def test_more_walks_through_everything_on_a_role(advisor: Advisor, library: Library) -> None:
    for role in library.roles.values():
        reply, conversation = advisor.answer(Query.of_roles("role", (role.id,), role.name), Conversation(), NOW)
        said = shown(reply)
        for _ in range(60):
            reply, conversation = advisor.reply("tell me more", conversation, NOW)
            said += shown(reply)
            if reply.exhausted:
                break
        assert reply.exhausted, role.id
        assert {claim.id for claim in claims_of(conversation.turns[0], library)} <= {*said}, role.id
        assert len(said) == len({*said}), role.id


def test_acts_on_what_was_shown_say_something_else(talk: Talk) -> None:
    first = talk.say("is a phd needed to work in data?")
    said = set(first.claims)
    for act, text in {"why": "why?", "other_side": "what speaks against that?", "example": "give me an example"}.items():
        reply = talk.say(text)
        assert reply.act == act
        assert reply.claims or reply.exhausted, act
        assert not said & {*reply.claims}, act
        said |= {*reply.claims}


def test_shorter_says_the_first_sentences_again_and_no_more(talk: Talk) -> None:
    first = talk.say("is a phd needed to work in data?")
    reply = talk.say("shorter please")

    assert reply.act == "shorter"
    assert reply.claims == first.claims[:1]


def test_who_says_so_and_since_when(talk: Talk, library: Library) -> None:
    first = talk.say("is a phd needed to work in data?")
    cited = [source for source, _ in library.cited_sections(first.sources)]
    who, when = talk.say("who says that?"), talk.say("and how old is that?")

    assert (who.act, when.act) == ("source", "when")
    assert all(source.full_title in talk.text(who) for source in cited)
    assert all(source.date in talk.text(when) for source in cited)


def test_a_complaint_brings_something_new(talk: Talk) -> None:
    first = talk.say("is a phd needed to work in data?")
    reply = talk.say("you said that already")

    assert reply.act == "complain"
    assert talk.text(reply).startswith("Sorry")
    assert not {*first.claims} & {*reply.claims}


def test_somebody_who_is_low_gets_a_human_sentence_first(talk: Talk, library: Library) -> None:
    reply = talk.say("I got laid off last week and I am scared. Is the data job market that bad?")

    assert talk.text(reply).startswith(library.talk["low"].text)


def test_what_a_talk_refers_to_may_be_gone_from_the_knowledge(advisor: Advisor) -> None:
    turn = PastTurn(
        kind="compare", roles=("gone", "data-engineer"), listed=("gone", "data-engineer"), answer="gone", topics=("gone",),
        titles=("gone",), story="gone", claims=("topics/gone/summary",),
    )  # fmt: skip
    for text in ("the first one", "go on", "shorter", "who says that", "say that again", "neither", "what am i missing", "why"):
        conversation = Conversation(turns=(turn,), shown=turn.claims, excluded=("gone",), updated=NOW)
        reply, _ = advisor.reply(text, conversation, NOW)
        assert reply.blocks, text


FRESH = ("more", "why", "example", "other_side", "complain")
"""Acts that are answered with what was not said yet."""


@settings(max_examples=15)
@given(data=st.data())
def test_a_talk_never_says_nothing_and_never_the_same_twice_unless_asked(advisor: Advisor, data: st.DataObject) -> None:
    said: set[str] = set()
    conversation = Conversation()
    texts = [*(str(message["text"]) for message in messages("acts.yaml")), *QUESTIONS_OF_A_TALK]
    for number in range(data.draw(st.integers(5, 15), label="turns")):
        text = data.draw(st.sampled_from(texts), label="message")
        reply, conversation = advisor.reply(text, conversation, NOW + number)
        assert plain_text(reply, advisor.library).strip(), text
        if reply.act in FRESH and reply.query.kind != "meta":
            assert not said & {*reply.claims}, (text, reply.act)
        said = {*reply.claims} if reply.action else said | {*reply.claims}


QUESTIONS_OF_A_TALK = (
    "is a phd needed?", "what does a data engineer do?", "how do I go from data scientist to data engineer?", "DS vs MLE",
    "what should I learn for ML platform?", "which role fits me, I like SQL?", "should I become a manager?", "salary in berlin?",
)  # fmt: skip
