"""A move from one role to another: what carries over, what is missing, the steps, the accounts, the warnings.

Where no document tells of the move, the reply says so and shows a path over known moves, or the nearest known move.
"""

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import Picture, join_names, with_article
from bot.careers.paths import Leg, find_path, moves_from, moves_to
from bot.careers.skill_gap import skill_gap
from bot.knowledge.schema import Transition


def answer_transition(answer: AnswerBuilder) -> None:
    start, goal = answer.query.start, answer.query.goal
    if start and goal:
        _from_and_to(answer, start, goal)
    elif goal:
        _to(answer, goal)
    elif start:
        _from(answer, start)
    else:
        _somewhere(answer)


def _from_and_to(answer: AnswerBuilder, start: str, goal: str) -> None:
    page = answer.page
    told = "" if answer.query.said_start == start else ", as you told me," if answer.profile.role == start else ""
    page.heading(f"From {answer.inline_name(start)}{told} to {answer.inline_name(goal)}")
    found = answer.library.moves.get((start, goal), ())
    if found:
        page.claim(found[0].summary)
        if found[0].standing == "discussed":
            page.paragraph("The documents discuss this move; none of them tells of somebody who made it.")
    else:
        page.paragraph(f"No document tells of anybody moving from {answer.inline_name(start)} to {answer.inline_name(goal)}.")
    _gap(answer, start, goal, found)
    if found:
        _told(answer, found[0])
        answer.topics.extend(found[0].topics)
        answer.picture = Picture("path", (start, goal))
    else:
        _way_or_nearest(answer, start, goal)
        page.paragraph(f"On getting in: {page.cite(answer.library.roles[goal].entry)}")
    answer.offer_skills(goal)
    answer.offer_comparison(start, goal)
    for leg in [leg for leg in moves_from(answer.library, start) if leg.goal != goal][:1]:
        answer.offer_move(start, leg.goal)
    for topic in answer.topics[:1]:
        answer.offer_topic(topic)


def _gap(answer: AnswerBuilder, start: str | None, goal: str, found: tuple[Transition, ...]) -> None:
    """What the person brings and lacks: the documents' claims first, then the skills of both roles."""
    page, library = answer.page, answer.library
    gap = skill_gap(library, goal, start, answer.profile.skills)
    brings = [page.cite(claim) for transition in found[:1] for claim in transition.brings[:3]]
    named = {claim.skill for transition in found[:1] for claim in transition.brings[:3]}
    rest = [need for need in gap.have if need.skill not in named]
    if rest:
        where = "from your work and from what you told me" if gap.told & {n.skill for n in rest} else "from your work so far"
        names = join_names(library.skills[need.skill].name for need in rest)
        brings.append(f"{names} {where}." if start else f"{names}, as you told me.")
    page.items("You bring", brings)
    learn = [need for transition in found[:1] for need in transition.learn if need.skill not in gap.told][:6]
    missing = [f"{library.skills[need.skill].name}: {page.cite(need)}" for need in learn]
    others = [need for need in gap.missing if need.skill not in {n.skill for n in learn}]
    if learn and others:
        for need in others:
            page.cite(need)
        missing.append(f"Also part of the job: {join_names(library.skills[need.skill].name for need in others[:5])}.")
    elif others:
        missing = [f"{library.skills[need.skill].name}: {page.cite(need)}" for need in others[:6]]
    page.items("You are missing", missing)


def _told(answer: AnswerBuilder, transition: Transition) -> None:
    page = answer.page
    page.listing("How to go about it", transition.steps, most=6, ordered=True)
    accounts = [
        f"{claim.who[0].upper()}{claim.who[1:]}: {page.cite(claim)}" if claim.who else page.cite(claim)
        for claim in transition.accounts
    ]
    page.items("From those who did it", accounts[:3])
    page.listing("Mind", transition.warnings, most=3)


def _way_or_nearest(answer: AnswerBuilder, start: str, goal: str) -> None:
    page = answer.page
    way = find_path(answer.library, start, goal)
    if way:
        names = " → ".join([answer.name(way[0].start), *(answer.inline_name(leg.goal) for leg in way)])
        page.paragraph(f"The documents do know a way over other moves: {names}.")
        page.items("Leg by leg", [_evidence(answer, leg) for leg in way], ordered=True)
        answer.picture = Picture("path", (start, *(leg.goal for leg in way)))
        return
    legs = [*moves_to(answer.library, goal)[:2], *moves_from(answer.library, start)[:1]]
    if legs:
        page.items("The nearest moves they do tell of", [_evidence(answer, leg) for leg in legs])


def _evidence(answer: AnswerBuilder, leg: Leg) -> str:
    kind = "told" if leg.transition.standing == "told" else "discussed"
    label = f"{answer.name(leg.start)} → {answer.inline_name(leg.goal)} ({kind})"
    return f"{label}: {answer.page.cite(leg.transition.summary)}"


