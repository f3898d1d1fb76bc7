"""A process killed at any moment loses no acknowledged write, and the database opens again."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from bot.storage.store import Store
from tests.program import TIMEOUT, Program
from tests.seeds import seeded
from tests.storage.writes import Expected

KILLS = 10
ACKNOWLEDGED = 200


def _write_until_killed(program: Program, file: Path, seed: int, first: int, most: int) -> int:
    """Kill the writer some time after it has acknowledged `most` more writes. The number of all acknowledged writes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writes", str(file), str(seed), str(first)],
        env=dict(program.environment), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    for _ in range(most):
        assert process.stdout.readline(), "the writer ended by itself"
    process.send_signal(signal.SIGKILL)
    with process.stdout:  # not communicate(): it would miss the lines that are buffered here
        acknowledged = first + most + len(process.stdout.readlines())
    assert process.wait(TIMEOUT) == -signal.SIGKILL
    return acknowledged


async def _content_of(file: Path) -> Expected:
    async with Store.open(file) as store:
        return await Expected.found(store)


@seeded(1)
def test_every_acknowledged_write_survives_a_kill(tmp_path: Path, cli: Program, seed: int) -> None:
    """After each kill, the file has the acknowledged writes and at most the one that was in progress."""
    rng = random.Random(seed)
    file = tmp_path / "advisor.db"
    done, kills = 0, 0
    while kills < KILLS or done < ACKNOWLEDGED:
        done = _write_until_killed(cli, file, seed, done, rng.randint(20, 60))
        kills += 1
        found = asyncio.run(_content_of(file))
        in_progress = found == Expected.after(seed, done + 1)
        assert in_progress or found == Expected.after(seed, done), f"seed {seed}, killed after {done}"
        done += in_progress
    assert done >= ACKNOWLEDGED
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
