"""From the reading of a message and the state of the conversation to one query.

The order is fixed: plain follow-ups come first (why, a statement, a correction, a bare role, several roles). Then the
message's own scores decide, with the conversation as a prior that weighs more the less the message says.
"""

from dataclasses import replace
from typing import Final

from bot.dialogue import patterns
from bot.dialogue.carryover import carry_over, with_profile
from bot.dialogue.follow_ups import (
    another_role,
    correction,
    more_of_same,
    move_from_own_role,
    reversed_move,
    several_roles,
    start_given,
    statement,
)
from bot.dialogue.state import Conversation
from bot.dialogue.turn_context import STANDALONE_WORDS, TurnContext
from bot.knowledge.library import Library
from bot.nlu.decision import decide
from bot.nlu.interpretation import Interpretation
from bot.nlu.matcher import Reading
from bot.nlu.query import Query

FEWEST_WORDS: Final = 4
"""A message of fewer words leans on the conversation."""


def interpret(text: str, reading: Reading, conversation: Conversation, library: Library) -> Query:
    """The query for `text` as the next turn of `conversation`. Pure; the conversation may be new."""
    full = reading.parsed.plain
    core = patterns.OPENERS.sub("", full)
    context = TurnContext(core, len(core.split()), reading, conversation, library)
    interpretation = Interpretation(text=text, reading=reading)
    if context.last is None:
        first = (
            statement(interpretation, context, full)
            or move_from_own_role(interpretation, context)
            or with_profile(interpretation, context)
        )
        return decide(first)
    if _stands_alone(context):
        return decide(with_profile(interpretation, context))
    interpretation = replace(interpretation, leans=_leans(context))
    for attempt in (more_of_same, statement, correction, start_given, reversed_move, another_role, several_roles, carry_over):
        found = attempt(interpretation, context, full)
        if found is not None:
            return decide(found)
    return decide(with_profile(interpretation, context))


def _stands_alone(context: TurnContext) -> bool:
    """Whether the message is long enough to be understood alone and does not point back."""
    if patterns.CORRECTION.search(context.text):
        return False
    if context.length > STANDALONE_WORDS:
        return not patterns.POINTS_BACK.search(" ".join(context.text.split()[:4]))
    return False


def _leans(context: TurnContext) -> bool:
    """Whether the words point back to the conversation, or are too few to ask anything by themselves."""
    pointing = (patterns.POINTS_BACK, patterns.ASIDE, patterns.ONWARD, patterns.BACK, patterns.CORRECTION)
    return context.length < FEWEST_WORDS or any(pattern.search(context.text) for pattern in pointing)
