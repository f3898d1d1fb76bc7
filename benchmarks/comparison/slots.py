"""Role names in a question, for tools that only find what is alike: what anybody would put before a search.

Names, titles and abbreviations as they stand in the knowledge, whole words, longer ones first, two or three words also when
nearly spelled so. The first of two is where a move starts, the last where it goes; a single one is where it goes.
"""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.knowledge.library import Library

WORD: Final = re.compile(r"[a-z0-9+#]+")
LONGEST: Final = 4
"""Words of the longest name worth looking for."""

NEARLY: Final = 88.0
"""Names of two or three words at least this similar (rapidfuzz ratio) are taken to be meant."""

SHORTEST_NEARLY: Final = 9


@dataclass(frozen=True)
class RoleNames:
    """Every name, title and abbreviation of a role, lower case → role id."""

    names: dict[str, str]

    @classmethod
    def of(cls, library: Library) -> "RoleNames":
        names: dict[str, str] = {}
        for role in library.roles.values():
            for name in (role.name, *role.titles, *role.aliases.strong, *role.aliases.field):
                names.setdefault(" ".join(WORD.findall(name.lower())), role.id)
        return cls(names)

    def find(self, text: str) -> tuple[str, ...]:
        """The roles named, in the order of their first mention."""
        words = WORD.findall(text.lower())
        found: dict[str, None] = {}
        at = 0
        while at < len(words):
            role, length = self._at(words, at)
            if role is not None:
                found[role] = None
            at += length
        return tuple(found)

    def _at(self, words: list[str], at: int) -> tuple[str | None, int]:
        """The role whose name begins here, and how many words it takes."""
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            typed = " ".join(words[at : at + length])
            plain = typed.removesuffix("s")
            role = self.names.get(typed) or self.names.get(plain) or self._nearly(typed, length)
            if role is not None:
                return role, length
        return None, 1

    def _nearly(self, typed: str, length: int) -> str | None:
        if length not in (2, 3) or len(typed) < SHORTEST_NEARLY:
            return None
        best = process.extractOne(typed, self.names.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY)
        return self.names[best[0]] if best else None


def ends(roles: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Start and goal of a move by position."""
    if len(roles) >= 2:
        return roles[0], roles[-1]
    return None, roles[0] if roles else None
