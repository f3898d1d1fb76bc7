"""From what a message shows and what the talk was about to one reading.

The order is fixed: plain follow-ups first (why, a statement, a correction, a bare role, several roles), then the message's
own evidence with the talk as a prior, which is the stronger the less the message says by itself.
"""

from bot.dialogue import patterns
from bot.dialogue.carryover import carry_over, with_profile
from bot.dialogue.follow_ups import (
    another_role,
    asked_of_own_role,
    asked_why,
    corrected,
    several,
    stated,
    told_start,
    turned_round,
)
from bot.dialogue.state import Conversation
from bot.dialogue.turn_context import STANDALONE_WORDS, TurnContext
from bot.knowledge.library import Library
from bot.nlu.decision import decide
from bot.nlu.interpretation import Interpretation
from bot.nlu.matcher import Reading
from bot.nlu.query import Query


def interpret(text: str, reading: Reading, conversation: Conversation, library: Library) -> Query:
    """The reading of `text` as the next turn of `conversation`. Pure; the conversation may be new."""
    full = reading.parsed.plain
    core = patterns.OPENERS.sub("", full)
    context = TurnContext(core, len(core.split()), reading, conversation, library)
    draft = Interpretation(text=text, reading=reading)
    if context.last is None:
        first = stated(draft, context, full) or asked_of_own_role(draft, context) or with_profile(draft, context)
        return decide(first)
    if _stands_alone(context):
        return decide(with_profile(draft, context))
    for attempt in (asked_why, stated, corrected, told_start, turned_round, another_role, several, carry_over):
        found = attempt(draft, context, full)
        if found is not None:
            return decide(found)
    return decide(with_profile(draft, context))


def _stands_alone(context: TurnContext) -> bool:
    """Long enough, or about roles of its own in a sentence of its own, and not pointing back."""
    if patterns.CORRECTION.search(context.text):
        return False
    if context.length > STANDALONE_WORDS:
        return not patterns.POINTS_BACK.search(" ".join(context.text.split()[:4]))
    return False
