"""What to learn for a role: why each skill matters, which to learn first, measured against what is there already."""

from bot.answers.builder import Draft
from bot.answers.reply import an, inside, sentence_list
from bot.careers.skill_gap import skill_gap


def answer_skills(draft: Draft) -> None:
    query, page, library = draft.query, draft.page, draft.library
    goals = [role for role in query.roles if role != query.start] or list(query.roles)
    if not goals:
        _skills_themselves(draft)
        return
    start = query.start or (draft.profile.role if draft.profile.role not in goals else None)
    for goal in goals[:2]:
        gap = skill_gap(library, goal, start, draft.profile.skills)
        page.heading(f"What {an(draft.name(goal))} needs to know")
        if gap.have:
            origin = "from what you told me" if start is None else f"coming from {inside(draft.name(start))}"
            page.paragraph(f"Already there, {origin}: {sentence_list(library.skills[n.skill].name for n in gap.have)}.")
        asked = [n for n in (*gap.missing, *gap.have, *gap.useful) if n.skill in query.skills]
        page.items("What you asked about", [f"{library.skills[n.skill].name}: {page.say(n)}" for n in asked])
        page.items("Learn first", [f"{library.skills[n.skill].name}: {page.say(n)}" for n in gap.missing if n not in asked])
        page.items("Also useful", [f"{library.skills[n.skill].name}: {page.say(n)}" for n in gap.useful if n not in asked][:4])
        draft.offer_move(start, goal)
        draft.offer_role(goal)
    not_named = [s for s in query.skills if all(s not in _needs(draft, goal) for goal in goals[:2])]
    if not_named:
        names = sentence_list(library.skills[s].name for s in not_named[:3])
        page.paragraph(f"{names}: not on the list for this role in what I know.")
    draft.offer_topic("self-education")


def _needs(draft: Draft, role: str) -> set[str]:
    skills = draft.library.roles[role].skills
    return {need.skill for need in (*skills.main, *skills.useful)}


def _skills_themselves(draft: Draft) -> None:
    """No role in sight: the skills that were named, and which roles lean on them."""
    page, library = draft.page, draft.library
    page.heading("Skills")
    for skill in draft.query.skills[:4]:
        entry = library.skills[skill]
        users = [role.name for role in library.roles.values() if skill in {n.skill for n in role.skills.main}]
        uses = f" A main skill of: {sentence_list(inside(name) for name in users[:6])}." if users else ""
        page.paragraph(f"{entry.name}: {entry.about}{uses}")
    if not draft.query.skills:
        page.paragraph("Which role is it for? The skills differ a good deal between them.")
    for topic in [t.name for t in draft.query.topics[:1]]:
        page.claim(library.topics[topic].summary)
        draft.topics.append(topic)
        draft.offer_topic(topic)
    for role in ("data-analyst", "data-engineer", "ml-engineer"):
        if role in library.roles:
            draft.offer_skills(role)


def second_part_skills(draft: Draft) -> None:
    for role in [r for r in draft.query.roles if r != draft.query.start][:1]:
        draft.page.heading("Skills it takes", 2)
        needs = draft.library.roles[role].skills.main[:4]
        draft.page.items("", [f"{draft.library.skills[n.skill].name}: {draft.page.say(n)}" for n in needs])
        draft.offer_skills(role)
