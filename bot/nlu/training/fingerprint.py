"""The parts of a library that training depends on, and a digest over just these.

Everything else (answers, points, steps, sources …) may change without training again.
"""

import hashlib
import json
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from pydantic import BaseModel

from bot.knowledge.library import Library

READ: Final[Mapping[str, tuple[str, ...]]] = {
    "roles": ("id", "name", "titles", "aliases", "phrases"),
    "titles": ("id", "name", "aliases", "reads_as"),
    "skills": ("id", "name", "aliases"),
    "topics": ("id", "name", "phrases", "signals"),
    "refusals": ("id", "phrases", "signals"),
    "talk": ("id", "phrases", "signals"),
    "transitions": ("phrases", "topics"),
    "stories": ("id", "phrases"),
    "examples": ("text", "kind", "also", "topics", "refusal"),
    "acts": ("act", "text"),
    "told": ("text", "role", "goal", "background", "skills", "lacks"),
    "guidance": ("leaders",),
}
"""Part of a library → the fields of its entries that training reads. The vocabulary is read whole."""


def training_fingerprint(library: Library) -> str:
    """A digest. Two libraries with the same fingerprint give the same models and read every text alike."""
    digest = hashlib.sha256(library.vocabulary.model_dump_json().encode())
    for part, fields in READ.items():
        held = getattr(library, part)
        entries = held.values() if isinstance(held, Mapping) else [held] if isinstance(held, BaseModel) else held
        rows = list(map(attrgetter(*fields), entries))
        digest.update(json.dumps([part, rows], ensure_ascii=False, default=_plain).encode())
    return digest.hexdigest()[:24]


def _plain(value: BaseModel) -> Any:
    return value.model_dump()
