"""Prints what is said to every ordered pair of roles, for somebody who knows the field to read: `python -m benchmarks.pairs`.

One Markdown section a pair: whether it is a known move, a general one, a bridge or a bridge with a way in two moves, and the
answer, without follow-ups.
"""

import sys
from itertools import permutations

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.bootstrap import open_advisor
from bot.careers.paths import find_move, find_path
from bot.dialogue.state import Conversation
from bot.knowledge.library import Library
from bot.nlu.query import Query
from bot.settings import Settings


def kind_of_answer(library: Library, start: str, goal: str) -> str:
    """`told`, `discussed`, `general` (a move of all hands-on roles), `way` (a bridge and two known moves), or `bridge`."""
    move = find_move(library, start, goal)
    if move is None:
        return "way" if find_path(library, start, goal) else "bridge"
    return "general" if move.general else move.transition.standing


def page(advisor: Advisor) -> str:
    library = advisor.library
    parts = []
    for start, goal in permutations(library.roles, 2):
        reply, _ = advisor.answer(Query.of_move(start, goal, "the move"), Conversation(), 0.0)
        text = plain_text(reply, library, with_sources=False, with_options=False)
        parts.append(f"## {start} → {goal} ({kind_of_answer(library, start, goal)})\n\n{text}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page(open_advisor(Settings())))
