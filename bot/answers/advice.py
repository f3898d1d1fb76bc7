"""Advice on one of the topics: the short answer, the points and whose experience they are, the other side, what to do."""

from typing import Final

from bot.answers.builder import Draft
from bot.answers.reply import inside
from bot.dialogue.state import Option
from bot.knowledge.schema import PersonalClaim, Topic

POINTS: Final = 4


def answer_advice(draft: Draft) -> None:
    if draft.query.clarify:
        _ask_which(draft)
        return
    if draft.query.story:
        tell_story(draft, draft.query.story)
        return
    topic = draft.library.topics[draft.query.topics[0].name]
    draft.topics.append(topic.id)
    _whole(draft, topic)
    for related in topic.related[:2]:
        draft.offer_topic(related)
    for candidate in draft.query.topics[1:2]:
        if candidate.score > 0.15:
            draft.offer_topic(candidate.name)
    for role in draft.query.roles[:1]:
        draft.offer_role(role)


def tell_story(draft: Draft, story_id: str) -> None:
    """One person's way, stage by stage."""
    story = draft.library.stories[story_id]
    page = draft.page
    page.heading(story.name)
    page.claim(story.summary)
    page.items("The way", [f"{stage.name}: {page.say(stage)}" for stage in story.stages], ordered=True)
    page.listing("What they take from it", story.lessons, most=4)
    draft.topics.extend(story.topics)
    moves = [draft.library.transitions[stage.transition] for stage in story.stages if stage.transition]
    for move in [move for move in moves if move.from_ and move.to][-2:]:
        draft.offer_move(move.from_[0], move.to[0])
    for topic in story.topics[:2]:
        draft.offer_topic(topic)


def show_topic(draft: Draft, topic_id: str) -> None:
    """The answer to a topic that was picked by name."""
    topic = draft.library.topics[topic_id]
    draft.topics.append(topic.id)
    _whole(draft, topic)
    for related in topic.related[:3]:
        draft.offer_topic(related)


def _whole(draft: Draft, topic: Topic) -> None:
    page = draft.page
    page.heading(topic.name)
    page.claim(topic.summary)
    page.items("What the documents say", [_attributed(draft, c) for c in _for_roles(topic.points, draft.query.roles)[:POINTS]])
    page.items("The other side", [_attributed(draft, c) for c in topic.other_side[:2]])
    page.items("What to do", [page.say(c) for c in topic.steps[:4]], ordered=True)
    if draft.query.roles and not set(draft.query.roles) & set(topic.roles) and topic.roles:
        names = ", ".join(inside(draft.name(role)) for role in draft.query.roles[:2])
        page.paragraph(f"The documents do not speak of this for {names} in particular.")


def _ask_which(draft: Draft) -> None:
    """The best readings with their short answers, to choose from: a guess is not presented as an answer."""
    page = draft.page
    page.heading("Which of these do you mean?")
    for topic_id in draft.query.clarify:
        topic = draft.library.topics[topic_id]
        page.paragraph(f"{topic.name} {page.say(topic.summary)}")
        draft.choices.append(Option(kind="topic", value=topic_id, label=topic.name))
    draft.topics.extend(draft.query.clarify)
    for role in draft.query.roles[:2]:
        draft.offer_role(role)


def _for_roles(claims: tuple[PersonalClaim, ...], roles: tuple[str, ...]) -> list[PersonalClaim]:
    """The points about the roles asked of first; otherwise in the curators' order."""
    return sorted(claims, key=lambda claim: not set(claim.roles) & set(roles)) if roles else list(claims)


def _attributed(draft: Draft, claim: PersonalClaim) -> str:
    said = draft.page.say(claim)
    return f"{said} ({claim.who})" if claim.who else said


def second_part_advice(draft: Draft) -> None:
    topic = draft.library.topics[draft.query.topics[0].name]
    draft.topics.insert(0, topic.id)
    draft.page.heading(topic.name, 2)
    draft.page.claim(topic.summary)
    draft.page.items("", [_attributed(draft, c) for c in _for_roles(topic.points, draft.query.roles)[:2]])
    draft.offer_topic(topic.id)
