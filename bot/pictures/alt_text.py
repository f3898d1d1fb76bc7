"""A picture in words, for those who do not see it: complete sentences, the most telling first."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.answers.reply import join_names, lowercase_name, with_article
from bot.careers.paths import find_path
from bot.knowledge.library import Library
from bot.knowledge.schema import AREAS
from bot.pictures.picture_spec import PictureSpec
from bot.pictures.table_data import FIRST_JOB, compare_skills, marked_moves, path_legs

LONGEST: Final = 1024
"""Discord's limit for the description of a picture."""

STANDING: Final = {
    "told": "told by somebody who made it",
    "discussed": "discussed, but told by nobody",
    None: "told by no document",
}


def describe(library: Library, subject: PictureSpec) -> str:
    """What the picture shows, in at most LONGEST characters; sentences that are too many are left out whole."""
    match subject.kind:
        case "map":
            sentences = _map(library, subject)
        case "comparison":
            sentences = _comparison(library, subject)
        case "path":
            sentences = _path(library, subject)
    return _within(sentences)


def _within(sentences: Iterable[str]) -> str:
    """As many of the sentences as there is room for; a first one that is too long by itself is cut at a word."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) <= LONGEST:
            text = longer
        elif not text:
            text = longer[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return text


def _map(library: Library, subject: PictureSpec) -> list[str]:
    areas = {area: [role.name for role in library.roles.values() if role.area == area] for area in AREAS}
    named = [f"{area.capitalize()}: {_names(sorted(names))}." for area, names in areas.items() if names]
    sentences = ["A map of the roles by area, with moves between them as arrows.", *named]
    if subject.place:
        sentences.append(f"You are marked as {with_article(library.roles[subject.place].name)}.")
    if subject.goal:
        sentences.append(f"Your goal is marked: {lowercase_name(library.roles[subject.goal].name)}.")
    if subject.place and subject.goal:
        way = find_path(library, subject.place, subject.goal)
        stops = " → ".join(_names([library.roles[role].name]) for role in (subject.place, *(leg.goal for leg in way)))
        sentences.append(f"The way between them: {stops}." if way else "No known moves lead from the one to the other.")
    marked = marked_moves(library, subject)
    shown = [move for move in library.moves if move[0] != move[1] and (marked is None or move in marked)]
    told = [move for move in shown if library.moves[move][0].standing == "told"]
    if not (subject.place and subject.goal):
        if marked is not None:
            sentences.append("The moves from there stand out." if subject.place else "The moves to it stand out.")
        sentences.extend(_moves(library, told, len(shown) - len(told)))
    return sentences


def _moves(library: Library, told: Sequence[tuple[str, str]], discussed: int) -> list[str]:
    """How many moves there are, and the told ones by where they start, those with most goals first."""
    goals: dict[str, list[str]] = {}
    for start, goal in told:
        goals.setdefault(start, []).append(goal)
    listed = [
        f"{library.roles[start].name} to {_names(library.role_names(found), 'or')}."
        for start, found in sorted(goals.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    standing = (
        f"{_count(len(told), 'move').capitalize()} told as solid arrows, {_count(discussed, 'move')} discussed as dashed ones."
    )
    return [f"{standing}{' Told:' if listed else ''}", *listed]


def _comparison(library: Library, subject: PictureSpec) -> list[str]:
    roles = [library.roles[role] for role in subject.roles]
    table = compare_skills(library, subject.roles)
    sentences = [f"A table of skills for {_names(role.name for role in roles)}."]
    jobs = join_names(f"{lowercase_name(role.name)} {FIRST_JOB[role.entry.level]}" for role in roles)
    sentences.append(f"As a first job: {jobs}.")
    if table.shared:
        sentences.append(f"{'Both' if len(roles) == 2 else 'All'} need {_skills(library, [row.skill for row in table.shared])}.")
    shared = {row.skill for row in table.shared}
    rows = (*table.shared, *table.partly, *table.single)
    for kind in ("main", "useful"):
        for column, role in enumerate(roles):
            own = [row.skill for row in rows if row.needs[column] == kind and row.skill not in shared]
            if own:
                sentences.append(
                    f"{'Main' if kind == 'main' else 'Useful'} for {with_article(role.name)}: {_skills(library, own)}."
                )
    return sentences


def _path(library: Library, subject: PictureSpec) -> list[str]:
    legs = path_legs(library, subject.roles)
    stops = ", then ".join(lowercase_name(library.roles[role].name) for role in subject.roles[1:])
    sentences = [f"A path in {_count(len(legs), 'move')} from {lowercase_name(library.roles[subject.roles[0]].name)} to {stops}."]
    for index, leg in enumerate(legs):
        start, goal = (lowercase_name(library.roles[role].name) for role in (leg.start, leg.goal))
        learn = f"; to learn: {_skills(library, leg.learn)}" if leg.learn else ""
        begin = "The move" if len(legs) == 1 else f"Move {index + 1}"
        sentences.append(f"{begin} from {start} to {goal} is {STANDING[leg.standing]}{learn}.")
    if subject.place:
        sentences.append(f"You are marked as {with_article(library.roles[subject.place].name)}.")
    if subject.goal:
        sentences.append(f"Your goal is marked: {lowercase_name(library.roles[subject.goal].name)}.")
    return sentences


def _names(names: Iterable[str], last: str = "and") -> str:
    return join_names((lowercase_name(name) for name in names), last)


def _skills(library: Library, skills: Iterable[str]) -> str:
    return join_names(library.skills[skill].name for skill in skills)


def _count(number: int, thing: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return f"{words[number] if number < len(words) else number} {thing}{'' if number == 1 else 's'}"


def describe_weeks(bars: Sequence[tuple[str, int, int]]) -> str:
    """Questions by week: all of them, the busiest week, and the last."""
    asked = sum(answered + declined for _, answered, declined in bars)
    refused = sum(declined for _, _, declined in bars)
    label, answered, declined = bars[-1]
    busiest = max(bars, key=lambda bar: bar[1] + bar[2])
    weeks = "week" if len(bars) == 1 else f"{len(bars)} weeks"
    return (
        f"Questions in the {weeks} up to that of {label}: {asked} in all, {refused} of them declined. "
        f"The busiest week began on {busiest[0]} with {busiest[1] + busiest[2]}; "
        f"in the last one {answered} were answered and {declined} declined."
    )
