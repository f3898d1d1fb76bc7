"""For any file in the folder: the live knowledge stays, the problem is reported with its place, and edits still work."""

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
from tests.curation.test_knowledge_base import files, open_small
from tests.knowledge.copies import TOPIC, Copy

__all__ = ["files"]  # a fixture

MOST_MEMORY = 4 * 1024 * 1024


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
    with open(os.fsencode(root / "topics") + b"/\xff\xfe.yaml", "wb") as opened:  # noqa: PTH123  # pathlib cannot represent this name
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


async def assert_edits_work(knowledge_base: KnowledgeBase) -> None:
    """Edit another entry."""
    text = knowledge_base.live.snapshot.files[PIPES].text + "# looked at\n"
    edit = Edit({PIPES: text.encode()}, {PIPES: knowledge_base.live.heads[PIPES]})
    assert (await knowledge_base.commit(await knowledge_base.propose(edit), Author("ann", "Looked at."))).files == (PIPES,)


async def assert_reported(
    knowledge_base: KnowledgeBase, place: str, sentence: str, caplog: pytest.LogCaptureFixture
) -> LoadFailure:
    """Reload, and check that the problem is an event and in the log while the live knowledge stays the same."""
    before, history = knowledge_base.live, await knowledge_base.history.everything()
    caplog.clear()
    event = await knowledge_base.reload()

    assert isinstance(event, LoadFailure)
    assert knowledge_base.live is before
    assert await knowledge_base.history.everything() == history
    assert any(problem.place.file.startswith(place) and sentence in str(problem) for problem in event.problems), event
    assert sentence in caplog.text
    assert all(str(problem).isprintable() for problem in event.problems)
    return event


@conversation
async def test_a_bad_file_is_not_loaded(files: Copy, caplog: pytest.LogCaptureFixture) -> None:
    wrong = CONTENTS | {what: (WAGES, *NOT_TEXT[what], 0) for what in NOT_TEXT}
    async with open_small(files) as knowledge_base:
        for file, content, sentence, line in wrong.values():
            good = files.read(file)
            files.write(file, content)
            event = await assert_reported(knowledge_base, file, sentence, caplog)
            assert not line or line in [problem.place.line for problem in event.problems]
            assert (files.root / file).read_bytes() == content, "the file is not overwritten"

            files.write(file, good)
            assert await knowledge_base.reload() is None
            assert knowledge_base.trouble is None
        files.write(WAGES, "half a file")
        await assert_edits_work(knowledge_base)


@conversation
async def test_a_strange_file_in_the_folder_is_not_loaded(files: Copy, caplog: pytest.LogCaptureFixture) -> None:
    """No more of it is read than the size limit of a file."""
    async with open_small(files) as knowledge_base:
        for what, (make, place, sentence) in STRANGE.items():
            make(files.root)
            tracemalloc.start()
            await assert_reported(knowledge_base, place, sentence, caplog)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < MOST_MEMORY, what

            await assert_edits_work(knowledge_base)
            put_back = {name: knowledge_base.live.snapshot.content(name) or b"" for name in knowledge_base.live.snapshot.files}
            shutil.rmtree(files.root)
            for name, content in put_back.items():
                files.write(name, content)
            assert await knowledge_base.reload() is None
            assert knowledge_base.trouble is None
