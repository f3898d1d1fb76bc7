"""Alt text of a picture, for people who cannot see it: complete sentences, the most important first."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.answers.reply import join_names, lowercase_name, with_article
from bot.careers.paths import find_path
from bot.knowledge.library import Library
from bot.knowledge.schema import AREAS
from bot.pictures.picture_spec import PictureSpec
from bot.pictures.table_data import FIRST_JOB, compare_skills, marked_moves, path_legs

LONGEST: Final = 1024
"""Discord's limit for the alt text of an attachment, in characters."""

STANDING: Final = {
    "told": "told by somebody who made it",
    "discussed": "discussed, but told by nobody",
    None: "told by no document",
}


def describe(library: Library, spec: PictureSpec) -> str:
    """The alt text of the picture, at most LONGEST characters. Sentences that do not fit are left out as a whole."""
    match spec.kind:
        case "map":
            sentences = _map(library, spec)
        case "comparison":
            sentences = _comparison(library, spec)
        case "path":
            sentences = _path(library, spec)
    return _fit(sentences)


def _fit(sentences: Iterable[str]) -> str:
    """The sentences that fit, joined. A first sentence that is too long by itself is cut after a word."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) <= LONGEST:
            text = longer
        elif not text:
            text = longer[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return text


def _map(library: Library, spec: PictureSpec) -> list[str]:
    areas = {area: [role.name for role in library.roles.values() if role.area == area] for area in AREAS}
    named = [f"{area.capitalize()}: {_join_lowercase(sorted(names))}." for area, names in areas.items() if names]
    sentences = ["A map of the roles by area, with moves between them as arrows.", *named]
    if spec.place:
        sentences.append(f"You are marked as {with_article(library.roles[spec.place].name)}.")
    if spec.goal:
        sentences.append(f"Your goal is marked: {lowercase_name(library.roles[spec.goal].name)}.")
    if spec.place and spec.goal:
        way = [leg for leg in find_path(library, spec.place, spec.goal) if not leg.general]
        stops = " → ".join(_join_lowercase([library.roles[role].name]) for role in (spec.place, *(leg.goal for leg in way)))
        sentences.append(f"The way between them: {stops}." if way else "No known moves lead from the one to the other.")
    marked = marked_moves(library, spec)
    moves = [move for move in library.moves if move[0] != move[1]]
    told = [move for move in moves if library.moves[move][0].standing == "told" and (marked is None or move in marked)]
    discussed = [move for move in moves if move in (marked or ()) and move not in told]
    if not (spec.place and spec.goal):
        if marked is not None:
            sentences.append("The moves from there stand out." if spec.place else "The moves to it stand out.")
        sentences.extend(_moves(library, told, len(discussed)))
    return sentences


def _moves(library: Library, told: Sequence[tuple[str, str]], discussed: int) -> list[str]:
    """One sentence with the number of moves, then the told moves grouped by their start, the start with most goals first."""
    goals: dict[str, list[str]] = {}
    for start, goal in told:
        goals.setdefault(start, []).append(goal)
    listed = [
        f"{library.roles[start].name} to {_join_lowercase(library.role_names(found), 'or')}."
        for start, found in sorted(goals.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    standing = f"{_number_of(len(told), 'move').capitalize()} told as solid arrows"
    standing += f", {_number_of(discussed, 'move')} discussed as dashed ones." if discussed else "."
    return [f"{standing}{' Told:' if listed else ''}", *listed]


def _comparison(library: Library, spec: PictureSpec) -> list[str]:
    roles = [library.roles[role] for role in spec.roles]
    table = compare_skills(library, spec.roles)
    sentences = [f"A table of skills for {_join_lowercase(role.name for role in roles)}."]
    jobs = join_names(f"{lowercase_name(role.name)} {FIRST_JOB[role.entry.level]}" for role in roles)
    sentences.append(f"As a first job: {jobs}.")
    if table.shared:
        skills = _join_skills(library, [row.skill for row in table.shared])
        sentences.append(f"{'Both' if len(roles) == 2 else 'All'} need {skills}.")
    shared = {row.skill for row in table.shared}
    rows = (*table.shared, *table.partly, *table.single)
    for kind in ("main", "useful"):
        for column, role in enumerate(roles):
            own = [row.skill for row in rows if row.needs[column] == kind and row.skill not in shared]
            if own:
                sentences.append(
                    f"{'Main' if kind == 'main' else 'Useful'} for {with_article(role.name)}: {_join_skills(library, own)}."
                )
    return sentences


def _path(library: Library, spec: PictureSpec) -> list[str]:
    legs = path_legs(library, spec.roles)
    stops = ", then ".join(lowercase_name(library.roles[role].name) for role in spec.roles[1:])
    sentences = [
        f"A path in {_number_of(len(legs), 'move')} from {lowercase_name(library.roles[spec.roles[0]].name)} to {stops}."
    ]
    for index, leg in enumerate(legs):
        start, goal = (lowercase_name(library.roles[role].name) for role in (leg.start, leg.goal))
        learn = f"; to learn: {_join_skills(library, leg.learn)}" if leg.learn else ""
        begin = "The move" if len(legs) == 1 else f"Move {index + 1}"
        sentences.append(f"{begin} from {start} to {goal} is {STANDING[leg.standing]}{learn}.")
    if spec.place:
        sentences.append(f"You are marked as {with_article(library.roles[spec.place].name)}.")
    if spec.goal:
        sentences.append(f"Your goal is marked: {lowercase_name(library.roles[spec.goal].name)}.")
    return sentences


def _join_lowercase(names: Iterable[str], last: str = "and") -> str:
    return join_names((lowercase_name(name) for name in names), last)


def _join_skills(library: Library, skills: Iterable[str]) -> str:
    return join_names(library.skills[skill].name for skill in skills)


def _number_of(number: int, thing: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return f"{words[number] if number < len(words) else number} {thing}{'' if number == 1 else 's'}"


def describe_weeks(bars: Sequence[tuple[str, int, int]]) -> str:
    """The alt text of the weekly chart: the totals, the busiest week and the last week. `bars` must not be empty."""
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
