"""Whether the turns of a talk went as their labels say.

A label's keys: `act`, `kind`, `roles` (as a set), `from`, `to`, `answered` as in the JSON of a reply; `topics`, of which the
first topic of the reply is one; `not_roles`, which the reply is not about; `facet`, the first facet; `new`, that something is
said that was not said before, and at most a fifth again, or that nothing is left to say; `max_words`; `says` and `says_not`,
patterns; `profile`, what is known of the person (`skills` among those known, `not_skills` not among those still to learn).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.terminal.one_shot import as_json

FOLDER: Final = Path(__file__).resolve().parent.parent / "talks"
REPEATED: Final = 0.2
SHORT_END: Final = 40
"""A reply that says that nothing is left has at most so many words."""

Label = Mapping[str, Any]


def turns(advisor: Advisor, file: str) -> Iterator[tuple[str, list[str]]]:
    """Each labelled turn of a file of talks: its place and text, and the keys of its label that do not hold."""
    for talk in yaml.safe_load((FOLDER / file).read_text("utf-8")):
        conversation, said = Conversation(), set[str]()
        for number, turn in enumerate(talk["turns"]):
            reply, conversation = advisor.reply(turn["user"], conversation, 1_760_000_000.0 + number)
            answer = as_json(advisor, reply)
            if turn.get("expect"):
                yield f"{talk['id']}.{number} {turn['user']}", failed(turn["expect"], answer, said)
            said |= set(_sentences(answer["text"]))


def failed(label: Label, answer: Mapping[str, Any], said: set[str]) -> list[str]:
    """The keys of a label that do not hold for a reply; `said` are the sentences said before."""
    return [key for key, wanted in label.items() if not _holds(key, wanted, answer, said)]


def _holds(key: str, wanted: Any, answer: Mapping[str, Any], said: set[str]) -> bool:
    text = answer["text"]
    checks: dict[str, Callable[[], bool]] = {
        "kind": lambda: wanted in (answer["kind"], answer["also"]),
        "roles": lambda: set(answer["roles"]) == set(wanted),
        "not_roles": lambda: {*answer["roles"]}.isdisjoint(wanted),
        "topics": lambda: bool(answer["topics"]) and answer["topics"][0] in wanted,
        "facet": lambda: bool(answer["facets"]) and answer["facets"][0] == wanted,
        "new": lambda: _is_new(answer, said),
        "max_words": lambda: 0 < len(text.split()) <= wanted,
        "says": lambda: all(re.search(pattern, text, re.IGNORECASE) for pattern in wanted),
        "says_not": lambda: not any(re.search(pattern, text, re.IGNORECASE) for pattern in wanted),
        "profile": lambda: all(_is_known(name, value, answer) for name, value in wanted.items()),
        "parts": lambda: all(any(_serves(part, read) for read in answer["parts"]) for part in wanted),
    }
    return checks[key]() if key in checks else bool(answer[key] == wanted)


def _serves(part: Label, reading: Mapping[str, Any]) -> bool:
    """Whether a reading has the keys of a part of a message."""
    return all(
        reading["topics"][:1] == [topic for topic in reading["topics"][:1] if topic in value] and bool(reading["topics"])
        if key == "topics"
        else set(reading["roles"]) == set(value)
        if key == "roles"
        else reading.get(key) == value
        for key, value in part.items()
    )


def _is_new(answer: Mapping[str, Any], said: set[str]) -> bool:
    mine = list(_sentences(answer["text"]))
    repeated = sum(sentence in said for sentence in mine)
    if answer["exhausted"] and len(answer["text"].split()) <= SHORT_END:
        return True
    return bool(mine) and repeated < len(mine) and repeated <= REPEATED * len(mine)


def _is_known(name: str, wanted: Any, answer: Mapping[str, Any]) -> bool:
    profile = answer["profile"]
    match name:
        case "skills":
            return {*wanted} <= {*profile["skills"]}
        case "not_skills":
            return not {*wanted} & {*answer["missing"]}
        case "background":
            known = (profile["background"] or "").lower()
            return bool(known) and (wanted.lower() in known or known in wanted.lower())
    return bool(profile[name] == wanted)


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"\n+|(?<=[.!?])\s+", text):
        plain = re.sub(r"[^a-z0-9 ]", "", sentence.lower()).strip()
        if len(plain.split()) >= 5:
            yield plain
