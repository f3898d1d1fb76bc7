"""SQLite's full-text index with its bm25: any of the question's words, stemmed, may match."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from benchmarks.comparison.passages import questions_of, texts_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings, vote
from bot.knowledge.library import Library

WORD: Final = re.compile(r"\w+")
_FIND: Final = "SELECT rowid, -bm25(passages) FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?"


class FullText:
    state = False
    decides = False

    def __init__(self, *, texts: bool, nearest: int) -> None:
        self._with_texts, self._nearest = texts, nearest

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        self._passages = questions_of(knowledge) + (texts_of(knowledge) if self._with_texts else [])
        self._index = sqlite3.connect(":memory:")
        self._index.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
        rows = enumerate(passage.text for passage in self._passages)
        self._index.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", rows)
        self._index.execute("INSERT INTO passages (passages) VALUES ('optimize')")

    def read(self, question: Question) -> Sequence[Reading]:
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(WORD.findall(question.text.lower())))
        rows = self._index.execute(_FIND, (asked, self._nearest)).fetchall() if asked else []
        found = [(self._passages[row], likeness) for row, likeness in rows]
        return readings(vote(found), self._names, question.text)
