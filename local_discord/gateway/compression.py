"""Transport compression: one compression stream per connection, flushed after each payload."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Compressor = Callable[[str], str | bytes]


class UnknownCompressionError(Exception):
    """The client requested a compression method that this server does not support."""


def make_compressor(method: str | None) -> Compressor:
    """A function that compresses the payloads of one connection by `zlib-stream` or `zstd-stream`; None means plain text.

    Raises UnknownCompressionError for any other method, and for `zstd-stream` if no zstd library is installed.
    """
    if method is None:
        return str
    if method == "zlib-stream":
        return _zlib()
    if method == "zstd-stream":
        return _zstd()
    raise UnknownCompressionError(f"unknown transport compression {method!r}")


def _zlib() -> Compressor:
    stream = zlib.compressobj()

    def compress(text: str) -> bytes:
        return stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return compress


def _zstd() -> Compressor:
    # Python has zstd since 3.14. Before, the zstandard package is needed, which a client that requests zstd also uses.
    library = _import_first("compression.zstd", "zstandard")
    if library is None:
        raise UnknownCompressionError("zstd-stream needs Python 3.14 or the zstandard package")
    if library.__name__ == "zstandard":
        stream = library.ZstdCompressor().compressobj()
        block = library.COMPRESSOBJ_FLUSH_BLOCK

        def compress_with_package(text: str) -> bytes:
            return bytes(stream.compress(text.encode()) + stream.flush(block))

        return compress_with_package
    compressor = library.ZstdCompressor()

    def compress(text: str) -> bytes:
        return bytes(compressor.compress(text.encode(), mode=compressor.FLUSH_BLOCK))

    return compress


def _import_first(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None
