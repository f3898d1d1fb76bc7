"""A move that no document tells of, bridged by what is known of both roles."""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.moves.parts import evidence
from bot.answers.reply import Picture
from bot.careers.bridge import bridge
from bot.careers.paths import find_path
from bot.careers.skill_gap import SkillGap

NEAR: Final = 0.5
FAR: Final = 0.25
"""Of what counts for the goal, the share that the start knows: from NEAR on a move is near, below FAR it is far."""


def _distance(nearness: float) -> str:
    if nearness >= NEAR:
        return "This is a near move: most of what counts you know already."
    if nearness >= FAR:
        return "This is a real step: part of what counts carries over, and part is new."
    return "This is a far move: most of what counts there would be new to you."


def bridge_roles(answer: AnswerBuilder, start: str, goal: str) -> None:
    """A move that no document tells of, bridged by what is known of both roles, and a way over another role if there is one."""
    page = answer.page
    found = bridge(answer.library, start, goal, answer.profile.skills)
    page.paragraph(_distance(found.nearness))
    page.paragraph("No document tells of this move. So I put it together from what is known of both roles.")
    page.items("How they differ", answer.attributed(found.differences[: 1 if answer.is_brief else len(found.differences)]))
    _skills_of_bridge(answer, found.gap)
    page.listing("First steps", found.steps, most=answer.most("roles.steps"), ordered=True)
    if not answer.is_brief:
        page.items("What is said of the way", answer.attributed(found.ways[:2]))
    way = find_path(answer.library, start, goal)
    if way and not answer.is_brief:
        names = " → ".join([answer.name(start), *(answer.inline_name(leg.goal) for leg in way)])
        page.items(f"A way in two moves: {names}", [evidence(answer, leg) for leg in way], ordered=True)
        answer.picture = Picture("path", (start, *(leg.goal for leg in way)))


def _skills_of_bridge(answer: AnswerBuilder, gap: SkillGap) -> None:
    page = answer.page
    brings = []
    if gap.have:
        brings.append(
            f"From your work and what you told me: {answer.skill_names(gap.have)}."
            if gap.told
            else f"From your work: {answer.skill_names(gap.have)}."
        )
    if gap.extra:
        brings.append(f"Useful there too: {answer.skill_names(gap.extra)}.")
    if gap.perhaps:
        brings.append(f"You may know already: {answer.skill_names(gap.perhaps)}.")
    page.items("What carries over", brings)
    missing = answer.still_to_learn(gap.missing[: answer.most("transitions.learn")])
    page.items("What it takes, in order of weight", answer.skills_with_reasons(missing))
