"""What several answers about moves share: the steps with what those who did it say, and a move as evidence in a list."""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.shown import SHOWN
from bot.careers.paths import Leg
from bot.careers.relevance import claims_for
from bot.knowledge.schema import Transition

MOST_LEARNED: Final = SHOWN["transitions.learn"]
"""Skills to learn that are shown at most."""


def how_to_go_about(answer: AnswerBuilder, transition: Transition, start: str | None = None) -> None:
    """The steps for somebody from `start`, the accounts of those who did it, the warnings, and which role names are the curators'
    reading."""
    page = answer.page
    page.listing("How to go about it", claims_for(transition.steps, start), most=SHOWN["transitions.steps"], ordered=True)
    page.items("From somebody who did it", answer.attributed(transition.accounts[: SHOWN["transitions.accounts"]]))
    page.items("Keep in mind", answer.attributed(claims_for(transition.warnings, start)[: SHOWN["transitions.warnings"]]))
    answer.say_our_reading(transition.our_reading)


def evidence(answer: AnswerBuilder, leg: Leg) -> str:
    kind = "somebody did it" if leg.transition.standing == "told" else "discussed"
    label = f"{answer.name(leg.start)} → {answer.inline_name(leg.goal)} ({kind})"
    return f"{label}: {answer.page.cite(leg.transition.summary)}"


def backgrounds(answer: AnswerBuilder) -> tuple[str, ...]:
    """The careers outside the library that the person comes from, by the message or by what is remembered."""
    return answer.query.outside[:1] or ((answer.profile.background,) if answer.profile.background else ())
