"""Transport compression: one stream for the life of a connection, flushed after each payload."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Packer = Callable[[str], str | bytes]


class UnknownCompressionError(Exception):
    """The client asked for a compression that this server cannot give."""


def packer(kind: str | None) -> Packer:
    """A function that packs payloads for one connection: plain text, `zlib-stream` or `zstd-stream`."""
    if kind is None:
        return str
    if kind == "zlib-stream":
        return _zlib()
    if kind == "zstd-stream":
        return _zstd()
    raise UnknownCompressionError(f"unknown transport compression {kind!r}")


def _zlib() -> Packer:
    stream = zlib.compressobj()

    def pack(text: str) -> bytes:
        return stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)

    return pack


def _zstd() -> Packer:
    # The standard library has zstd from 3.14 on; before that the zstandard package, which a client that asks for it has too.
    library = _first_of("compression.zstd", "zstandard")
    if library is None:
        raise UnknownCompressionError("zstd-stream needs Python 3.14 or the zstandard package")
    if library.__name__ == "zstandard":
        stream = library.ZstdCompressor().compressobj()
        block = library.COMPRESSOBJ_FLUSH_BLOCK

        def pack_with_package(text: str) -> bytes:
            return bytes(stream.compress(text.encode()) + stream.flush(block))

        return pack_with_package
    compressor = library.ZstdCompressor()

    def pack(text: str) -> bytes:
        return bytes(compressor.compress(text.encode(), mode=compressor.FLUSH_BLOCK))

    return pack


def _first_of(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None
