"""Runs the program as a process, as a user does, independently of this machine's settings."""

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
"""The cache folder of the tests, with the trained models."""

TIMEOUT: Final = 120
"""Seconds until a command counts as hanging; this is far more than any command takes."""


@dataclass(frozen=True)
class Program:
    """`program("ask", "…", stdin="…", env={…})` runs `python -m bot ask …` and returns the completed process."""

    environment: Mapping[str, str]

    @classmethod
    def at(cls, home: Path, cache: Path) -> Self:
        """A program with its home, data folder and database below `home`, and its cache in `cache`."""
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
        """The home folder, which is also the current folder of a command."""
        return Path(self.environment["HOME"])

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return Path(self.environment["DATABASE_PATH"])

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line, for tests that start the process themselves."""
        return [sys.executable, "-m", "bot", *map(str, arguments)]

    def __call__(
        self, *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end. `env` is added to the environment; an empty value removes a variable."""
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
