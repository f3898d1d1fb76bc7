"""Moves with an open end: from no role of the library (a student), or to none (a supervisor of data scientists)."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from bot.knowledge.library import Library
from bot.knowledge.schema import Transition

LEAST: Final = 80.0
"""A question resembles a phrase of a move from this similarity on (rapidfuzz's token set ratio, 0 to 100)."""

SURE: Final = 95.0
"""From this similarity on the question is about the move, whatever ends were read in it."""

SHORTEST: Final = 3
"""Shorter questions, in words, resemble every phrase that holds them."""


def find_open_move(
    library: Library, text: str, start: str | None, goal: str | None, backgrounds: Iterable[str] = ()
) -> Transition | None:
    """The move with an open end that a question is about, judged by its ends, by the person's background and by its phrases.

    A move is possible when its ends, where it has any, are those of the question. None when no possible move resembles it.
    """
    known = set(backgrounds)
    best: tuple[float, str] | None = None
    for move in library.transitions.values():
        if move.from_ and move.to:
            continue
        likeness = _likeness(move, text)
        if known & set(move.backgrounds) and goal in move.to:
            likeness = 100.0
        wanted = likeness >= SURE or (likeness >= LEAST and _possible(move, start, goal))
        if wanted and (best is None or (-likeness, move.id) < best):
            best = (-likeness, move.id)
    return library.transitions[best[1]] if best is not None else None


def named_open_move(library: Library, text: str) -> Transition | None:
    """The move with an open end of which the question is nearly a phrase, however it was read."""
    for move in library.transitions.values():
        if not (move.from_ and move.to) and _likeness(move, text) >= SURE:
            return move
    return None


def _possible(move: Transition, start: str | None, goal: str | None) -> bool:
    return (not move.from_ or start in move.from_) and (not move.to or goal in move.to)


def _likeness(move: Transition, text: str) -> float:
    asked = text.casefold()
    if len(asked.split()) < SHORTEST:
        return 0.0
    return max((fuzz.token_set_ratio(asked, phrase.casefold(), score_cutoff=LEAST) for phrase in move.phrases), default=0.0)
