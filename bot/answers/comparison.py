"""Two to four roles side by side: purpose, work, shared and separate skills, how they work together, moves between them."""

from itertools import pairwise, permutations
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import Picture, Table, join_names, lowercase_name
from bot.answers.role import aspect_of
from bot.careers.paths import find_path
from bot.knowledge.schema import Role

MOST_ROLES: Final = 4


def answer_compare(answer: AnswerBuilder) -> None:
    roles = [answer.library.roles[role] for role in answer.query.roles if role in answer.library.roles][:MOST_ROLES]
    page = answer.page
    page.heading(" vs ".join([roles[0].name, *(lowercase_name(role.name) for role in roles[1:])]))
    shared = _shared_skills(roles)
    aspect = aspect_of(answer.query.plain)
    page.blocks.append(Table(columns=("", *(role.name for role in roles)), rows=_rows(answer, roles, shared, aspect)))
    if shared and aspect is None:
        names = join_names(answer.library.skills[skill].name for skill in shared)
        page.paragraph(f"Shared skills: {names}.")
    page.items("How they differ", _differences(answer, roles, 2 if answer.is_brief else 4))
    if not answer.is_brief:
        page.items("Moving between them", _moves(answer, roles))
    answer.picture = Picture("comparison", tuple(role.id for role in roles))
    answer.offer_move(roles[0].id, roles[1].id)
    answer.offer_move(roles[1].id, roles[0].id)
    answer.offer_skills(roles[0].id)
    for topic in [t for t in answer.query.topics if t.score > 0.15][:1]:
        answer.offer_topic(topic.name)


def side_by_side(answer: AnswerBuilder, roles: tuple[str, ...]) -> Table:
    """The skills that only one of the roles needs, beside each other."""
    compared = [answer.library.roles[role] for role in roles[:MOST_ROLES]]
    skills = ("Skills of its own", *(_own_skills(answer, role, _shared_skills(compared)) for role in compared))
    return Table(columns=("", *(role.name for role in compared)), rows=(skills,))


def _rows(answer: AnswerBuilder, roles: list[Role], shared: list[str], aspect: str | None) -> tuple[tuple[str, ...], ...]:
    """The rows of the table. Where the question asks for one aspect only, the rows are the purpose and that aspect."""
    say = answer.page.cite
    rows: list[tuple[str, ...]] = [("What it is for", *(say(role.summary) for role in roles))]
    if aspect is None and answer.is_brief:
        rows.append(("Skills of its own", *(_own_skills(answer, role, shared) for role in roles)))
        return tuple(rows)
    if aspect in (None, "names"):
        rows.append(("Typical work", *(say(role.work[0]) for role in roles)))
        rows.append(("Skills of its own", *(_own_skills(answer, role, shared) for role in roles)))
    if aspect in (None, "entry"):
        rows.append(("As a first job", *(say(role.entry) for role in roles)))
    if aspect == "team":
        rows.append(("Works with", *(say(role.works_with[0]) if role.works_with else "–" for role in roles)))
    if aspect == "feel":
        rows.append(("Who enjoys it", *(say(role.enjoys[0]) if role.enjoys else "–" for role in roles)))
    if aspect in (None, "feel"):
        rows.append(("Watch out for", *(say(role.beware[0]) if role.beware else "–" for role in roles)))
    return tuple(rows)


def _shared_skills(roles: list[Role]) -> list[str]:
    """Skills that every one of the roles needs, main or useful, in the order of the first role's."""
    needs = [{n.skill for n in (*role.skills.main, *role.skills.useful)} for role in roles]
    return [n.skill for n in (*roles[0].skills.main, *roles[0].skills.useful) if all(n.skill in have for have in needs)]


def _own_skills(answer: AnswerBuilder, role: Role, shared: list[str]) -> str:
    return answer.skill_names(need for need in role.skills.main if need.skill not in shared) or "–"


def _differences(answer: AnswerBuilder, roles: list[Role], most: int) -> list[str]:
    found = [(a, b, near) for a, b in permutations(roles, 2) for near in a.neighbours if near.role == b.id]
    return [f"{a.name} and {lowercase_name(b.name)}: {answer.page.cite(near)}" for a, b, near in found[:most]]


def _moves(answer: AnswerBuilder, roles: list[Role]) -> list[str]:
    items = []
    for a, b in [*pairwise(roles), *((b, a) for a, b in pairwise(roles))][:4]:
        label = f"{a.name} → {lowercase_name(b.name)}"
        if told := answer.library.moves.get((a.id, b.id)):
            items.append(f"{label}: {answer.page.cite(told[0].summary)}")
        elif len(way := find_path(answer.library, a.id, b.id)) > 1:
            steps = " → ".join([answer.name(way[0].start), *(answer.inline_name(leg.goal) for leg in way)])
            items.append(f"{label}: no document tells of it directly. Two known moves lead there: {steps}.")
    return items


def second_part_compare(answer: AnswerBuilder) -> None:
    roles = [answer.library.roles[role] for role in answer.query.roles][:MOST_ROLES]
    answer.page.heading("Side by side", 2)
    answer.page.items("", [f"{role.name}: {answer.page.cite(role.summary)}" for role in roles])
    answer.page.items("", _differences(answer, roles, 2))
