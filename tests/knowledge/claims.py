"""Finds all entries, claims and cited documents of a library."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from bot.knowledge.library import Library
from bot.knowledge.schema import Claim, Entry


def entries(library: Library) -> Iterator[tuple[str, Entry]]:
    """(folder/id, entry) of every entry."""
    for kind in ("roles", "transitions", "topics", "stories", "refusals", "talk"):
        for entry in getattr(library, kind).values():
            yield f"{kind}/{entry.id}", entry


def claims(value: Any) -> Iterator[Claim]:
    """Every claim inside a value, at any depth."""
    if isinstance(value, Claim):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from claims(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from claims(item)


def sources_of(value: Any) -> set[str]:
    """The ids of the documents that the claims inside the value cite."""
    return {citation.source for claim in claims(value) for citation in claim.source}
