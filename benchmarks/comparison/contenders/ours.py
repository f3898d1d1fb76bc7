"""Ours: the advisor as people use it, reading and answering, following the talk."""

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
        """Learns anew, keeps what was learned and opens it again, as a start of the bot does."""
        learned = Matcher(knowledge).models
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "learned"
            kept.write_bytes(to_bytes(learned))
            self._advisor = Advisor(knowledge, Matcher(knowledge, from_bytes(kept.read_bytes())))
        self._talks: dict[str, Conversation] = {}

    def read(self, question: Question) -> Sequence[Reading]:
        talk = self._talks.get(question.conversation, Conversation()) if question.conversation else Conversation()
        reply, after = self._advisor.reply(question.text, talk, 0.0)
        if question.conversation:
            self._talks[question.conversation] = after
        return list(_readings(reply))


def _readings(reply: Reply) -> Iterator[Reading]:
    """What the reply says, its second part, its further topics, then the kinds that were less likely."""
    query, shown = reply.query, Prediction.of(reply)
    ends = (query.start, query.goal)
    yield Reading(query.kind, query.roles, *ends, reply.topics, query.confidence, offered=shown.offered, refused=shown.refused)
    if query.also:
        yield Reading(query.also, query.roles, *ends, reply.topics, query.confidence, served=True)
    if "advice" in (query.kind, query.also):
        for topic in reply.topics[1:3]:
            yield Reading("advice", query.roles, *ends, (topic,), query.confidence)
    for kind in query.kinds:
        if kind.name not in (query.kind, query.also):
            yield Reading(kind.name, query.roles, *ends, reply.topics, kind.score)
