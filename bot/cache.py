"""The cache folder: bytes by kind and key. Best effort: what cannot be read or written costs time, nothing else."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST: Final = 3
"""How many entries of one kind stay; the oldest go first."""


@dataclass(frozen=True)
class Cache:
    """Entries are files named `kind-key.suffix`; a key tells the content of what was kept, so entries never grow old."""

    folder: Path

    def read(self, kind: str, key: str) -> bytes | None:
        try:
            return self._path(kind, key).read_bytes()
        except OSError:
            return None

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Written whole or not at all, also when two processes do so at once."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix="keeping-")
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            Path(name).replace(self._path(kind, key))
            for stale in sorted(self.folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime)[:-MOST]:
                stale.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / f"{kind}-{key}"
