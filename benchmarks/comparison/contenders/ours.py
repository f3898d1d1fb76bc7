"""Ours: the advisor as users meet it, with replies and conversations."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comparison.readings import Question, Reading
from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.evaluation.verdicts import Prediction
from bot.knowledge.library import Library
from bot.nlu.matcher import Matcher
from bot.nlu.training.serialization import from_bytes, to_bytes


class Ours:
    state = True
    decides = True

    def build(self, knowledge: Library) -> None:
        """Train, store the models and load them again, so that memory and speed are those of a started bot."""
        models = Matcher(knowledge).models
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "models"
            file.write_bytes(to_bytes(models))
            self._advisor = Advisor(knowledge, Matcher(knowledge, from_bytes(file.read_bytes())))
        self._conversations: dict[str, Conversation] = {}

    def read(self, question: Question) -> Sequence[Reading]:
        conversation = self._conversations.get(question.conversation, Conversation()) if question.conversation else Conversation()
        reply, after = self._advisor.reply(question.text, conversation, 0.0)
        if question.conversation:
            self._conversations[question.conversation] = after
        return list(_readings(reply))


def _readings(reply: Reply) -> Iterator[Reading]:
    """The reading that is answered, its second part, its further topics, then the less likely kinds."""
    query, prediction = reply.query, Prediction.of(reply)
    ends = (query.start, query.goal)
    yield Reading(
        query.kind, query.roles, *ends, reply.topics, query.confidence, offered=prediction.offered, refused=prediction.refused
    )
    if query.also:
        yield Reading(query.also, query.roles, *ends, reply.topics, query.confidence, served=True)
    if "advice" in (query.kind, query.also):
        for topic in reply.topics[1:3]:
            yield Reading("advice", query.roles, *ends, (topic,), query.confidence)
    for kind in query.kinds:
        if kind.name not in (query.kind, query.also):
            yield Reading(kind.name, query.roles, *ends, reply.topics, kind.score)
