"""Advice on one of the topics: the short answer, the points and whose experience they are, the other side, what to do."""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.dialogue.state import Option
from bot.knowledge.schema import PersonalClaim, Topic

POINTS: Final = 4


def answer_advice(answer: AnswerBuilder) -> None:
    if answer.query.clarify:
        _ask_which(answer)
        return
    if answer.query.story:
        tell_story(answer, answer.query.story)
        return
    topic = answer.library.topics[answer.query.topics[0].name]
    answer.topics.append(topic.id)
    _whole(answer, topic)
    for related in topic.related[:2]:
        answer.offer_topic(related)
    for candidate in answer.query.topics[1:2]:
        if candidate.score > 0.15:
            answer.offer_topic(candidate.name)
    for role in answer.query.roles[:1]:
        answer.offer_role(role)


def tell_story(answer: AnswerBuilder, story_id: str) -> None:
    """One person's way, stage by stage."""
    story = answer.library.stories[story_id]
    page = answer.page
    page.heading(story.name)
    page.claim(story.summary)
    page.items("The way", [f"{stage.name}: {page.cite(stage)}" for stage in story.stages], ordered=True)
    page.listing("What they take from it", story.lessons, most=4)
    answer.topics.extend(story.topics)
    moves = [answer.library.transitions[stage.transition] for stage in story.stages if stage.transition]
    for move in [move for move in moves if move.from_ and move.to][-2:]:
        answer.offer_move(move.from_[0], move.to[0])
    for topic in story.topics[:2]:
        answer.offer_topic(topic)


def show_topic(answer: AnswerBuilder, topic_id: str) -> None:
    """The answer to a topic that was picked by name."""
    topic = answer.library.topics[topic_id]
    answer.topics.append(topic.id)
    _whole(answer, topic)
    for related in topic.related[:3]:
        answer.offer_topic(related)


def _whole(answer: AnswerBuilder, topic: Topic) -> None:
    page = answer.page
    page.heading(topic.name)
    page.claim(topic.summary)
    page.items("What the documents say", [_attributed(answer, c) for c in _for_roles(topic.points, answer.query.roles)[:POINTS]])
    page.items("The other side", [_attributed(answer, c) for c in topic.other_side[:2]])
    page.items("What to do", [page.cite(c) for c in topic.steps[:4]], ordered=True)
    if answer.query.roles and not set(answer.query.roles) & set(topic.roles) and topic.roles:
        names = ", ".join(answer.inline_name(role) for role in answer.query.roles[:2])
        page.paragraph(f"The documents do not speak of this for {names} in particular.")


def _ask_which(answer: AnswerBuilder) -> None:
    """The best readings with their short answers, to choose from: a guess is not presented as an answer."""
    page = answer.page
    page.heading("Which of these do you mean?")
    for topic_id in answer.query.clarify:
        topic = answer.library.topics[topic_id]
        page.paragraph(f"{topic.name} {page.cite(topic.summary)}")
        answer.choices.append(Option(kind="topic", value=topic_id, label=topic.name))
    answer.topics.extend(answer.query.clarify)
    for role in answer.query.roles[:2]:
        answer.offer_role(role)


def _for_roles(claims: tuple[PersonalClaim, ...], roles: tuple[str, ...]) -> list[PersonalClaim]:
    """The points about the roles asked of first; otherwise in the curators' order."""
    return sorted(claims, key=lambda claim: not set(claim.roles) & set(roles)) if roles else list(claims)


def _attributed(answer: AnswerBuilder, claim: PersonalClaim) -> str:
    said = answer.page.cite(claim)
    return f"{said} ({claim.who})" if claim.who else said


def second_part_advice(answer: AnswerBuilder) -> None:
    topic = answer.library.topics[answer.query.topics[0].name]
    answer.topics.insert(0, topic.id)
    answer.page.heading(topic.name, 2)
    answer.page.claim(topic.summary)
    answer.page.items("", [_attributed(answer, c) for c in _for_roles(topic.points, answer.query.roles)[:2]])
    answer.offer_topic(topic.id)
