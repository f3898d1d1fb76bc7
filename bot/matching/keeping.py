"""What was learned as bytes and back, so that it need not be learned anew at every start."""

import io
import json
import zipfile
from typing import Final

import numpy as np

from bot.matching.linear import Linear
from bot.matching.teaching import Learned

FORM: Final = 1
"""Version of the layout of the bytes."""


def to_bytes(learned: Learned) -> bytes:
    """A .npz archive of plain arrays and one JSON text; nothing in it can run."""
    buffer = io.BytesIO()
    plain = {
        "form": FORM,
        "term_counts": dict(learned.term_counts),
        "lessons": learned.lessons,
        "kinds": {"classes": learned.kinds.classes, "features": learned.kinds.features},
        "subjects": {"classes": learned.subjects.classes, "features": learned.subjects.features},
    }
    np.savez(
        buffer,
        allow_pickle=False,
        plain=np.frombuffer(json.dumps(plain).encode(), dtype=np.uint8),
        kinds_weights=learned.kinds.weights,
        kinds_bias=learned.kinds.bias,
        subjects_weights=learned.subjects.weights,
        subjects_bias=learned.subjects.bias,
    )
    return buffer.getvalue()


def from_bytes(data: bytes) -> Learned:
    """Raises ValueError when the bytes are not what `to_bytes` writes."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            plain = json.loads(arrays["plain"].tobytes())
            if plain["form"] != FORM:
                raise ValueError("another layout")
            models = {
                name: Linear(
                    tuple(plain[name]["classes"]),
                    tuple(plain[name]["features"]),
                    arrays[f"{name}_weights"],
                    arrays[f"{name}_bias"],
                )
                for name in ("kinds", "subjects")
            }
    except (KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"not a kept model: {error}") from error
    for model in models.values():
        if model.weights.shape != (len(model.features), len(model.classes)):
            raise ValueError("not a kept model: its parts do not fit together")
    return Learned(plain["term_counts"], plain["lessons"], models["kinds"], models["subjects"])
