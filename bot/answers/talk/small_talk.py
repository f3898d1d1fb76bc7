"""Small talk, questions about the bot, what it remembers, and refusals."""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import join_names, lowercase_name
from bot.dialogue.state import Option, Profile
from bot.knowledge.library import Library
from bot.knowledge.schema import Source

NEAR_ENOUGH: Final = 0.12
"""A topic with at least this score is close enough to a declined question to be offered."""

DISTRESS: Final = "distress"
FORGET: Final = "forget-me"
START_OVER: Final = "start-over"
MEMORY: Final = "memory"
SOURCES: Final = "sources"


def answer_talk(answer: AnswerBuilder, entry: str) -> None:
    """One entry of talk/: its text, and what can be asked next."""
    talk = answer.library.talk[entry]
    answer.page.paragraph(talk.text)
    if entry == DISTRESS:
        return
    if entry == MEMORY:
        answer.page.items("What you told me", remembered(answer.library, answer.profile) or ["Nothing yet."])
        if not answer.profile.is_empty:
            answer.offer("Forget everything about me")
    elif entry == SOURCES:
        answer.page.items("The documents", [_described(source) for source in answer.library.sources.values()])
    elif entry == FORGET:
        answer.choices.append(_forget_option())
    offer_starts(answer)


def _described(source: Source) -> str:
    """Who wrote a document, when, and where it can be read."""
    link = f" {source.link}" if source.link else ""
    return f"“{source.full_title}” ({source.date}). {source.author}. {source.about}{link}"


def answer_statement(answer: AnswerBuilder) -> None:
    """The person told something about themselves and asked nothing: say what was understood, and offer questions."""
    own = answer.query.said_start or answer.profile.role
    if own:
        answer.page.paragraph(
            f"Noted: you are {answer.name_with_article(own)}. I will use it when you ask about a move or about skills."
        )
        answer.offer(f"Where do people go from {answer.inline_name(own)}?")
        answer.offer("Which role would fit me?")
        for role in answer.library.roles[own].related[:1]:
            answer.offer_move(own, role)
        answer.offer_role(own)
        return
    if answer.query.outside:
        answer.page.paragraph(f"Noted: you come from {answer.query.outside[0]}. Which role do you have in mind?")
    else:
        answer.page.paragraph("Noted. What would you like to know: a role, a move, or a decision?")
    offer_starts(answer)


def remembered(library: Library, profile: Profile) -> list[str]:
    """The profile in sentences, for "what do you know about me" and `me show`."""
    lines = []
    if profile.role:
        lines.append(
            f"Your role: {lowercase_name(library.roles[profile.role].name) if profile.role in library.roles else profile.role}."
        )
    if profile.background:
        lines.append(f"Your background: {profile.background}.")
    if profile.goal:
        lines.append(
            f"Your goal: {lowercase_name(library.roles[profile.goal].name) if profile.goal in library.roles else profile.goal}."
        )
    if profile.skills:
        lines.append(f"Skills: {join_names(library.skills[s].name for s in profile.skills if s in library.skills)}.")
    if profile.likes:
        lines.append(f"You like: {join_names(t.replace('-', ' ') for t in profile.likes)}.")
    if profile.dislikes:
        lines.append(f"You would rather avoid: {join_names(t.replace('-', ' ') for t in profile.dislikes)}.")
    return lines


def _forget_option() -> Option:
    return Option(kind="action", value="forget", label="Yes, forget everything about me")


def offer_starts(answer: AnswerBuilder) -> None:
    """Example questions for somebody who has not asked anything yet."""
    if answer.profile.goal and answer.profile.goal in answer.library.roles:
        answer.offer_move(answer.profile.role, answer.profile.goal)
    answer.offer("What data roles are there?")
    answer.offer("Data engineer vs analytics engineer")
    answer.offer("How do I get from data analyst to data scientist?")
    answer.offer("I like SQL and talking to people, which role fits?")


def answer_refusal(answer: AnswerBuilder, entry: str) -> None:
    """Say that the documents don't cover the question, whom to ask instead, and the nearest topics that they do cover."""
    refusal = answer.library.refusals[entry]
    page = answer.page
    page.heading("I can't answer that from what I know")
    page.paragraph(refusal.text)
    if refusal.ask:
        page.paragraph(refusal.ask)
    near = [c.name for c in answer.query.topics[:2] if c.score >= NEAR_ENOUGH]
    for topic in dict.fromkeys((*refusal.near, *near)):
        answer.offer_topic(topic)
    for role in answer.query.roles[:2]:
        answer.offer_role(role)
    if len(answer.follow_ups) < 2:
        offer_starts(answer)
