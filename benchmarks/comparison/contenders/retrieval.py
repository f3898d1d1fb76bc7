"""What all retrieval does alike: passages are indexed, those nearest to a question are found, and vote on its reading."""

from collections.abc import Sequence

from benchmarks.comparison.passages import Passage, questions_of, texts_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings, vote
from bot.knowledge.library import Library


class Retrieval:
    """A contender says how it indexes `passages` and how it finds the `nearest` of them, with their likeness, best first."""

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
        found = [(self.passages[row], likeness) for row, likeness in self.find(question.text)]
        return readings(vote(found), self._names, question.text)

    def index(self) -> None:
        """Make the index of the passages."""
        raise NotImplementedError

    def find(self, text: str) -> Sequence[tuple[int, float]]:
        """The nearest passages by their numbers, with their likeness."""
        raise NotImplementedError
