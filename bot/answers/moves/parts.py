"""What several answers about moves share: the steps with what those who did it say, and a move as evidence in a list."""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.careers.paths import Leg, find_move
from bot.careers.relevance import claims_for
from bot.careers.skill_gap import skill_gap
from bot.knowledge.schema import Transition

MOST_NAMED: Final = 4
"""Skills that are named in one sentence."""


def how_to_go_about(answer: AnswerBuilder, transition: Transition, start: str | None = None) -> None:
    """The steps for somebody from `start`, the accounts of those who did it, the warnings, and which role names are the curators'
    reading."""
    page = answer.page
    page.listing("How to go about it", claims_for(transition.steps, start), most=answer.most("transitions.steps"), ordered=True)
    page.items("From somebody who did it", answer.attributed(transition.accounts[: answer.most("transitions.accounts")]))
    page.items("Keep in mind", answer.attributed(claims_for(transition.warnings, start)[: answer.most("transitions.warnings")]))
    answer.say_our_reading(transition.our_reading)


def say_gap(answer: AnswerBuilder, start: str, goal: str) -> None:
    """In a sentence each, which of the goal's skills a person from `start` has, and which are still to be learned."""
    gap = skill_gap(answer.library, goal, start, answer.profile.skills)
    move = find_move(answer.library, start, goal)
    told = () if move is None or move.general else move.transition.learn
    learn = [need for need in told if need.skill not in gap.told] or gap.missing
    if gap.have:
        answer.page.paragraph(f"You bring: {answer.skill_names(gap.have[:MOST_NAMED])}.")
    if learn:
        answer.page.paragraph(f"To learn: {answer.skill_names(answer.still_to_learn(learn[:MOST_NAMED]))}.")


def evidence(answer: AnswerBuilder, leg: Leg) -> str:
    kind = "somebody did it" if leg.transition.standing == "told" else "discussed"
    label = f"{answer.name(leg.start)} → {answer.inline_name(leg.goal)} ({kind})"
    return f"{label}: {answer.page.cite(leg.transition.summary)}"


def backgrounds(answer: AnswerBuilder) -> tuple[str, ...]:
    """The careers outside the library that the person comes from, by the message or by what is remembered."""
    return answer.query.outside[:1] or ((answer.profile.background,) if answer.profile.background else ())
