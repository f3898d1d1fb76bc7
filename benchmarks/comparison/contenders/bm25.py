"""bm25s, with its English stop words and a light stem."""

from collections.abc import Sequence

import bm25s

from benchmarks.comparison.passages import questions_of, texts_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings, vote
from bot.knowledge.library import Library
from bot.matching.text import stem


def _stems(words: list[str]) -> list[str]:
    return [stem(word) for word in words]


class Bm25:
    state = False
    decides = False

    def __init__(self, *, texts: bool, nearest: int) -> None:
        self._with_texts, self._nearest = texts, nearest

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        self._passages = questions_of(knowledge) + (texts_of(knowledge) if self._with_texts else [])
        self._index = bm25s.BM25()
        self._index.index(self._tokens([passage.text for passage in self._passages]), show_progress=False)

    def read(self, question: Question) -> Sequence[Reading]:
        rows, scores = self._index.retrieve(self._tokens([question.text]), k=self._nearest, show_progress=False)
        found = [(self._passages[int(row)], float(score)) for row, score in zip(rows[0], scores[0], strict=True)]
        return readings(vote(found), self._names, question.text)

    @staticmethod
    def _tokens(texts: list[str]) -> list[list[str]]:
        split = bm25s.tokenize(texts, stopwords="en", stemmer=_stems, return_ids=False, show_progress=False)
        return [list(words) or [""] for words in split]
