"""Advice on one of the topics: the short answer, the points and whose experience they are, the other side, what to do."""

from bot.answers.builder import AnswerBuilder
from bot.answers.moves.open_ends import answer_open_move
from bot.careers.open_moves import named_open_move
from bot.careers.relevance import claims_about
from bot.knowledge.schema import Topic


def answer_advice(answer: AnswerBuilder) -> None:
    if (move := named_open_move(answer.library, answer.query.text)) is not None:
        answer_open_move(answer, move)
        return
    if answer.query.story:
        tell_story(answer, answer.query.story)
        return
    topic = answer.library.topics[answer.query.topics[0].name]
    answer.topics.append(topic.id)
    _say(answer, topic)
    answer.offer_topic(topic.id)
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
    page.items("The way", [f"{stage.name}: {page.cite(stage.points[0])}" for stage in story.stages], ordered=True)
    answer.say_our_reading(dict.fromkeys(role for stage in story.stages for role in stage.our_reading))
    page.listing("What they take from it", story.lessons, most=answer.most("stories.lessons"))
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
    _say(answer, topic)
    for related in topic.related[:3]:
        answer.offer_topic(related)


def _say(answer: AnswerBuilder, topic: Topic) -> None:
    page = answer.page
    page.heading(topic.name)
    page.claim(topic.summary)
    page.items(
        "What the documents say",
        answer.attributed(claims_about(topic.points, answer.query.roles)[: answer.most("topics.points")]),
    )
    page.items("The other side", answer.attributed(topic.other_side[: answer.most("topics.other_side")]))
    page.listing("What to do", topic.steps, most=answer.most("topics.steps"), ordered=True)
    if answer.query.roles and not set(answer.query.roles) & set(topic.roles) and topic.roles:
        names = ", ".join(answer.inline_name(role) for role in answer.query.roles[:2])
        page.paragraph(f"The documents do not speak of this for {names} in particular.")


def second_part_advice(answer: AnswerBuilder) -> None:
    topic = answer.library.topics[answer.query.topics[0].name]
    answer.topics.insert(0, topic.id)
    answer.page.heading(topic.name, 2)
    answer.page.claim(topic.summary)
    answer.page.items("", answer.attributed(claims_about(topic.points, answer.query.roles)[:2]))
    answer.offer_topic(topic.id)
