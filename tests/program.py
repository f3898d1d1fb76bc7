"""The program as a process: what a user types, what comes back, far from the repository and from this machine's settings."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

REPOSITORY: Final = Path(__file__).resolve().parent.parent
SHARED: Final = REPOSITORY.parent / "shared"
LEARNED: Final = REPOSITORY / ".cache" / "tests"
"""Where the tests keep what is learned, by what it is learned from."""

TIMEOUT: Final = 120
"""Seconds; far above what any command takes, so that only a hanging one reaches it."""


@dataclass(frozen=True)
class Program:
    """`program("ask", "…", stdin="…", env={…})` runs `python -m bot ask …` to its end."""

    environment: Mapping[str, str]

    @classmethod
    def at(cls, home: Path, cache: Path) -> Self:
        """With a home, data folder and database below `home`; what is learned is kept in `cache`."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(
            {
                "PATH": os.environ.get("PATH", ""),
                "HOME": str(home),
                "XDG_DATA_HOME": str(home / "data"),
                "XDG_CACHE_HOME": str(home / "cache"),
                "XDG_CONFIG_HOME": str(home / "config"),
                "DATABASE_PATH": str(home / "advisor.db"),
                "CACHE_DIR": str(cache),
                "PYTHONPATH": str(REPOSITORY),
                "PYTHONUTF8": "1",
                "OPENBLAS_NUM_THREADS": "1",
                "TERM": "xterm",
            }
        )

    @property
    def home(self) -> Path:
        return Path(self.environment["HOME"])

    @property
    def database(self) -> Path:
        return Path(self.environment["DATABASE_PATH"])

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "bot", *map(str, arguments)]

    def __call__(
        self, *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`env` adds to the environment; an empty value removes the setting."""
        environment = {name: value for name, value in {**self.environment, **(env or {})}.items() if value}
        done = subprocess.run(
            self.command(*arguments),
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            env=environment,
            cwd=cwd or self.home,
            timeout=TIMEOUT,
            check=False,
        )
        out, error = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        return subprocess.CompletedProcess(done.args, done.returncode, out, error)
