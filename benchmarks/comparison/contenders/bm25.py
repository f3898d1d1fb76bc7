"""bm25s with its English stop words and the bot's stemmer."""

from collections.abc import Sequence

import bm25s

from benchmarks.comparison.contenders.retrieval import Retrieval
from bot.nlu.parsing.tokenizer import stem


def _stems(words: list[str]) -> list[str]:
    return [stem(word) for word in words]


class Bm25(Retrieval):
    def index(self) -> None:
        self._index = bm25s.BM25()
        self._index.index(self._tokens([passage.text for passage in self.passages]), show_progress=False)

    def find(self, text: str) -> Sequence[tuple[int, float]]:
        rows, scores = self._index.retrieve(self._tokens([text]), k=self.nearest, show_progress=False)
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True)]

    @staticmethod
    def _tokens(texts: list[str]) -> list[list[str]]:
        split = bm25s.tokenize(texts, stopwords="en", stemmer=_stems, return_ids=False, show_progress=False)
        return [list(words) or [""] for words in split]
