"""What a role is: its purpose, its work, its neighbours, its skills, how to get in, who enjoys it."""

import re
from typing import Final

from bot.answers.builder import Draft
from bot.answers.reply import an, inside, sentence_list
from bot.knowledge.schema import Role, SkillNeed

MOST_ROLES: Final = 4
_LEVELS: Final = {
    "entry": "Realistic as a first job",
    "near-entry": "Sometimes a first job, more often a second",
    "experienced": "Rarely a first job",
}
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


def answer_role(draft: Draft) -> None:
    library, query = draft.library, draft.query
    for title in dict.fromkeys(query.titles):
        entry = library.titles[title]
        draft.page.heading(entry.name)
        draft.page.claim(entry.note)
    roles = [library.roles[role] for role in query.roles if role in library.roles][:MOST_ROLES]
    for role in roles:
        if len(roles) == 1:
            _whole(draft, role, aspect_of(query.plain))
        else:
            _brief(draft, role)
    if not roles:
        return
    first = roles[0]
    own = draft.profile.role
    draft.offer_skills(first.id)
    draft.offer_move(own, first.id) if own != first.id else draft.offer(f"Where do people go from {inside(first.name)}?")
    for other in (first.confusable or first.related)[:1]:
        draft.offer_comparison(first.id, other)
    for topic in [t for t in query.topics if t.score > 0.15][:1]:
        draft.offer_topic(topic.name)


def aspect_of(text: str) -> str | None:
    """The side of a role that the question is about, if any: `entry`, `team`, `feel` or `names`."""
    return next((name for name, pattern in _ASPECTS if pattern.search(text)), None)


def _whole(draft: Draft, role: Role, aspect: str | None) -> None:
    page = draft.page
    page.heading(role.name)
    page.claim(role.summary)
    sections = {"entry": _entry, "team": _team, "feel": _feel, "names": _names}
    if aspect:
        sections[aspect](draft, role)
    page.listing("What it does", role.work, most=4)
    for name, section in sections.items():
        if name == "feel":
            _neighbours(draft, role)
            _skills(draft, role)
        if name != aspect:
            section(draft, role)


def _brief(draft: Draft, role: Role) -> None:
    draft.page.heading(role.name)
    draft.page.claim(role.summary)
    draft.page.listing("What it does", role.work, most=2)


def _team(draft: Draft, role: Role) -> None:
    draft.page.listing("Works with", role.works_with, most=1 if draft.query.also else 2)


def _neighbours(draft: Draft, role: Role) -> None:
    shown = role.neighbours[:1]
    draft.page.items("Next to it", [f"{draft.name(n.role)}: {draft.page.say(n)}" for n in shown])


def _skills(draft: Draft, role: Role) -> None:
    def names(needs: tuple[SkillNeed, ...]) -> str:
        return sentence_list(draft.library.skills[need.skill].name for need in needs)

    for need in (*role.skills.main, *role.skills.useful):
        draft.page.say(need)
    items = [f"Main: {names(role.skills.main)}."]
    if role.skills.useful:
        items.append(f"Also useful: {names(role.skills.useful)}.")
    draft.page.items("Skills", items)


def _names(draft: Draft, role: Role) -> None:
    others = [title for title in role.titles if title.lower() != role.name.lower()]
    if others:
        draft.page.paragraph(f"Also called: {sentence_list(others)}.")


def _entry(draft: Draft, role: Role) -> None:
    draft.page.paragraph(f"{_LEVELS[role.entry.level]}. {draft.page.say(role.entry)}")


def _feel(draft: Draft, role: Role) -> None:
    draft.page.listing("Who enjoys it", role.enjoys, most=1)
    draft.page.listing("Watch out for", role.beware, most=1)


def second_part_role(draft: Draft) -> None:
    """The short form, under another answer."""
    for role_id in draft.query.roles[:2]:
        role = draft.library.roles[role_id]
        draft.page.heading(f"What {an(role.name)} does", 2)
        draft.page.claim(role.summary)
        draft.page.listing("", role.work, most=2)