def _to(answer: AnswerBuilder, goal: str) -> None:
    page, library = answer.page, answer.library
    role = library.roles[goal]
    page.heading(f"Becoming {with_article(role.name)}")
    outside = answer.query.outside[:1] or ((answer.profile.background,) if answer.profile.background else ())
    if outside:
        _from_background(answer, outside[0], "This is what they say of the goal.")
    page.paragraph(page.cite(role.entry))
    _gap(answer, None, goal, ())
    page.listing("Where people come from", role.paths, most=3)
    page.items("Moves that are told or discussed", [_evidence(answer, leg) for leg in moves_to(library, goal)[:2]])
    newcomer = library.transitions.get(library.guidance.newcomer_move or "")
    if newcomer is not None and role.entry.level != "experienced":
        page.listing("How to go about a first data role", newcomer.steps, most=4, ordered=True)
        answer.topics.extend(newcomer.topics[:2])
    page.listing("Mind", role.beware, most=1)
    answer.offer_role(goal)
    answer.offer_skills(goal)
    for leg in moves_to(library, goal)[:1]:
        answer.offer_move(leg.start, goal)
    for topic in [t.name for t in answer.query.topics[:1] if t.score > 0.2] or answer.topics[:1]:
        answer.offer_topic(topic)


def _from_background(answer: AnswerBuilder, background: str, otherwise: str) -> None:
    """The account of a person who came from the same background; if there is none, a sentence that says so."""
    told = answer.library.moves_of_backgrounds.get(background, ())
    if not told:
        answer.page.paragraph(f"No document tells of anybody who came from where you are ({background}). {otherwise}")
    for transition in told[:1]:
        answer.page.paragraph(f"Somebody did start from there ({background}). {answer.page.cite(transition.summary)}")


def _from(answer: AnswerBuilder, start: str) -> None:
    page = answer.page
    legs = moves_from(answer.library, start)
    page.heading(f"Where to go from {answer.inline_name(start)}")
    if legs:
        page.items("Moves that are told or discussed", [_evidence(answer, leg) for leg in legs[:4]])
    else:
        related = answer.library.roles[start].related
        page.paragraph(
            f"No document tells of a move from here. The closest roles: {join_names(answer.inline_name(r) for r in related)}."
        )
    page.listing("What is said of the ways on", answer.library.roles[start].paths, most=3)
    for leg in legs[:3]:
        answer.offer_move(start, leg.goal)
    for role in answer.library.roles[start].related[: 3 - len(legs)] if len(legs) < 3 else ():
        answer.offer_move(start, role)
    answer.offer_topic(answer.library.guidance.newcomer_topic)


def _somewhere(answer: AnswerBuilder) -> None:
    """A move with neither end known: what the documents say about changing careers at all, and a question for the goal."""
    page, library = answer.page, answer.library
    newcomer = library.transitions.get(library.guidance.newcomer_move or "")
    page.heading("Moving into data work")
    outside = answer.query.outside[:1]
    if outside:
        _from_background(answer, outside[0], "What they say to newcomers applies.")
    if newcomer is not None:
        page.claim(newcomer.summary)
        page.listing("How to go about it", newcomer.steps, most=5, ordered=True)
        page.listing("Mind", newcomer.warnings, most=2)
        answer.topics.extend(newcomer.topics)
    page.paragraph("Which role do you have in mind? Tell me where you are and where you want to be, and I can be specific.")
    for role in library.guidance.first_roles:
        if role in library.roles:
            answer.offer_move(None, role)
    answer.offer_topic(answer.library.guidance.newcomer_topic)


def second_part_transition(answer: AnswerBuilder) -> None:
    start, goal = answer.query.start, answer.query.goal
    library, page = answer.library, answer.page
    if start and goal:
        page.heading(f"From {answer.inline_name(start)} to {answer.inline_name(goal)}", 2)
        found = library.moves.get((start, goal), ())
        way = find_path(library, start, goal)
        if found:
            page.claim(found[0].summary)
            page.listing("First steps", found[0].steps, most=2, ordered=True)
        elif way:
            page.items("The way over moves they do know", [_evidence(answer, leg) for leg in way], ordered=True)
        answer.offer_move(start, goal)
    elif goal:
        page.heading(f"Becoming {answer.name_with_article(goal)}", 2)
        page.paragraph(page.cite(library.roles[goal].entry))
        page.items("", [_evidence(answer, leg) for leg in moves_to(library, goal)[:1]])
        answer.offer_move(None, goal)
    elif start:
        page.heading(f"On from {answer.inline_name(start)}", 2)
        page.items("", [_evidence(answer, leg) for leg in moves_from(library, start)[:2]])
