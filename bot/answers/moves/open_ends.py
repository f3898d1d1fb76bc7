"""A move with one end only, or none: how to become something, where to go from here, how to get into data work at all."""

from bot.answers.builder import AnswerBuilder
from bot.answers.moves.parts import backgrounds, evidence, how_to_go_about
from bot.answers.reply import join_names, lowercase_name, with_article
from bot.careers.paths import moves_from, moves_to
from bot.careers.skill_gap import skill_gap
from bot.knowledge.schema import Transition


def answer_open_move(answer: AnswerBuilder, move: Transition) -> None:
    """A move of which one end is no role: its own start and goal stand in the heading."""
    page = answer.page
    page.heading(f"From {lowercase_name(move.start)} to {lowercase_name(move.goal)}")
    page.claim(move.summary)
    page.items("You bring", [page.cite(claim) for claim in move.brings[: answer.most("transitions.brings")]])
    page.items("What to learn, in this order", answer.skills_with_reasons(move.learn[: answer.most("transitions.learn")]))
    how_to_go_about(answer, move)
    answer.topics.extend(move.topics)
    for role in (*move.to, *move.from_)[:2]:
        answer.offer_role(role)
    for topic in move.topics[:2]:
        answer.offer_topic(topic)


def answer_goal(answer: AnswerBuilder, goal: str) -> None:
    page, library = answer.page, answer.library
    role = library.roles[goal]
    newcomer = bool(backgrounds(answer)) or role.entry.level == "entry"
    page.heading(f"Becoming {with_article(role.name)}")
    page.claim(role.entry)
    _from_background(answer, goal)
    _takes(answer, goal)
    page.listing("How to get in without a data role", role.steps.newcomer, most=answer.most("roles.steps"), ordered=True)
    if not newcomer and not answer.is_brief:
        page.listing("How to get in from another data role", role.steps.in_data, most=answer.most("roles.steps"), ordered=True)
    page.items("Where people come from", answer.attributed(role.ways_in[: answer.most("roles.ways_in")]))
    if not answer.is_brief:
        page.items("Moves that are told or discussed", [evidence(answer, leg) for leg in moves_to(library, goal)[:2]])
    page.items("Keep in mind", answer.attributed(role.beware[: answer.most("roles.beware")]))
    answer.offer_role(goal)
    answer.offer_skills(goal)
    for leg in moves_to(library, goal)[:1]:
        answer.offer_move(leg.start, goal)
    for topic in [t.name for t in answer.query.topics[:1] if t.score > 0.2] or answer.topics[:1]:
        answer.offer_topic(topic)


def _takes(answer: AnswerBuilder, goal: str) -> None:
    """What the role takes. Of a person of whom nothing is known, nothing is assumed."""
    gap = skill_gap(answer.library, goal, None, answer.profile.skills)
    if gap.have:
        answer.page.paragraph(f"You have already, as you told me: {answer.skill_names(gap.have)}.")
    answer.page.items("What it takes", answer.skills_with_reasons(gap.missing[: answer.most("transitions.learn")]))


def _from_background(answer: AnswerBuilder, goal: str | None) -> None:
    """The account of a person who came from the same background, and what the guide says to everybody who is new."""
    page, library = answer.page, answer.library
    for background in backgrounds(answer):
        for transition in library.moves_of_backgrounds.get(background, ())[:1]:
            page.paragraph(f"Somebody started from there ({background}): {page.cite(transition.summary)}")
    newcomer = library.transitions.get(library.guidance.newcomer_move or "")
    if newcomer is not None and backgrounds(answer) and goal is not None:
        page.claim(newcomer.summary)
        answer.topics.extend(newcomer.topics[:2])


def answer_start(answer: AnswerBuilder, start: str) -> None:
    page = answer.page
    legs = moves_from(answer.library, start)
    page.heading(f"Where to go from {answer.inline_name(start)}")
    page.items("Ways on", answer.attributed(answer.library.roles[start].ways_on[: answer.most("roles.ways_on")]))
    page.items("Moves that are told or discussed", [evidence(answer, leg) for leg in legs[: 2 if answer.is_brief else 4]])
    related = [role for role in answer.library.roles[start].related if role not in {leg.goal for leg in legs}]
    if related:
        page.paragraph(f"Also close: {join_names(answer.inline_name(role) for role in related)}.")
    for goal in [*(leg.goal for leg in legs), *related][:3]:
        answer.offer_move(start, goal)
    answer.offer_topic(answer.library.guidance.newcomer_topic)


def answer_somewhere(answer: AnswerBuilder) -> None:
    """A move with neither end known: what the documents say about changing careers at all, and a question for the goal."""
    page, library = answer.page, answer.library
    newcomer = library.transitions.get(library.guidance.newcomer_move or "")
    page.heading("Moving into data work")
    _from_background(answer, None)
    if newcomer is not None:
        page.claim(newcomer.summary)
        page.listing("How to go about it", newcomer.steps, most=answer.most("transitions.steps"), ordered=True)
        page.items("Keep in mind", answer.attributed(newcomer.warnings[: answer.most("transitions.warnings")]))
        answer.topics.extend(newcomer.topics)
    page.paragraph("Which role do you have in mind? Tell me where you are and where you want to be, and I can be specific.")
    for role in library.guidance.first_roles:
        if role in library.roles:
            answer.offer_move(None, role)
    answer.offer_topic(answer.library.guidance.newcomer_topic)
