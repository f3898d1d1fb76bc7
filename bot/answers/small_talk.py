"""Small talk, questions about the bot, what it remembers, and refusals."""

from typing import Final

from bot.answers.builder import Draft
from bot.answers.reply import an, inside, sentence_list
from bot.dialogue.state import Option, Profile
from bot.knowledge.library import Library

NEAR_ENOUGH: Final = 0.12
"""A topic scored at least this is near enough to a declined question to be offered."""

DISTRESS: Final = "distress"
FORGET: Final = "forget-me"
START_OVER: Final = "start-over"
MEMORY: Final = "memory"


def answer_talk(draft: Draft, entry: str) -> None:
    """One entry of talk/: what it says, and what can be done from there."""
    talk = draft.library.talk[entry]
    draft.page.paragraph(talk.text)
    if entry == DISTRESS:
        return
    if entry == MEMORY:
        draft.page.items("What you told me", remembered(draft.library, draft.profile) or ["Nothing yet."])
        if not draft.profile.is_empty:
            draft.offer("Forget everything about me")
    elif entry == FORGET:
        draft.choices.append(_forget_option())
    offer_starts(draft)


def answer_statement(draft: Draft) -> None:
    """The person told something about themselves and asked nothing: say what was understood, offer ways on."""
    own = draft.query.said_start or draft.profile.role
    if own:
        draft.page.paragraph(f"Noted: you are {an(draft.name(own))}. I will use it when you ask about a move or about skills.")
        draft.offer(f"Where do people go from {inside(draft.name(own))}?")
        draft.offer("Which role would fit me?")
        for role in draft.library.roles[own].related[:1]:
            draft.offer_move(own, role)
        draft.offer_role(own)
        return
    if draft.query.outside:
        draft.page.paragraph(f"Noted: you come from {draft.query.outside[0]}. Which role do you have in mind?")
    else:
        draft.page.paragraph("Noted. What would you like to know: a role, a move, or a decision?")
    offer_starts(draft)


def remembered(library: Library, profile: Profile) -> list[str]:
    """The profile in sentences, for "what do you know about me" and `me show`."""
    lines = []
    if profile.role:
        lines.append(f"Your role: {inside(library.roles[profile.role].name) if profile.role in library.roles else profile.role}.")
    if profile.background:
        lines.append(f"Your background: {profile.background}.")
    if profile.goal:
        lines.append(f"Your goal: {inside(library.roles[profile.goal].name) if profile.goal in library.roles else profile.goal}.")
    if profile.skills:
        lines.append(f"Skills: {sentence_list(library.skills[s].name for s in profile.skills if s in library.skills)}.")
    if profile.likes:
        lines.append(f"You like: {sentence_list(t.replace('-', ' ') for t in profile.likes)}.")
    if profile.dislikes:
        lines.append(f"You would rather avoid: {sentence_list(t.replace('-', ' ') for t in profile.dislikes)}.")
    return lines


def _forget_option() -> Option:
    return Option(kind="action", value="forget", label="Yes, forget everything about me")


def offer_starts(draft: Draft) -> None:
    """Things worth trying for somebody who has not asked anything yet."""
    if draft.profile.goal and draft.profile.goal in draft.library.roles:
        draft.offer_move(draft.profile.role, draft.profile.goal)
    draft.offer("What data roles are there?")
    draft.offer("Data engineer vs analytics engineer")
    draft.offer("How do I get from data analyst to data scientist?")
    draft.offer("I like SQL and talking to people, which role fits?")


def answer_refusal(draft: Draft, entry: str) -> None:
    """Says plainly that the documents don't cover it, whom to ask where that helps, and what lies near."""
    refusal = draft.library.refusals[entry]
    page = draft.page
    page.heading("I can't answer that from what I know")
    page.paragraph(refusal.text)
    if refusal.ask:
        page.paragraph(refusal.ask)
    near = [c.name for c in draft.query.topics[:2] if c.score >= NEAR_ENOUGH]
    for topic in dict.fromkeys((*refusal.near, *near)):
        draft.offer_topic(topic)
    for role in draft.query.roles[:2]:
        draft.offer_role(role)
    if len(draft.follow_ups) < 2:
        offer_starts(draft)
