"""What to learn for a role: why each skill matters, what to learn first, and what the person already has."""

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import join_names, lowercase_name
from bot.careers.skill_gap import skill_gap


def answer_skills(answer: AnswerBuilder) -> None:
    query, page, library = answer.query, answer.page, answer.library
    goals = [role for role in query.roles if role != query.start] or list(query.roles)
    if not goals:
        _skills_themselves(answer)
        return
    start = query.start or (answer.profile.role if answer.profile.role not in goals else None)
    for goal in goals[:2]:
        gap = skill_gap(library, goal, start, answer.profile.skills)
        page.heading(f"What {answer.name_with_article(goal)} needs to know")
        if gap.have and (start or gap.told):
            origin = "from what you told me" if start is None else f"coming from {answer.inline_name(start)}"
            page.paragraph(f"Already there, {origin}: {answer.skill_names(gap.have)}.")
        asked = [n for n in (*gap.missing, *gap.perhaps, *gap.have, *gap.useful) if n.skill in query.skills]
        page.items("What you asked about", answer.skills_with_reasons(asked))
        if gap.perhaps:
            page.paragraph(f"You may know already: {answer.skill_names(gap.perhaps)}.")
        missing = answer.still_to_learn([n for n in gap.missing if n not in asked][: answer.most("roles.skills")])
        page.items("Learn first", answer.skills_with_reasons(missing))
        page.items(
            "Also useful", answer.skills_with_reasons([n for n in gap.useful if n not in asked][: answer.most("roles.useful")])
        )
        answer.offer_move(start, goal)
        answer.offer_role(goal)
    not_named = [s for s in query.skills if all(s not in _needs(answer, goal) for goal in goals[:2])]
    if not_named:
        names = join_names(library.skills[s].name for s in not_named[:3])
        page.paragraph(
            f"{names}: not among the skills that I list for this role. My list holds what counts most, not everything."
        )
    answer.offer_topic("self-education")


def _needs(answer: AnswerBuilder, role: str) -> set[str]:
    skills = answer.library.roles[role].skills
    return {need.skill for need in (*skills.main, *skills.useful)}


def _skills_themselves(answer: AnswerBuilder) -> None:
    """A question without a role: the skills that it names, and the roles that need them."""
    page, library = answer.page, answer.library
    page.heading("Skills")
    for skill in answer.query.skills[:4]:
        entry = library.skills[skill]
        users = [role.name for role in library.roles.values() if skill in {n.skill for n in role.skills.main}]
        uses = f" A main skill of: {join_names(lowercase_name(name) for name in users[:6])}." if users else ""
        page.paragraph(f"{entry.name}: {entry.about}{uses}")
    if not answer.query.skills:
        page.paragraph("Which role is it for? The skills differ a good deal between them.")
    for topic in [t.name for t in answer.query.topics[:1]]:
        page.claim(library.topics[topic].summary)
        answer.topics.append(topic)
        answer.offer_topic(topic)
    for role in library.guidance.first_skill_roles:
        if role in library.roles:
            answer.offer_skills(role)


def second_part_skills(answer: AnswerBuilder) -> None:
    for role in [r for r in answer.query.roles if r != answer.query.start][:1]:
        answer.page.heading("Skills it takes", 2)
        answer.page.items("", answer.skills_with_reasons(answer.library.roles[role].skills.main[:4]))
        answer.offer_skills(role)
