"""Transport compression: one stream for the life of a connection, flushed after each payload."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Compressor = Callable[[str], str | bytes]


class UnknownCompressionError(Exception):
    """The client asked for a compression that this server cannot give."""


def make_compressor(method: str | None) -> Compressor:
    """A function that packs payloads for one connection: plain text, `zlib-stream` or `zstd-stream`."""
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
    # The standard library has zstd from 3.14 on; before that the zstandard package, which a client that asks for it has too.
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
