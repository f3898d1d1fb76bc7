"""Roles that a message rules out or adds: "not backend though", "leave out DS", "add analytics engineer"."""

import re
from typing import Final

from bot.nlu.query import Query

_OUT: Final = re.compile(
    r"\b(?:no|not|without|except|minus|(?:any|every)thing but|leave out|leave off|skip|scrap|drop|remove|take out|forget about)"
    r"(?: \w+)? ROLE\b|\btake ROLE (?:out|off|away)\b|\bROLE (?:is|are) out\b"
)
_IN: Final = re.compile(r"\b(?:add|include|and also|throw in|put in)(?: \w+)? ROLE\b")


def ruled_out(query: Query) -> tuple[str, ...]:
    """The roles that the message names in order to leave them out; none where it does not say so."""
    return query.named if _OUT.search(query.plain) else ()


def added(query: Query) -> tuple[str, ...]:
    """The roles that the message wants beside those of the talk."""
    return query.named if _IN.search(query.plain) else ()
