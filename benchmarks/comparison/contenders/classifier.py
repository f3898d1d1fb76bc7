"""A text classifier of scikit-learn: TF-IDF with logistic regression, one model for kinds and one for topics."""

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

INVERSE_REGULARIZATION: Final = 10.0
"""scikit-learn's C: smaller values regularize more."""

MOST_ITERATIONS: Final = 100
"""Most iterations of fitting; more do not change the scores."""


class Classifier:
    state = False
    decides = False

    def __init__(self, *, characters: bool = True) -> None:
        """With character n-grams, up to nine percentage points more questions were read right than with words alone."""
        self._characters = characters

    def build(self, knowledge: Library) -> None:
        self._names = RoleNames.of(knowledge)
        passages = questions_of(knowledge)
        self._kinds, self._topics = train(passages, lambda: make_pipeline(self._features(), regression()))

    def read(self, question: Question) -> Sequence[Reading]:
        return readings(shares(self._kinds, self._topics, [question.text]), self._names, question.text)

    def _features(self) -> Any:
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        ngrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        return make_union(words, ngrams) if self._characters else words


def regression() -> Any:
    """The untrained model."""
    return LogisticRegression(C=INVERSE_REGULARIZATION, max_iter=MOST_ITERATIONS, tol=1e-3)


def train(passages: Sequence[Passage], make: Any, inputs: Sequence[Any] | None = None) -> tuple[Any, Any]:
    """(a model of kinds trained on all passages, a model of topics trained on those with a topic).

    `inputs` replaces the texts of the passages, for instance by vectors.
    """
    values = inputs if inputs is not None else [passage.text for passage in passages]
    kinds = make().fit(list(values), [passage.kind for passage in passages])
    with_topic = [row for row, passage in enumerate(passages) if passage.topics]
    topics = make().fit([values[row] for row in with_topic], [passages[row].topics[0] for row in with_topic])
    return kinds, topics


def shares(kinds: Any, topics: Any, inputs: Any) -> Shares:
    """The probabilities of the two models for one input."""
    return Shares(
        kinds=dict(zip(kinds.classes_, kinds.predict_proba(inputs)[0].tolist(), strict=True)),
        topics=dict(zip(topics.classes_, topics.predict_proba(inputs)[0].tolist(), strict=True)),
    )
