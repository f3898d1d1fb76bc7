"""A process killed at any moment loses no acknowledged change, and leaves files that can be loaded."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.curation.recovery import open_knowledge_base
from bot.knowledge.snapshot import Snapshot
from bot.storage.store import Store
from tests.curation.small import little_knowledge, make_advisor
from tests.program import TIMEOUT, Program
from tests.seeds import seeded

KILLS = 25
ACKNOWLEDGED = 50
LONGEST_WAIT = 0.08
"""Most seconds between an acknowledgement and the kill: about as long as an edit takes."""

Acknowledged = dict[int, dict[str, str | None]]
"""Number of the change → (file → its content)."""


@dataclass
class Writers:
    """Starts editing processes one after the other, and kills each."""

    process: subprocess.Popen[str]

    @classmethod
    @contextlib.contextmanager
    def started(cls, program: Program) -> Iterator[Writers]:
        """The process that forks them, until the end of the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.curation.edits"], env=dict(program.environment),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with process:
            yield cls(process)
            assert process.stdin is not None
            process.stdin.close()
            assert process.wait(TIMEOUT) == 0

    def edit_until_killed(self, folder: Path, seed: int, most: int, wait: float) -> Acknowledged:
        """Kill a writer `wait` seconds after it has acknowledged `most` changes. All changes that it acknowledged."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{folder} {seed}\n")
        self.process.stdin.flush()
        writer = self._next()
        acknowledged: Acknowledged = {}
        while len(acknowledged) < most:
            change = self._next()
            assert change is not None, "the writer ended by itself"
            acknowledged[change[0]] = change[1]
        time.sleep(wait)
        os.kill(writer, signal.SIGKILL)
        while (change := self._next()) is not None:
            acknowledged[change[0]] = change[1]
        return acknowledged

    def _next(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


def temporary_files(folder: Path) -> list[Path]:
    return list(folder.rglob(".being-written-*"))


async def check(folder: Path, acknowledged: Acknowledged) -> str:
    """Restart and check: the history has all acknowledged changes, the files load, and both agree or a failure is reported.

    The result is "" when nothing was to be done, else "finished" or "mended" for what had to be done.
    """
    async with Store.open(folder / "advisor.db") as store:
        history = store.history
        unfinished = await history.unfinished()
        knowledge_base = await open_knowledge_base(folder / "knowledge", history, make_advisor, time.time)
        for number, files in acknowledged.items():
            versions = {version.file: version.content for version in await history.of_change(number)}
            assert versions == {name: text.encode() if text is not None else None for name, text in files.items()}
        assert await history.unfinished() == []
        previous: dict[str, int] = {}
        for version in await history.everything():
            assert version.previous == previous.get(version.file)
            previous[version.file] = version.number
        assert {name: file.content for name, file in knowledge_base.live.snapshot.files.items()} == await history.contents()
        assert temporary_files(folder) == []

        disk = Snapshot.of_folder(folder / "knowledge")
        differing = disk.differing(knowledge_base.live.snapshot)
        if differing:
            assert knowledge_base.trouble is not None, differing
            for name in differing:  # as a curator does after the report
                content = knowledge_base.live.snapshot.content(name)
                assert content is not None or name.startswith("topics/extra"), name
                (folder / "knowledge" / name).unlink() if content is None else (folder / "knowledge" / name).write_bytes(content)
            assert await knowledge_base.reload() is None
            assert knowledge_base.trouble is None
        Snapshot.of_folder(folder / "knowledge").library()
        return "mended" if differing else "finished" if unfinished else ""


@seeded(1)
def test_every_acknowledged_change_survives_a_kill(tmp_path: Path, cli: Program, seed: int) -> None:
    rng = random.Random(seed)
    little_knowledge(tmp_path / "knowledge")
    acknowledged: Acknowledged = {}
    found = {"": 0, "finished": 0, "mended": 0}
    with Writers.started(cli) as writers:
        kills = 0
        while kills < KILLS or len(acknowledged) < ACKNOWLEDGED:
            acknowledged |= writers.edit_until_killed(
                tmp_path, seed + kills, rng.choice((0, 1, 2, 4)), rng.uniform(0, LONGEST_WAIT)
            )
            kills += 1
            found[asyncio.run(check(tmp_path, acknowledged))] += 1
    connection = sqlite3.connect(tmp_path / "advisor.db")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    print(f"{kills} kills, {len(acknowledged)} changes; after a kill: {found}")  # noqa: T201  # shown with -s
