"""A move from one role to another: what carries over, what it takes, the steps, the accounts, the warnings.

Where no document tells of the move, the reply says so and bridges the two roles by what is known of both.
"""

from bot.answers.builder import AnswerBuilder
from bot.answers.moves.bridge import bridge_roles
from bot.answers.moves.open_ends import answer_goal, answer_open_move, answer_somewhere, answer_start
from bot.answers.moves.parts import backgrounds, evidence, how_to_go_about
from bot.answers.reply import Picture, lowercase_name
from bot.careers.bridge import bridge
from bot.careers.open_moves import find_open_move
from bot.careers.paths import Leg, find_move, moves_from
from bot.careers.relevance import claims_for
from bot.careers.skill_gap import SkillGap, skill_gap
from bot.knowledge.schema import SkillNeed, Transition


def answer_transition(answer: AnswerBuilder) -> None:
    start, goal = answer.query.start, answer.query.goal
    move = find_move(answer.library, start, goal) if start and goal else None
    opened = None if move is not None else find_open_move(answer.library, answer.query.text, start, goal, backgrounds(answer))
    if opened is not None:
        answer_open_move(answer, opened)
    elif start and goal:
        _from_and_to(answer, start, goal, move)
    elif goal:
        answer_goal(answer, goal)
    elif start:
        answer_start(answer, start)
    else:
        answer_somewhere(answer)


def _from_and_to(answer: AnswerBuilder, start: str, goal: str, move: Leg | None) -> None:
    told = "" if answer.query.said_start == start else ", as you told me," if answer.profile.role == start else ""
    answer.page.heading(f"From {answer.inline_name(start)}{told} to {answer.inline_name(goal)}")
    if move is not None:
        _known_move(answer, move)
    else:
        bridge_roles(answer, start, goal)
    answer.offer_skills(goal)
    answer.offer_comparison(start, goal)
    for leg in [leg for leg in moves_from(answer.library, start) if leg.goal != goal][:1]:
        answer.offer_move(start, leg.goal)
    for topic in answer.topics[:1]:
        answer.offer_topic(topic)


def _known_move(answer: AnswerBuilder, move: Leg) -> None:
    page, transition = answer.page, move.transition
    if move.general:
        page.paragraph(f"What is known of this move is told of {_ends(transition)} in general.")
    page.claim(transition.summary)
    if transition.standing == "discussed":
        page.paragraph("The documents do not tell of anybody who made this move.")
    _told_gap(answer, move)
    how_to_go_about(answer, transition, move.start)
    answer.topics.extend(transition.topics)
    answer.picture = Picture("path", (move.start, move.goal))


def _ends(transition: Transition) -> str:
    return f"“{lowercase_name(transition.start)} to {lowercase_name(transition.goal)}”"


def _told_gap(answer: AnswerBuilder, move: Leg) -> None:
    """What the person brings and what it takes: the claims about the move first, then the other skills of both roles."""
    page, transition = answer.page, move.transition
    gap = skill_gap(answer.library, move.goal, move.start, answer.profile.skills)
    carried = claims_for(transition.brings, move.start)[: answer.most("transitions.brings")]
    brings = [page.cite(claim) for claim in carried]
    named = {claim.skill for claim in carried}
    rest = [need for need in gap.have if need.skill not in named]
    if rest and not answer.is_brief:
        brings.append(f"Also: {answer.skill_names(rest)}.")
    page.items("You bring", brings)
    learn = _to_learn(answer, move, gap)
    takes = answer.skills_with_reasons(answer.still_to_learn(learn[: answer.most("transitions.learn")]))
    others = [need for need in (*gap.perhaps, *gap.missing) if need.skill not in {n.skill for n in learn} | named]
    if others and not answer.is_brief:
        takes.append(f"Also part of the job: {answer.skill_names(others[:5])}.")
    page.items("What to learn, in this order", takes)


def _to_learn(answer: AnswerBuilder, move: Leg, gap: SkillGap) -> list[SkillNeed]:
    """What the move says is to be learned. A general one knows nothing of the goal's own trade: of what it says only what the
    goal needs remains, and the goal's main skills follow."""
    if not move.general:
        return [need for need in move.transition.learn if need.skill not in gap.told]
    goal = answer.library.roles[move.goal].skills
    wanted = {need.skill for need in (*goal.main, *goal.useful)}
    own = [need for need in move.transition.learn if need.skill in wanted - gap.brought]
    return [*own, *(need for need in gap.missing if need.skill not in {n.skill for n in own})]


def second_part_transition(answer: AnswerBuilder) -> None:
    start, goal = answer.query.start, answer.query.goal
    library, page = answer.library, answer.page
    if start and goal:
        page.heading(f"From {answer.inline_name(start)} to {answer.inline_name(goal)}", 2)
        move = find_move(library, start, goal)
        if move is not None:
            page.claim(move.transition.summary)
            page.listing("First steps", claims_for(move.transition.steps, start), most=2, ordered=True)
        else:
            found = bridge(library, start, goal)
            page.items("How they differ", answer.attributed(found.differences))
            page.listing("First steps", found.steps, most=2, ordered=True)
        answer.offer_move(start, goal)
    elif goal:
        page.heading(f"Becoming {answer.name_with_article(goal)}", 2)
        page.claim(library.roles[goal].entry)
        page.listing("First steps", library.roles[goal].steps.newcomer, most=2, ordered=True)
        answer.offer_move(None, goal)
    elif start:
        page.heading(f"On from {answer.inline_name(start)}", 2)
        page.items("", [evidence(answer, leg) for leg in moves_from(library, start)[:2]])
