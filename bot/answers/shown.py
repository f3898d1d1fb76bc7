"""How many claims of each list an answer shows, and the claims that no answer shows."""

from collections.abc import Mapping
from typing import Final

from bot.knowledge.integrity.claims import claims_of_files
from bot.knowledge.problems import Place, Problem
from bot.knowledge.schema import ListedClaim
from bot.knowledge.snapshot import Snapshot

SHOWN: Final[Mapping[str, int]] = {
    "roles.work": 4,
    "roles.works_with": 2,
    "roles.enjoys": 1,
    "roles.beware": 1,
    "roles.ways_in": 2,
    "roles.ways_on": 3,
    "roles.steps": 4,
    "roles.skills": 20,
    "roles.useful": 4,
    "transitions.brings": 3,
    "transitions.learn": 6,
    "transitions.steps": 6,
    "transitions.accounts": 3,
    "transitions.warnings": 3,
    "topics.points": 4,
    "topics.other_side": 2,
    "topics.steps": 4,
    "stories.points": 1,
    "stories.lessons": 4,
}
"""Kind of entry and list → how many of its claims are shown. What stands after them is shown only when something refers to it,
or to people who ask about one of its roles."""


BRIEF: Final[Mapping[str, int]] = {
    "roles.work": 3,
    "roles.works_with": 1,
    "roles.enjoys": 1,
    "roles.beware": 0,
    "roles.ways_in": 0,
    "roles.ways_on": 2,
    "roles.steps": 2,
    "roles.skills": 4,
    "roles.useful": 1,
    "transitions.brings": 2,
    "transitions.learn": 3,
    "transitions.steps": 2,
    "transitions.accounts": 0,
    "transitions.warnings": 1,
    "topics.points": 2,
    "topics.other_side": 1,
    "topics.steps": 1,
    "stories.lessons": 2,
}
"""The same for the reply to a message that somebody typed, which should be read at a glance. The whole is shown to who picks an
entry or uses a command."""


def most_shown(name: str, *, brief: bool) -> int:
    """How many claims of a list (see SHOWN) a reply shows."""
    return min(SHOWN[name], BRIEF.get(name, SHOWN[name])) if brief else SHOWN[name]


def unshown_claims(snapshot: Snapshot) -> list[Problem]:
    """One warning for each list that is longer than what is shown of it, with the ids of the claims that nothing shows."""
    hidden: dict[Place, list[str]] = {}
    shown = set()
    for document, claim_id, path, claim in claims_of_files(snapshot.readable()):
        folder = document.file.partition("/")[0]
        name = next(step for step in (reversed(path) if folder == "stories" else path) if isinstance(step, str))
        number = path[-1]
        beyond = isinstance(number, int) and number >= SHOWN.get(f"{folder}.{name}", len(path) + number)
        listed = claim if isinstance(claim, ListedClaim) else None
        meant = (listed.ref if listed else None) or claim_id
        if beyond and not (listed and listed.roles):
            hidden.setdefault(document.place(path[:-1]), []).append(meant)
        else:
            shown.add(meant)
    left = {place: [claim for claim in claims if claim not in shown] for place, claims in hidden.items()}
    return sorted(Problem(place, _sentence(claims)) for place, claims in left.items() if claims)


def _sentence(claims: list[str]) -> str:
    names = ", ".join(claim.rpartition("/")[2] for claim in claims)
    return f"no answer shows {names}; shorten the list, or put what matters first"
