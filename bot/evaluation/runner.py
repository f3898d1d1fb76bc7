"""Asking the advisor every question of a file, dialogues turn by turn."""

from collections.abc import Iterable, Iterator

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Verdict, judge


def evaluate(advisor: Advisor, cases: Iterable[Case]) -> Iterator[Verdict]:
    """A verdict per question, in order; turns of one dialogue share a conversation, other questions stand alone."""
    talks: dict[str, Conversation] = {}
    for case in cases:
        key = case.conversation
        conversation = talks.get(key, Conversation()) if key is not None else Conversation()
        reply, conversation = advisor.reply(case.text, conversation, 0.0)
        if key is not None:
            talks[key] = conversation
        yield judge(case, reply)
