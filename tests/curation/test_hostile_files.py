"""Whatever is put into the folder, what was live stays live, the trouble is told with its place, and the next edit works."""

from __future__ import annotations

import os
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bot.curation.knowledge_base import Author, KnowledgeBase, LoadFailure
from bot.curation.proposals import Edit
from tests.asynchronous import conversation
from tests.curation.hostile import CONTENTS, NOT_TEXT, PIPES, WAGES
from tests.curation.test_knowledge_base import files, keeper_of
from tests.knowledge.copies import TOPIC, Copy

__all__ = ["files"]  # a fixture

ROOM = 4 * 1024 * 1024


def _large(root: Path) -> None:
    with (root / "topics/large.yaml").open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)


def _link(name: str, target: str) -> Callable[[Path], None]:
    return lambda root: (root / name).symlink_to(target)


def _named(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(TOPIC.format(id="new"), "utf-8")

    return make


def _not_utf8(root: Path) -> None:
    with open(os.fsencode(root / "topics") + b"/\xff\xfe.yaml", "wb") as opened:  # noqa: PTH123  # a path holds no such name
        opened.write(b"id: x\n")


STRANGE: Final[dict[str, tuple[Callable[[Path], None], str, str]]] = {
    "fifty megabytes": (_large, "topics/large.yaml", "larger than 256 KB"),
    "a link out of the folder": (_link("topics/new.yaml", "/etc/passwd"), "topics/new.yaml", "leads out of the knowledge folder"),
    "a link to itself": (_link("topics/new.yaml", "new.yaml"), "topics/new.yaml", "leads to itself"),
    "a link to nothing": (_link("topics/new.yaml", "none.yaml"), "topics/new.yaml", "cannot be read (No such file or directory)"),
    "a link to a folder": (_link("stories", "/etc"), "stories", "links to folders are not followed"),
    "a folder called like a file": (lambda root: (root / "topics/x.yaml").mkdir(), "topics/x.yaml", "not a regular file"),
    "a pipe": (lambda root: os.mkfifo(root / "topics/x.yaml"), "topics/x.yaml", "not a regular file"),
    "another case of the folder": (_named("Topics/new.yaml"), "Topics/new.yaml", "belongs to no kind of entry"),
    "another case of the name": (_named("topics/New.yaml"), "topics/New.yaml", "differs from the file's name"),
    "another ending": (_named("topics/new.yml"), "topics/new.yml", "belongs to no kind of entry"),
    "a device of Windows'": (_named("topics/con.yaml"), "topics/con.yaml", "Windows keeps this name for itself"),
    "backslashes": (_named("topics\\new.yaml"), "topics\\new.yaml", "belongs to no kind of entry"),
    "control characters in a name": (_named("topics/n\x07ew\n.yaml"), "topics/n", "belongs to no kind of entry"),
    "a name that is no UTF-8": (_not_utf8, "topics/", "belongs to no kind of entry"),
}


async def goes_on(keeper: KnowledgeBase) -> None:
    """Another entry is edited, whatever lies about."""
    text = keeper.live.snapshot.files[PIPES].text + "# looked at\n"
    edit = Edit({PIPES: text.encode()}, {PIPES: keeper.live.heads[PIPES]})
    assert (await keeper.commit(await keeper.propose(edit), Author("ann", "Looked at."))).files == (PIPES,)


async def is_told(keeper: KnowledgeBase, place: str, sentence: str, caplog: pytest.LogCaptureFixture) -> LoadFailure:
    """As trouble and in the log, while nothing changes."""
    before, history = keeper.live, await keeper.history.everything()
    caplog.clear()
    news = await keeper.reload()

    assert isinstance(news, LoadFailure)
    assert keeper.live is before
    assert await keeper.history.everything() == history
    assert any(problem.place.file.startswith(place) and sentence in str(problem) for problem in news.problems), news
    assert sentence in caplog.text
    assert all(str(problem).isprintable() for problem in news.problems)
    return news


@conversation
async def test_a_file_with_something_wrong_in_it_is_not_taken(files: Copy, caplog: pytest.LogCaptureFixture) -> None:
    wrong = CONTENTS | {what: (WAGES, *NOT_TEXT[what], 0) for what in NOT_TEXT}
    async with keeper_of(files) as keeper:
        for file, content, sentence, line in wrong.values():
            good = files.read(file)
            files.write(file, content)
            news = await is_told(keeper, file, sentence, caplog)
            assert not line or line in [problem.place.line for problem in news.problems]
            assert (files.root / file).read_bytes() == content, "what somebody wrote is not written over"

            files.write(file, good)
            assert await keeper.reload() is None
            assert keeper.trouble is None
        files.write(WAGES, "half a file")
        await goes_on(keeper)


@conversation
async def test_a_strange_thing_in_the_folder_is_not_taken(files: Copy, caplog: pytest.LogCaptureFixture) -> None:
    """Nor is more of it read than a file may hold."""
    async with keeper_of(files) as keeper:
        for what, (make, place, sentence) in STRANGE.items():
            make(files.root)
            tracemalloc.start()
            await is_told(keeper, place, sentence, caplog)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < ROOM, what

            await goes_on(keeper)
            put_back = {name: keeper.live.snapshot.content(name) or b"" for name in keeper.live.snapshot.files}
            shutil.rmtree(files.root)
            for name, content in put_back.items():
                files.write(name, content)
            assert await keeper.reload() is None
            assert keeper.trouble is None
