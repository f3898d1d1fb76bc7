"""Which dialogue act a message does: read from its words and from what is on the screen, before its topic is looked for."""

from typing import Final, get_args

from bot.dialogue.state import Conversation
from bot.knowledge.schema import Act
from bot.nlu.matcher import Reading

ACTS: Final[tuple[Act, ...]] = get_args(Act)

FIRST: Final[frozenset[Act]] = frozenset(
    {"ask", "tell", "thanks", "bye", "greet", "chatter", "forget", "start_over", "about_bot"}
)
"""What a message can do when nothing has been shown yet."""

ON_SHOWN: Final[frozenset[Act]] = frozenset(
    {"more", "why", "example", "shorter", "simpler", "other_side", "source", "when", "repeat", "complain"}
)
"""Acts on what was shown."""

ASKING: Final = 0.5
"""The factor on asking once something was shown: an act on what was shown is likelier than among all messages. It is 1 + the
share of the best written answer times larger where one fits."""

FEWEST_WORDS: Final = 4
"""A message of fewer words says too little for a written answer to fit it."""

LONG: Final = 25
"""A message of more words is a question or a telling: nobody says "go on" in so many."""


def read_act(reading: Reading, conversation: Conversation) -> tuple[Act, float]:
    """The act of a message in a conversation, and how likely it is among those that are possible there (0 to 1)."""
    scores = {act: reading.acts.get(act, 0.0) for act in ACTS}
    length = len(reading.parsed.tokens)
    if conversation.subject is None or length > LONG:
        scores = {act: score for act, score in scores.items() if act in FIRST}
    elif length >= FEWEST_WORDS:
        scores["ask"] *= ASKING * (1.0 + max(reading.answers.values(), default=0.0))
    else:
        scores["ask"] *= ASKING
    best = max(scores, key=lambda act: scores[act])
    return best, scores[best] / (sum(scores.values()) or 1.0)
