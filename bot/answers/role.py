"""What a role is: its purpose, its work, its neighbours, its skills, how to get in, who enjoys it."""

import re
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import join_names, lowercase_name, with_article
from bot.knowledge.schema import Role, SkillNeed

MOST_ROLES: Final = 4
_ASPECTS: Final = (
    (
        "entry",
        re.compile(
            r"\b(?:entry|junior|first job|beginner|get in|get into|easier|easiest|hardest|harder|straight (?:out of|from)|no experience|graduates?)\b"
        ),
    ),
    ("team", re.compile(r"\b(?:team|sits?|works? with|colleagues|report to|stakeholders)\b")),
    (
        "feel",
        re.compile(
            r"\b(?:boring|bored|enjoy|like|stress\w*|fun|happy|dark side|worst|best part|downsides?|watch out|hate|worth)\b"
        ),
    ),
    ("names", re.compile(r"\b(?:called|titles?|name)\b")),
)


def answer_role(answer: AnswerBuilder) -> None:
    library, query = answer.library, answer.query
    for title in dict.fromkeys(query.titles):
        entry = library.titles[title]
        answer.page.heading(entry.name)
        answer.page.claim(entry.note)
    roles = [library.roles[role] for role in query.roles if role in library.roles][:MOST_ROLES]
    for role in roles:
        if len(roles) == 1:
            _whole(answer, role, aspect_of(query.plain))
        else:
            _brief(answer, role)
    if not roles:
        return
    first = roles[0]
    own = answer.profile.role
    answer.offer_skills(first.id)
    answer.offer_move(own, first.id) if own != first.id else answer.offer(
        f"Where do people go from {lowercase_name(first.name)}?"
    )
    for other in (first.confusable or first.related)[:1]:
        answer.offer_comparison(first.id, other)
    for topic in [t for t in query.topics if t.score > 0.15][:1]:
        answer.offer_topic(topic.name)


def aspect_of(text: str) -> str | None:
    """The aspect of a role that the question asks for: `entry`, `team`, `feel` or `names`; None when it asks for none."""
    return next((name for name, pattern in _ASPECTS if pattern.search(text)), None)


def _whole(answer: AnswerBuilder, role: Role, aspect: str | None) -> None:
    page = answer.page
    page.heading(role.name)
    page.claim(role.summary)
    sections = {"entry": _entry, "team": _team, "feel": _feel, "names": _names}
    if aspect:
        sections[aspect](answer, role)
    page.listing("What it does", role.work, most=answer.most("roles.work"))
    if answer.is_brief:
        if aspect is None:
            _entry(answer, role)
        return
    for name, section in sections.items():
        if name == "feel":
            _neighbours(answer, role)
            _skills(answer, role)
        if name != aspect:
            section(answer, role)


def _brief(answer: AnswerBuilder, role: Role) -> None:
    answer.page.heading(role.name)
    answer.page.claim(role.summary)
    answer.page.listing("What it does", role.work, most=2)


def _team(answer: AnswerBuilder, role: Role) -> None:
    answer.page.items("Works with", answer.attributed(role.works_with[: answer.most("roles.works_with")]))


def _neighbours(answer: AnswerBuilder, role: Role) -> None:
    shown = role.neighbours[:1]
    answer.page.items("Next to it", [f"{answer.name(n.role)}: {answer.page.cite(n)}" for n in shown])


def _skills(answer: AnswerBuilder, role: Role) -> None:
    def names(needs: tuple[SkillNeed, ...]) -> str:
        return join_names(answer.library.skills[need.skill].name for need in needs)

    answer.page.credit((*role.skills.main, *role.skills.useful))
    items = [f"Main: {names(role.skills.main)}."]
    if role.skills.useful:
        items.append(f"Also useful: {names(role.skills.useful)}.")
    answer.page.items("Skills", items)


def _names(answer: AnswerBuilder, role: Role) -> None:
    others = [title for title in role.titles if title.lower() != role.name.lower()]
    if others:
        answer.page.paragraph(f"Also called: {join_names(others)}.")


def _entry(answer: AnswerBuilder, role: Role) -> None:
    answer.page.claim(role.entry)


def _feel(answer: AnswerBuilder, role: Role) -> None:
    answer.page.items("Who enjoys it", answer.attributed(role.enjoys[: answer.most("roles.enjoys")]))
    answer.page.items("Watch out for", answer.attributed(role.beware[: answer.most("roles.beware")]))


def second_part_role(answer: AnswerBuilder) -> None:
    """The short form, as the second part of another answer."""
    for role_id in answer.query.roles[:2]:
        role = answer.library.roles[role_id]
        answer.page.heading(f"What {with_article(role.name)} does", 2)
        answer.page.claim(role.summary)
        answer.page.listing("", role.work, most=2)
