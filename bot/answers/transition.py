"""A move from one role to another: what carries over, what is missing, the steps, the accounts, the warnings.

Where no document tells of the move, the reply says so and shows the way over told moves, or the nearest told one.
"""

from typing import Final

from bot.answers.builder import Draft
from bot.answers.reply import Picture, an, inside, sentence_list
from bot.careers.paths import Leg, find_path, moves_from, moves_to
from bot.careers.skill_gap import skill_gap
from bot.knowledge.schema import Transition

NEWCOMER: Final = "newcomer-to-first-data-role"


def answer_transition(draft: Draft) -> None:
    start, goal = draft.query.start, draft.query.goal
    if start and goal:
        _from_and_to(draft, start, goal)
    elif goal:
        _to(draft, goal)
    elif start:
        _from(draft, start)
    else:
        _somewhere(draft)


def _from_and_to(draft: Draft, start: str, goal: str) -> None:
    page = draft.page
    told = "" if draft.query.said_start == start else ", as you told me," if draft.profile.role == start else ""
    page.heading(f"From {inside(draft.name(start))}{told} to {inside(draft.name(goal))}")
    found = draft.library.moves.get((start, goal), ())
    if found:
        page.claim(found[0].summary)
        if found[0].standing == "discussed":
            page.paragraph("The documents discuss this move; none of them tells of somebody who made it.")
    else:
        page.paragraph(f"No document tells of anybody moving from {inside(draft.name(start))} to {inside(draft.name(goal))}.")
    _gap(draft, start, goal, found)
    if found:
        _told(draft, found[0])
        draft.topics.extend(found[0].topics)
        draft.picture = Picture("path", (start, goal))
    else:
        _way_or_nearest(draft, start, goal)
        page.paragraph(f"On getting in: {page.say(draft.library.roles[goal].entry)}")
    draft.offer_skills(goal)
    draft.offer_comparison(start, goal)
    for leg in [leg for leg in moves_from(draft.library, start) if leg.goal != goal][:1]:
        draft.offer_move(start, leg.goal)
    for topic in draft.topics[:1]:
        draft.offer_topic(topic)


def _gap(draft: Draft, start: str | None, goal: str, found: tuple[Transition, ...]) -> None:
    """What the person brings and misses: the documents' own words first, then the skills of both roles."""
    page, library = draft.page, draft.library
    gap = skill_gap(library, goal, start, draft.profile.skills)
    brings = [page.say(claim) for transition in found[:1] for claim in transition.brings[:3]]
    named = {claim.skill for transition in found[:1] for claim in transition.brings[:3]}
    rest = [need for need in gap.have if need.skill not in named]
    if rest:
        where = "from your work and from what you told me" if gap.told & {n.skill for n in rest} else "from your work so far"
        names = sentence_list(library.skills[need.skill].name for need in rest)
        brings.append(f"{names} {where}." if start else f"{names}, as you told me.")
    page.items("You bring", brings)
    learn = [need for transition in found[:1] for need in transition.learn if need.skill not in gap.told][:6]
    missing = [f"{library.skills[need.skill].name}: {page.say(need)}" for need in learn]
    others = [need for need in gap.missing if need.skill not in {n.skill for n in learn}]
    if learn and others:
        for need in others:
            page.say(need)
        missing.append(f"Also part of the job: {sentence_list(library.skills[need.skill].name for need in others[:5])}.")
    elif others:
        missing = [f"{library.skills[need.skill].name}: {page.say(need)}" for need in others[:6]]
    page.items("You are missing", missing)


def _told(draft: Draft, transition: Transition) -> None:
    page = draft.page
    page.listing("How to go about it", transition.steps, most=6, ordered=True)
    accounts = [
        f"{claim.who[0].upper()}{claim.who[1:]}: {page.say(claim)}" if claim.who else page.say(claim)
        for claim in transition.accounts
    ]
    page.items("From those who did it", accounts[:3])
    page.listing("Mind", transition.warnings, most=3)


def _way_or_nearest(draft: Draft, start: str, goal: str) -> None:
    page = draft.page
    way = find_path(draft.library, start, goal)
    if way:
        names = " → ".join([draft.name(way[0].start), *(inside(draft.name(leg.goal)) for leg in way)])
        page.paragraph(f"The documents do know a way over other moves: {names}.")
        page.items("Leg by leg", [_evidence(draft, leg) for leg in way], ordered=True)
        draft.picture = Picture("path", (start, *(leg.goal for leg in way)))
        return
    legs = [*moves_to(draft.library, goal)[:2], *moves_from(draft.library, start)[:1]]
    if legs:
        page.items("The nearest moves they do tell of", [_evidence(draft, leg) for leg in legs])


