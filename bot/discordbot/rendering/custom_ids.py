"""The names of buttons and selects: `ca:v1:<verb>:<…>`, at most 100 characters, readable years later.

What a press means stands in the name itself, so that it outlives a restart. The version lets a later program tell an old
button from one of its own.
"""

from dataclasses import dataclass
from typing import Final

from bot.dialogue.state import Option

LONGEST: Final = 100
"""Discord's limit for a custom id and for a select's value."""

VERSION: Final = "v1"
TEMPLATE: Final = r"(?s)ca:.*"
"""Every custom id of ours, of whatever version."""

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


_ROOM: Final = LONGEST - len("ca:v1:pick::") - 13
"""For an option beside its owner, whose id takes 13 of these characters at most."""


@dataclass(frozen=True, slots=True)
class ComponentId:
    """A custom id taken apart: its version, what it does, and the rest."""

    version: str
    verb: str
    rest: str

    def parts(self, count: int) -> tuple[str, ...]:
        """The rest in `count` parts, the last taking what is left; empty ones where there are fewer."""
        found = self.rest.split(":", count - 1)
        return tuple(found) + ("",) * (count - len(found))


def custom_id(verb: str, *parts: str) -> str:
    """`ca:v1:<verb>:<part>:…`. Raises ValueError when it is longer than Discord allows."""
    made = ":".join(("ca", VERSION, verb, *parts))
    if len(made) > LONGEST:
        raise ValueError(f"a custom id of {len(made)} characters: {verb}")
    return made


def read_custom_id(text: str) -> ComponentId | None:
    """None for what is no custom id of ours."""
    mark, version, verb, rest = [*text.split(":", 3), "", "", ""][:4]
    return ComponentId(version, verb, rest) if mark == "ca" and version and verb else None


def encode_id(number: int) -> str:
    """A person's id in as few characters as possible."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def decode_id(text: str) -> int:
    """The id that `short` shortened; 0 for what is none."""
    try:
        return int(text, 36)
    except ValueError:
        return 0


def option_value(option: Option, answer: str, index: int) -> str:
    """What picking `option` sends: the option itself where it fits beside an owner, else its place in the kept answer."""
    whole = f"{option.kind}:{option.value}"
    return whole if len(whole) <= _ROOM else f"kept:{answer}:{index}"


def read_option(value: str) -> Option | None:
    """The option that a value holds itself; None when it is kept with its answer. A label is for people and not needed here."""
    kind, _, rest = value.partition(":")
    if kind not in ("topic", "role", "question", "action") or not rest:
        return None
    return Option.model_validate({"kind": kind, "value": rest, "label": rest})
