"""The text of a new entry, to be filled in: every required key, with a comment that says what it is for."""

from typing import Final

from bot.knowledge.json_schema import SINGULAR
from bot.knowledge.yaml_editing import scalar

_CLAIM: Final = (
    'text: ""  # one or two sentences, and where they come from\n{indent}source: editorial  # or: source-id / section\n'
)


def _claim(indent: int) -> str:
    return _CLAIM.format(indent=" " * indent)


def _listed(indent: int, claim_id: str) -> str:
    """A claim of a list, with its id."""
    return f"id: {claim_id}  # names the idea; stays when the words change\n{' ' * indent}{_claim(indent)}"


_PHRASES: Final = "phrases:  # how people put it, as they type\n  - \n"
_BODIES: Final = {
    "roles": (
        "area: insights  # insights, models, systems or leadership\n"
        "titles:\n  - {name}\n"
        "aliases:\n  strong: []  # mean the role anywhere\n"
        f"summary:\n  {_claim(2)}"
        f"work:\n  - {_listed(4, 'main-work')}"
        f"skills:\n  main:\n    - skill: sql\n      {_claim(6)}"
        f"entry:\n  level: near-entry  # entry, near-entry or experienced\n  {_claim(2)}"
        f"steps:\n  newcomer:  # without a data role\n    - {_listed(6, 'first-step')}"
        f"  in_data:  # with another data or software role\n    - {_listed(6, 'first-step')}"
        f"fits:\n  - trait: sql\n    {_claim(4)}{_PHRASES}"
    ),
    "transitions": (
        'from: []  # role ids; empty when the start is no role of the library\nto: []\nstart: ""  # shown to people\ngoal: ""\n'
        f"standing: discussed  # told: somebody did it\nsummary:\n  {_claim(2)}steps:\n  - {_listed(4, 'first-step')}{_PHRASES}"
    ),
    "topics": (
        f"summary:  # the short answer\n  {_claim(2)}points:\n  - {_listed(4, 'first-point')}"
        f"steps:  # what the asker can do this week\n  - {_listed(4, 'first-step')}{_PHRASES}"
    ),
    "stories": (
        f'person: ""  # one of the people of sources.yaml\nsummary:\n  {_claim(2)}stages:\n  - id: first-stage\n    name: ""\n'
        f"    points:\n      - {_listed(8, 'in-short')}{_PHRASES}"
    ),
    "refusals": f'text: ""  # what I say to such questions\nnear: []  # topics that lie near\n{_PHRASES}',
    "talk": f'text: ""  # what I say\n{_PHRASES}',
}


def template(kind: str, entry: str, name: str) -> str:
    """The template of an entry of a kind (`roles`). Raises KeyError for an unknown kind."""
    lead = f"# yaml-language-server: $schema=../schema/{SINGULAR[kind]}.json\nid: {scalar(entry)}\nname: {scalar(name)}\n"
    return lead + _BODIES[kind].replace("{name}", scalar(name))
