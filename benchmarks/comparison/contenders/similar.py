"""The simplest use of rapidfuzz: the single phrase that is most similar by `WRatio`."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from benchmarks.comparison.passages import questions_of, texts_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings, vote
from bot.knowledge.library import Library


class Similar:
    state = False
    decides = False

    def __init__(self, *, texts: bool = False) -> None:
        self._with_texts = texts

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        self._passages = questions_of(knowledge) + (texts_of(knowledge) if self._with_texts else [])
        self._choices = [utils.default_process(passage.text) for passage in self._passages]

    def read(self, question: Question) -> Sequence[Reading]:
        best = process.extractOne(utils.default_process(question.text), self._choices, scorer=fuzz.WRatio)
        found = [(self._passages[best[2]], best[1] / 100)] if best else []
        return readings(vote(found), self._names, question.text)
