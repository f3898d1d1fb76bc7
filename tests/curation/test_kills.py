"""A process that is killed at any moment loses no change that it acknowledged, and leaves files that load."""

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
"""Seconds between an acknowledgement and the kill, at most: about as long as an edit takes."""

Acknowledged = dict[int, dict[str, str | None]]
"""Change → its files with their contents."""


@dataclass
class Writers:
    """Makes one editing process after the other, and kills each."""

    process: subprocess.Popen[str]

    @classmethod
    @contextlib.contextmanager
    def ready(cls, program: Program) -> Iterator[Writers]:
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
        """What was acknowledged when the writer was killed, `wait` seconds after it acknowledged `most` changes."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{folder} {seed}\n")
        self.process.stdin.flush()
        writer = self._next()
        acknowledged: Acknowledged = {}
        while len(acknowledged) < most:
            told = self._next()
            assert told is not None, "the writer ended by itself"
            acknowledged[told[0]] = told[1]
        time.sleep(wait)
        os.kill(writer, signal.SIGKILL)
        while (told := self._next()) is not None:
            acknowledged[told[0]] = told[1]
        return acknowledged

    def _next(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


def half_written(folder: Path) -> list[Path]:
    return list(folder.rglob(".being-written-*"))


async def check(folder: Path, acknowledged: Acknowledged) -> str:
    """After a restart: the history holds all that was acknowledged, the files load, both agree or the trouble is told.

    What was found: "" when all was well, else what had to be finished or mended.
    """
    async with Store.open(folder / "advisor.db") as store:
        history = store.history
        unfinished = await history.unfinished()
        keeper = await open_knowledge_base(folder / "knowledge", history, make_advisor, time.time)
        for number, files in acknowledged.items():
            versions = {version.file: version.content for version in await history.of_change(number)}
            assert versions == {name: text.encode() if text is not None else None for name, text in files.items()}
        assert await history.unfinished() == []
        previous: dict[str, int] = {}
        for version in await history.everything():
            assert version.previous == previous.get(version.file)
            previous[version.file] = version.number
        assert {name: file.content for name, file in keeper.live.snapshot.files.items()} == await history.contents()
        assert half_written(folder) == []

        disk = Snapshot.of_folder(folder / "knowledge")
        differing = disk.differing(keeper.live.snapshot)
        if differing:
            assert keeper.trouble is not None, differing
            for name in differing:  # as somebody does who reads of it
                content = keeper.live.snapshot.content(name)
                assert content is not None or name.startswith("topics/extra"), name
                (folder / "knowledge" / name).unlink() if content is None else (folder / "knowledge" / name).write_bytes(content)
            assert await keeper.reload() is None
            assert keeper.trouble is None
        Snapshot.of_folder(folder / "knowledge").library()
        return "mended" if differing else "finished" if unfinished else ""


@seeded(1)
def test_every_acknowledged_change_survives_being_killed(tmp_path: Path, cli: Program, seed: int) -> None:
    chance = random.Random(seed)
    little_knowledge(tmp_path / "knowledge")
    acknowledged: Acknowledged = {}
    found = {"": 0, "finished": 0, "mended": 0}
    with Writers.ready(cli) as writers:
        kills = 0
        while kills < KILLS or len(acknowledged) < ACKNOWLEDGED:
            acknowledged |= writers.edit_until_killed(
                tmp_path, seed + kills, chance.choice((0, 1, 2, 4)), chance.uniform(0, LONGEST_WAIT)
            )
            kills += 1
            found[asyncio.run(check(tmp_path, acknowledged))] += 1
    connection = sqlite3.connect(tmp_path / "advisor.db")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    print(f"{kills} kills, {len(acknowledged)} changes; after a kill: {found}")  # noqa: T201  # what was met, for -s
