"""Finds role names in a question, for tools that only find similar texts.

It looks for the names, titles and abbreviations of the knowledge as whole words, longer ones first; names of two or three
words are also found with typos. Of two or more roles, the first is the start of a move and the last its goal; a single role
is the goal.
"""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.knowledge.library import Library

WORD: Final = re.compile(r"[a-z0-9+#]+")
LONGEST: Final = 4
"""The most words of a name that is looked for."""

LEAST_SIMILARITY: Final = 88.0
"""Least similarity (rapidfuzz ratio, 0 to 100) at which a name of two or three words is accepted."""

SHORTEST_WITH_TYPOS: Final = 9


@dataclass(frozen=True)
class RoleNames:
    """Name, title or abbreviation of a role in lower case → role id."""

    names: dict[str, str]

    @classmethod
    def of(cls, library: Library) -> "RoleNames":
        names: dict[str, str] = {}
        for role in library.roles.values():
            for name in (role.name, *role.titles, *role.aliases.strong, *role.aliases.field):
                names.setdefault(" ".join(WORD.findall(name.lower())), role.id)
        return cls(names)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the roles that are named, in the order of their first mention."""
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
        """(the role whose name begins at this word, number of words to skip)."""
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            typed = " ".join(words[at : at + length])
            plain = typed.removesuffix("s")
            role = self.names.get(typed) or self.names.get(plain) or self._with_typos(typed, length)
            if role is not None:
                return role, length
        return None, 1

    def _with_typos(self, typed: str, length: int) -> str | None:
        if length not in (2, 3) or len(typed) < SHORTEST_WITH_TYPOS:
            return None
        best = process.extractOne(typed, self.names.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_SIMILARITY)
        return self.names[best[0]] if best else None


def ends(roles: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(start, goal) of a move, by the position of the roles."""
    if len(roles) >= 2:
        return roles[0], roles[-1]
    return None, roles[0] if roles else None
