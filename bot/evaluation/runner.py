"""Asks the advisor labelled questions and judges its replies."""

from collections.abc import Iterable, Iterator

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Verdict, judge


def evaluate(advisor: Advisor, cases: Iterable[Case]) -> Iterator[Verdict]:
    """A verdict per question, in order. Turns of one dialogue share a conversation; every other question has its own."""
    conversations: dict[str, Conversation] = {}
    for case in cases:
        key = case.conversation
        conversation = conversations.get(key, Conversation()) if key is not None else Conversation()
        reply, conversation = advisor.reply(case.text, conversation, 0.0)
        if key is not None:
            conversations[key] = conversation
        yield judge(case, reply)
