"""Trained models as bytes and back, so that they need not be trained at every start."""

import io
import json
import zipfile
from typing import Any, Final

import numpy as np

from bot.nlu.classifier.hierarchical import HierarchicalModel
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.training.train import TrainedModels

FORM: Final = 4
"""The version of the format."""


def to_bytes(trained: TrainedModels) -> bytes:
    """A .npz archive of plain arrays and one JSON text; nothing in it can be executed."""
    models = {"kinds": trained.kinds}
    models |= {name: model for name, model in (("acts", trained.acts), ("facts", trained.facts)) if model is not None}
    if isinstance(trained.subjects, HierarchicalModel):
        models |= {"subjects": trained.subjects.first, **trained.subjects.clusters}
    else:
        models["subjects"] = trained.subjects
    plain = {
        "form": FORM,
        "key": trained.key,
        "term_counts": dict(trained.term_counts),
        "example_count": trained.example_count,
        "models": {name: {"classes": model.classes, "features": model.features} for name, model in models.items()},
    }
    arrays: dict[str, Any] = {"plain": np.frombuffer(json.dumps(plain).encode(), dtype=np.uint8)}
    for name, model in models.items():
        arrays |= {f"{name} weights": model.weights, f"{name} scales": model.scales, f"{name} bias": model.bias}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def from_bytes(data: bytes) -> TrainedModels:
    """Raises ValueError when the bytes are not what `to_bytes` writes."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            plain = json.loads(arrays["plain"].tobytes())
            if plain["form"] != FORM:
                raise ValueError("another layout")
            models = {
                name: LinearModel(
                    tuple(returned["classes"]),
                    tuple(returned["features"]),
                    *(arrays[f"{name} {part}"] for part in ("weights", "scales", "bias")),
                )
                for name, returned in plain["models"].items()
            }
        for model in models.values():
            if model.weights.shape != (len(model.features), len(model.classes)):
                raise ValueError("not a kept model: its parts do not fit together")
        kinds, subjects, acts = models.pop("kinds"), models.pop("subjects"), models.pop("acts", None)
        facts = models.pop("facts", None)
    except (AttributeError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"not a kept model: {error}") from error
    return TrainedModels(
        plain["term_counts"],
        plain["example_count"],
        kinds,
        HierarchicalModel(subjects, models) if models else subjects,
        acts,
        facts,
        plain["key"],
    )
