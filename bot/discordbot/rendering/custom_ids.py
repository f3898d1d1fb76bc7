"""Custom ids of components: `ca:v1:<verb>:<arguments>`, at most 100 characters.

The custom id says all that is needed to handle a press, so a button still works after a restart. The version tells the
buttons of an older program from those of this one.
"""

from dataclasses import dataclass
from typing import Final

from bot.dialogue.state import Option

LONGEST: Final = 100
"""Discord's limit for a custom id and for the value of a select option, in characters."""

VERSION: Final = "v1"
TEMPLATE: Final = r"(?s)ca:.*"
"""Matches the custom ids of this bot, of any version."""

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"

_OPTION_ROOM: Final = LONGEST - len("ca:v1:pick::") - 13
"""Characters for an option in a custom id that also holds an encoded user id (at most 13 characters)."""


@dataclass(frozen=True, slots=True)
class ComponentId:
    """A parsed custom id. `rest` is everything after the verb."""

    version: str
    verb: str
    rest: str


def custom_id(verb: str, *arguments: str) -> str:
    """`ca:v1:<verb>:<argument>:…`. Raises ValueError when it is longer than Discord allows."""
    made = ":".join(("ca", VERSION, verb, *arguments))
    if len(made) > LONGEST:
        raise ValueError(f"a custom id of {len(made)} characters: {verb}")
    return made


def read_custom_id(text: str) -> ComponentId | None:
    """Parse a custom id; None when it is not one of this bot's."""
    prefix, version, verb, rest = [*text.split(":", 3), "", "", ""][:4]
    return ComponentId(version, verb, rest) if prefix == "ca" and version and verb else None


def encode_id(number: int) -> str:
    """A user id in base 36, which is shorter than decimal."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def decode_id(text: str) -> int:
    """The id that `encode_id` encoded; 0 when the text is not a number in base 36."""
    try:
        return int(text, 36)
    except ValueError:
        return 0


def option_value(option: Option, answer: str, index: int) -> str:
    """What a press on `option` sends: the option itself where it fits into a custom id, else a reference to the option
    number `index` of the stored answer."""
    whole = f"{option.kind}:{option.value}"
    return whole if len(whole) <= _OPTION_ROOM else f"kept:{answer}:{index}"


def read_option(value: str) -> Option | None:
    """The option that a value holds; None when the value only refers to a stored answer. The option has no label of its
    own: labels are for people."""
    kind, _, rest = value.partition(":")
    if kind not in ("topic", "role", "answer", "question", "action") or not rest:
        return None
    return Option.model_validate({"kind": kind, "value": rest, "label": rest})
