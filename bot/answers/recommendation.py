"""Up to three roles that fit, each with the reason, what is there already and what is missing."""

from bot.answers.builder import Draft
from bot.answers.reply import inside, sentence_list
from bot.careers.recommendation import Recommendation, recommend

ASK_FOR_MORE = (
    "I have too little to go on. What do you like doing most: finding things out in data, building models, building the systems "
    "underneath, or leading people? And what would you rather not do?"
)


def answer_recommend(draft: Draft) -> None:
    query, profile, page, library = draft.query, draft.profile, draft.page, draft.library
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
        without=[own] if own and own not in asked else [],
        only=asked if len(asked) >= 2 else (),
    )
    page.heading("Roles that could fit you")
    if not found:
        page.paragraph(ASK_FOR_MORE)
        draft.offer("I like statistics and experiments")
        draft.offer("I like building pipelines and infrastructure")
        draft.offer("I like SQL and talking to people")
        draft.offer_topic("unsure-which-role")
        return
    page.paragraph(_heard(draft, likes, dislikes, own))
    for recommendation in found:
        _one(draft, recommendation, told=bool(skills))
    if not likes and not dislikes:
        page.paragraph("Tell me what you like and what you would rather not do, and I can be more precise.")
    best = found[0].role
    draft.offer_move(own, best.id)
    draft.offer_role(best.id)
    if len(found) > 1:
        draft.offer_comparison(best.id, found[1].role.id)
    draft.offer_topic(next((c.name for c in query.topics if c.score > 0.2), "unsure-which-role"))


def _heard(draft: Draft, likes: tuple[str, ...], dislikes: tuple[str, ...], own: str | None) -> str:
    """What the recommendation rests on, so that a misreading is seen at once."""
    parts = []
    if own:
        parts.append(f"you work as {inside(draft.name(own))}")
    if likes:
        parts.append(f"you like {sentence_list(_spoken(t) for t in likes)}")
    if dislikes:
        parts.append(f"you would rather not have {sentence_list((_spoken(t) for t in dislikes), 'or')}")
    if draft.query.skills:
        parts.append(f"you know {sentence_list(draft.library.skills[s].name for s in draft.query.skills)}")
    return f"Going by this: {'; '.join(parts)}." if parts else ""


def _spoken(trait: str) -> str:
    return trait.replace("-", " ")


def _one(draft: Draft, found: Recommendation, *, told: bool) -> None:
    page, library = draft.page, draft.library
    page.heading(found.role.name, 2)
    page.claim(found.role.summary)
    items = [page.say(reason) for reason in found.fits[:3]]
    if told and found.have:
        items.append(f"Already there: {sentence_list(library.skills[n.skill].name for n in found.have)}.")
    if found.missing:
        items.append(f"To learn: {sentence_list(library.skills[n.skill].name for n in found.missing[:4])}.")
    items += [f"But: {page.say(reason)}" for reason in found.clashes[:1]]
    page.items("Why", items)


def second_part_recommend(draft: Draft) -> None:
    found = recommend(
        draft.library,
        likes=(*draft.profile.likes, *draft.query.likes),
        dislikes=(*draft.profile.dislikes, *draft.query.dislikes),
        skills=(*draft.profile.skills, *draft.query.skills),
        described={c.name: c.score for c in draft.query.described},
    )
    draft.page.heading("Roles that could fit", 2)
    if not found:
        draft.page.paragraph("Tell me what you like doing and I can name roles that fit.")
    draft.page.items("", [f"{r.role.name}: {draft.page.say(r.role.summary)}" for r in found[:2]])
