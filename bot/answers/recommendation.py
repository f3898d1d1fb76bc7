"""Up to three roles that fit, each with the reason, what is there already and what is missing."""

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import join_names
from bot.careers.recommendation import Recommendation, recommend

ASK_FOR_MORE = (
    "I have too little to go on. What do you like doing most: finding things out in data, building models, building the systems "
    "underneath, or leading people? And what would you rather not do?"
)


def answer_recommend(answer: AnswerBuilder) -> None:
    query, profile, page, library = answer.query, answer.profile, answer.page, answer.library
    own = query.said_start or profile.role
    asked = [role for role in query.roles if role != own]
    likes = tuple(dict.fromkeys((*(t for t in profile.likes if t not in query.dislikes), *query.likes)))
    dislikes = tuple(dict.fromkeys((*(t for t in profile.dislikes if t not in query.likes), *query.dislikes)))
    skills = set(profile.skills) | set(query.skills)
    if own:
        skills |= {need.skill for need in library.roles[own].skills.main}
    found = recommend(
        library,
        likes=likes,
        dislikes=dislikes,
        skills=skills,
        described={c.name: c.score for c in query.described},
        without=[*answer.excluded, *([own] if own and own not in asked else [])],
        only=asked if len(asked) >= 2 else (),
    )
    page.heading("Roles that could fit you")
    if not found:
        page.paragraph(ASK_FOR_MORE)
        answer.offer("I like statistics and experiments")
        answer.offer("I like building pipelines and infrastructure")
        answer.offer("I like SQL and talking to people")
        answer.offer_topic(answer.library.guidance.undecided_topic)
        return
    page.paragraph(_heard(answer, likes, dislikes, own))
    for recommendation in found:
        _one(answer, recommendation, told=bool(skills))
    if not likes and not dislikes:
        page.paragraph("Tell me what you like and what you would rather not do, and I can be more precise.")
    answer.listed += [recommendation.role.id for recommendation in found]
    best = found[0].role
    answer.offer_move(own, best.id)
    answer.offer_role(best.id)
    if len(found) > 1:
        answer.offer_comparison(best.id, found[1].role.id)
    answer.offer_topic(next((c.name for c in query.topics if c.score > 0.2), answer.library.guidance.undecided_topic))


def _heard(answer: AnswerBuilder, likes: tuple[str, ...], dislikes: tuple[str, ...], own: str | None) -> str:
    """What the recommendation is based on, so that the person sees a misreading at once."""
    parts = []
    if own:
        parts.append(f"you work as {answer.inline_name(own)}")
    if likes:
        parts.append(f"you like {join_names(_spoken(t) for t in likes)}")
    if dislikes:
        parts.append(f"you would rather not have {join_names((_spoken(t) for t in dislikes), 'or')}")
    if answer.query.skills:
        parts.append(f"you know {join_names(answer.library.skills[s].name for s in answer.query.skills)}")
    return f"Going by this: {'; '.join(parts)}." if parts else ""


def _spoken(trait: str) -> str:
    return trait.replace("-", " ")


def _one(answer: AnswerBuilder, found: Recommendation, *, told: bool) -> None:
    page, library = answer.page, answer.library
    page.heading(found.role.name, 2)
    page.claim(found.role.summary)
    items = [page.cite(reason) for reason in found.fits[: 1 if answer.is_brief else 3]]
    if told and found.have and not answer.is_brief:
        items.append(f"Already there: {join_names(library.skills[n.skill].name for n in found.have)}.")
    if found.missing and not answer.is_brief:
        items.append(f"To learn: {join_names(library.skills[n.skill].name for n in found.missing[:4])}.")
    items += [f"But: {page.cite(reason)}" for reason in found.clashes[:1]]
    page.items("Why", items)


def second_part_recommend(answer: AnswerBuilder) -> None:
    found = recommend(
        answer.library,
        likes=(*answer.profile.likes, *answer.query.likes),
        dislikes=(*answer.profile.dislikes, *answer.query.dislikes),
        skills=(*answer.profile.skills, *answer.query.skills),
        described={c.name: c.score for c in answer.query.described},
    )
    answer.page.heading("Roles that could fit", 2)
    if not found:
        answer.page.paragraph("Tell me what you like doing and I can name roles that fit.")
    answer.page.items("", [f"{r.role.name}: {answer.page.cite(r.role.summary)}" for r in found[:2]])
