"""The base of retrieval contenders: passages are indexed; those most similar to a question vote on its reading."""

from collections.abc import Sequence

from benchmarks.comparison.passages import Passage, questions_of, texts_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings, vote
from bot.knowledge.library import Library


class Retrieval:
    """Subclasses index `passages` in `index`, and find the `nearest` most similar ones in `find`."""

    state = False
    decides = False

    def __init__(self, *, texts: bool, nearest: int) -> None:
        self._with_texts = texts
        self.nearest = nearest
        self.passages: list[Passage] = []

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        self.passages = questions_of(knowledge) + (texts_of(knowledge) if self._with_texts else [])
        self.index()

    def read(self, question: Question) -> Sequence[Reading]:
        found = [(self.passages[row], similarity) for row, similarity in self.find(question.text)]
        return readings(vote(found), self._names, question.text)

    def index(self) -> None:
        """Build the index of `self.passages`."""
        raise NotImplementedError

    def find(self, text: str) -> Sequence[tuple[int, float]]:
        """(number of the passage, similarity) of the most similar passages, best first."""
        raise NotImplementedError
