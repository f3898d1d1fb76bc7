"""A cache of bytes on disk. It never raises an OSError: what cannot be read or written is computed again."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_ENTRIES: Final = 3
"""Entries that are kept of one kind; the oldest are deleted."""


@dataclass(frozen=True)
class Cache:
    """Entries are files named `kind-key`. A key must identify everything that the content depends on; entries never expire."""

    folder: Path

    def read(self, kind: str, key: str) -> bytes | None:
        """The content of an entry; None when there is none that can be read."""
        try:
            return self._path(kind, key).read_bytes()
        except OSError:
            return None

    def write(self, kind: str, key: str, content: bytes) -> None:
        """Store an entry. Readers and other writers never see part of it, since a complete file is renamed into place."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix="writing-")
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            Path(name).replace(self._path(kind, key))
            for stale in sorted(self.folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime)[:-MOST_ENTRIES]:
                stale.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / f"{kind}-{key}"
