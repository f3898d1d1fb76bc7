"""SQLite's full-text index, ranked by its bm25. A passage matches if it has any of the question's stemmed words."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from benchmarks.comparison.contenders.retrieval import Retrieval

WORD: Final = re.compile(r"\w+")
_FIND: Final = "SELECT rowid, -bm25(passages) FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?"


class FullText(Retrieval):
    def index(self) -> None:
        self._index = sqlite3.connect(":memory:")
        self._index.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
        rows = enumerate(passage.text for passage in self.passages)
        self._index.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", rows)
        self._index.execute("INSERT INTO passages (passages) VALUES ('optimize')")

    def find(self, text: str) -> Sequence[tuple[int, float]]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(WORD.findall(text.lower())))
        return self._index.execute(_FIND, (query, self.nearest)).fetchall() if query else []
