"""One side of a role or a move: whom it works with, its downsides, what is missing, the first steps …"""

from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.moves.parts import say_gap
from bot.answers.talk.subject_claims import claims_of, facet_of
from bot.careers.skill_gap import skill_gap
from bot.dialogue.state import PastTurn
from bot.knowledge.schema import Facet

MOST: Final = 4


def say_side(draft: AnswerBuilder, facet: Facet, turn: PastTurn, shown: tuple[str, ...]) -> bool:
    """Say the claims on that side of the subject, those that were not shown before if there are such. Returns whether there are
    any."""
    if facet in ("missing", "brings") and turn.goal:
        return _say_gap(draft, turn)
    if facet == "titles":
        return _say_titles(draft, turn)
    found = [claim for claim in claims_of(turn, draft.library) if facet_of(claim.id) == facet]
    claims = ([claim for claim in found if claim.id not in shown] or found)[:MOST]
    texts = draft.attributed(claims)
    if len(texts) == 1:
        draft.page.paragraph(texts[0])
    else:
        draft.page.items("", texts)
    _offer(draft, turn)
    return bool(claims)


def _say_gap(draft: AnswerBuilder, turn: PastTurn) -> bool:
    goal = turn.goal or ""
    start = draft.query.start
    if goal not in draft.library.roles:
        return False
    gap = skill_gap(draft.library, goal, start, draft.profile.skills)
    if start and start in draft.library.roles:
        draft.page.paragraph(f"From {draft.inline_name(start)} to {draft.inline_name(goal)}:")
        say_gap(draft, start, goal)
    else:
        if gap.have:
            draft.page.paragraph(f"You bring: {draft.skill_names(gap.have)}.")
        draft.page.paragraph(f"To learn: {draft.skill_names(draft.still_to_learn(gap.missing))}.")
    draft.page.items("Why", draft.skills_with_reasons(gap.missing[:2]))
    _offer(draft, turn)
    return True


def _say_titles(draft: AnswerBuilder, turn: PastTurn) -> bool:
    role = draft.library.roles.get(turn.roles[-1]) if turn.roles else None
    if role is None:
        return False
    others = [title for title in role.titles if title.lower() != role.name.lower()]
    draft.page.paragraph(f"{role.name} is also called {', '.join(others)}." if others else f"{role.name} has no other name here.")
    _offer(draft, turn)
    return True


def _offer(draft: AnswerBuilder, turn: PastTurn) -> None:
    for role in turn.roles[-1:]:
        draft.offer_role(role)
        draft.offer_skills(role)
        if draft.profile.role:
            draft.offer_move(draft.profile.role, role)