def _evidence(draft: Draft, leg: Leg) -> str:
    kind = "told" if leg.transition.standing == "told" else "discussed"
    label = f"{draft.name(leg.start)} → {inside(draft.name(leg.goal))} ({kind})"
    return f"{label}: {draft.page.say(leg.transition.summary)}"


def _to(draft: Draft, goal: str) -> None:
    page, library = draft.page, draft.library
    role = library.roles[goal]
    page.heading(f"Becoming {an(role.name)}")
    outside = draft.query.outside[:1] or ((draft.profile.background,) if draft.profile.background else ())
    if outside:
        _from_background(draft, outside[0], "This is what they say of the goal.")
    page.paragraph(page.say(role.entry))
    _gap(draft, None, goal, ())
    page.listing("Where people come from", role.paths, most=3)
    page.items("Moves that are told or discussed", [_evidence(draft, leg) for leg in moves_to(library, goal)[:2]])
    newcomer = library.transitions.get(NEWCOMER)
    if newcomer is not None and role.entry.level != "experienced":
        page.listing("How to go about a first data role", newcomer.steps, most=4, ordered=True)
        draft.topics.extend(newcomer.topics[:2])
    page.listing("Mind", role.beware, most=1)
    draft.offer_role(goal)
    draft.offer_skills(goal)
    for leg in moves_to(library, goal)[:1]:
        draft.offer_move(leg.start, goal)
    for topic in [t.name for t in draft.query.topics[:1] if t.score > 0.2] or draft.topics[:1]:
        draft.offer_topic(topic)


def _from_background(draft: Draft, background: str, otherwise: str) -> None:
    """Whoever came from where the person is, or that there is nobody and what is shown instead."""
    told = draft.library.moves_of_backgrounds.get(background, ())
    if not told:
        draft.page.paragraph(f"No document tells of anybody who came from where you are ({background}). {otherwise}")
    for transition in told[:1]:
        draft.page.paragraph(f"Somebody did start from there ({background}). {draft.page.say(transition.summary)}")


def _from(draft: Draft, start: str) -> None:
    page = draft.page
    legs = moves_from(draft.library, start)
    page.heading(f"Where to go from {inside(draft.name(start))}")
    if legs:
        page.items("Moves that are told or discussed", [_evidence(draft, leg) for leg in legs[:4]])
    else:
        related = draft.library.roles[start].related
        page.paragraph(
            f"No document tells of a move from here. The closest roles: {sentence_list(inside(draft.name(r)) for r in related)}."
        )
    page.listing("What is said of the ways on", draft.library.roles[start].paths, most=3)
    for leg in legs[:3]:
        draft.offer_move(start, leg.goal)
    for role in draft.library.roles[start].related[: 3 - len(legs)] if len(legs) < 3 else ():
        draft.offer_move(start, role)
    draft.offer_topic("transferable-skills")


def _somewhere(draft: Draft) -> None:
    """A move with neither end known: say what the documents hold on changing at all, and ask for the goal."""
    page, library = draft.page, draft.library
    newcomer = library.transitions.get(NEWCOMER)
    page.heading("Moving into data work")
    outside = draft.query.outside[:1]
    if outside:
        _from_background(draft, outside[0], "What they say to newcomers applies.")
    if newcomer is not None:
        page.claim(newcomer.summary)
        page.listing("How to go about it", newcomer.steps, most=5, ordered=True)
        page.listing("Mind", newcomer.warnings, most=2)
        draft.topics.extend(newcomer.topics)
    page.paragraph("Which role do you have in mind? Tell me where you are and where you want to be, and I can be specific.")
    for role in ("data-analyst", "data-engineer", "data-scientist"):
        if role in library.roles:
            draft.offer_move(None, role)
    draft.offer_topic("transferable-skills")


def second_part_transition(draft: Draft) -> None:
    start, goal = draft.query.start, draft.query.goal
    library, page = draft.library, draft.page
    if start and goal:
        page.heading(f"From {inside(draft.name(start))} to {inside(draft.name(goal))}", 2)
        found = library.moves.get((start, goal), ())
        way = find_path(library, start, goal)
        if found:
            page.claim(found[0].summary)
            page.listing("First steps", found[0].steps, most=2, ordered=True)
        elif way:
            page.items("The way over moves they do know", [_evidence(draft, leg) for leg in way], ordered=True)
        draft.offer_move(start, goal)
    elif goal:
        page.heading(f"Becoming {an(draft.name(goal))}", 2)
        page.paragraph(page.say(library.roles[goal].entry))
        page.items("", [_evidence(draft, leg) for leg in moves_to(library, goal)[:1]])
        draft.offer_move(None, goal)
    elif start:
        page.heading(f"On from {inside(draft.name(start))}", 2)
        page.items("", [_evidence(draft, leg) for leg in moves_from(library, start)[:2]])
