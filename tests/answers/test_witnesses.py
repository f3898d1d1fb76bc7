"""Whose words an answer holds: marks of editorial sentences, the people behind claims, and where it can be read."""

from collections.abc import Iterator

import pytest

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.answers.reply import EDITORIAL_MARK, ONE_VIEW, Listing, Paragraph, Reply
from bot.dialogue.state import Conversation, Option
from bot.knowledge.library import Library
from bot.knowledge.schema import Transition
from bot.nlu.query import Query
from tests.talks import Talk

NOW = 1_760_000_000.0


def replies(advisor: Advisor) -> Iterator[tuple[str, Reply]]:
    """An answer about every role, every topic and every known move, and a comparison and the skills of each role."""
    library, empty = advisor.library, Conversation()
    for role in library.roles.values():
        yield role.id, advisor.answer(Query.of_roles("role", (role.id,), role.name), empty, NOW)[0]
        yield f"skills {role.id}", advisor.answer(Query.of_roles("skills", (role.id,), role.name), empty, NOW)[0]
        compared = (role.id, role.related[0])
        yield f"compare {compared}", advisor.answer(Query.of_roles("compare", compared, role.name), empty, NOW)[0]
    for topic in library.topics.values():
        yield topic.id, advisor.pick(Option(kind="topic", value=topic.id, label=topic.name), empty, NOW)[0]
    for start, goal in library.moves:
        if start != goal:
            yield f"{start} to {goal}", advisor.answer(Query.of_move(start, goal, "a move"), empty, NOW)[0]


def test_the_legend_of_the_mark_stands_exactly_where_a_mark_does(advisor: Advisor) -> None:
    marked = 0
    for name, reply in replies(advisor):
        shown = plain_text(reply, advisor.library, with_sources=False)
        legend = any(citation.is_editorial for citation in reply.sources)
        assert legend == (EDITORIAL_MARK in shown), name
        marked += legend
    assert marked


def test_every_claim_of_a_reply_is_shown_and_known(advisor: Advisor) -> None:
    for name, reply in replies(advisor):
        shown = plain_text(reply, advisor.library, with_sources=False)
        assert reply.claims, name
        for claim in reply.claims:
            assert advisor.library.claims[claim].text in shown, (name, claim)


def test_the_sources_say_where_all_of_it_is_one_persons_view(advisor: Advisor) -> None:
    found = 0
    for name, reply in replies(advisor):
        cited = advisor.library.cited_sections(reply.sources)
        text = plain_text(reply, advisor.library).splitlines()[-1]
        assert (ONE_VIEW in text) == (len(cited) == 1), name
        assert len(cited) != 1 or all(person.label in text for person in cited[0][0].people), name
        found += len(cited) == 1
    assert found


def test_who_says_so_stands_behind_what_they_say(talk: Talk, library: Library) -> None:
    """The label of a person stands behind each claim of theirs, unless the claim names them already."""
    for topic in library.topics.values():
        reply, _ = talk.advisor.pick(Option(kind="topic", value=topic.id, label=topic.name), Conversation(), NOW)
        items = [item for block in reply.blocks if isinstance(block, Listing) and not block.ordered for item in block.items]
        for claim in (library.claims[claim] for claim in reply.claims):
            if claim.who and any(item.startswith(claim.text) for item in items):
                item = next(item for item in items if item.startswith(claim.text))
                assert library.people[claim.who].is_named_in(item), (topic.id, claim.id)


def test_the_sources_name_title_date_and_who_speaks(talk: Talk, library: Library) -> None:
    reply = talk.say("is a phd needed")
    line = plain_text(reply, library).splitlines()[-1]

    for source, _ in library.cited_sections(reply.sources):
        assert f"{source.title} ({source.origin}" in line
        assert source.date in source.origin
        assert all(person.label in line for person in source.people)


@pytest.mark.parametrize("question", ["who wrote the documents", "can i read the original", "how old is this information"])
def test_who_wrote_it_when_and_where_it_can_be_read(talk: Talk, library: Library, question: str) -> None:
    text = talk.text(talk.say(question))

    for source in library.sources.values():
        assert source.full_title in text
        assert source.date in text
        assert source.author in text
        assert source.link is None or source.link in text


def test_the_note_of_every_title_is_shown_when_that_title_is_asked_about(talk: Talk, library: Library) -> None:
    missing = []
    for title in library.titles.values():
        reply = Talk(talk.advisor).say(f"what does a {title.name} do?")
        if not any(isinstance(block, Paragraph) and block.text.startswith(title.note.text) for block in reply.blocks):
            missing.append(title.name)
    assert missing == []


def test_a_move_with_an_open_end_is_answered_to_its_own_phrases(talk: Talk, library: Library) -> None:
    opened = [move for move in library.transitions.values() if not (move.from_ and move.to)]
    newcomer = library.guidance.newcomer_move
    assert len(opened) >= 4
    for move in opened:
        if move.id == newcomer:
            continue
        answered = [phrase for phrase in move.phrases if speaks_of(talk, move, phrase)]
        assert len(answered) >= len(move.phrases) * 0.7, (move.id, sorted(set(move.phrases) - set(answered)))


def speaks_of(talk: Talk, move: Transition, phrase: str) -> bool:
    """Whether the reply is the move's own page, or a written answer about one of its topics or roles."""
    reply = Talk(talk.advisor).say(phrase)
    about = {name for claim in reply.claims for name in talk.advisor.library.answers if claim == f"answers/{name}/lead"}
    written = [talk.advisor.library.answers[name].about for name in about]
    ends = {*move.from_, *move.to}
    return move.summary.id in reply.claims or any({*move.topics} & {*a.topics} or ends & a.all_roles for a in written)


def talk_alone(talk: Talk, question: str) -> str:
    """What is said to a question without any talk before it."""
    alone = Talk(talk.advisor)
    return alone.text(alone.say(question))


def test_role_names_that_are_our_reading_are_said_to_be_so(advisor: Advisor, library: Library) -> None:
    move = next(move for move in library.transitions.values() if move.our_reading and move.from_ and move.to)
    reply, _ = advisor.answer(Query.of_move(move.from_[0], move.to[0], "a move"), Conversation(), NOW)

    assert "Our reading: the document itself does not use" in plain_text(reply, library)
