"""Rows of numbers in bytes, each row with a scale of its own: a quarter of the memory of four-byte numbers."""

import numpy as np
from numpy.typing import NDArray

TINY = 1e-9
"""The least size of a row, so that a row of zeros has a scale too."""


def quantized(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(bytes, scales): each row is about its bytes, from -127 to 127, times its scale."""
    scales = (np.maximum(np.abs(rows).max(axis=1, initial=0.0), TINY) / 127).astype(np.float32)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales
