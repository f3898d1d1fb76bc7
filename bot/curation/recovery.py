"""Opens the knowledge at the start: unfinished writes of the last run are finished, and changed files are loaded."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.curation.file_writer import sweep, write_all
from bot.curation.knowledge_base import IN_FILES, KnowledgeBase
from bot.curation.proposals import LiveKnowledge, MakeAdvisor
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.snapshot import KnowledgeFile, Snapshot
from bot.storage.history import HistoryStore, Origin, Version

log = logging.getLogger("career-advisor.curation")

BEGINNING: Final = "The knowledge as it was when its history began."


async def open_knowledge_base(
    root: Path, history: HistoryStore, make_advisor: MakeAdvisor, now: Callable[[], float]
) -> KnowledgeBase:
    """The knowledge base of a folder. The first time, the folder is recorded as it is.

    When the files cannot be used, the newest version of the history answers. Raises KnowledgeError when that cannot be
    used either.
    """
    await _finish_what_was_begun(root, history)
    snapshot = await _last_good(root, history, now)
    advisor = await asyncio.to_thread(lambda: make_advisor(snapshot.library(), None))
    knowledge_base = KnowledgeBase(root, history, make_advisor, now, LiveKnowledge(snapshot, advisor, await history.heads()))
    await knowledge_base.reload()
    return knowledge_base


async def _last_good(root: Path, history: HistoryStore, now: Callable[[], float]) -> Snapshot:
    """The newest version of every file, where it can be used; else the folder, recorded as it is."""
    disk = await asyncio.to_thread(Snapshot.of_folder, root)
    kept = Snapshot.of_contents(await history.contents()).reuse_parsed(disk)
    if kept.files:
        try:
            await asyncio.to_thread(kept.library)
        except KnowledgeError as error:  # this program may want another form than the one that wrote it
            log.warning("the newest version in the history cannot be used any more: %s", error)
        else:
            return kept
    await asyncio.to_thread(disk.library)
    heads = await history.heads()
    follows = {name: (disk.content(name), heads.get(name)) for name in disk.differing(kept)}
    is_first = not kept.files
    origin: Origin = "import" if is_first else "file"
    reason = BEGINNING if is_first else IN_FILES
    await history.begin(follows, author="", origin=origin, reason=reason, made=now(), done=True)
    return disk


async def _finish_what_was_begun(root: Path, history: HistoryStore) -> None:
    """A change that was recorded and cut off while its files were written is written to its end: it had passed all checks.

    A file that is neither as it was before nor as it was to be was changed by hand since, and is left for `reload`. One that
    has a newer version was written, and is left as that version has it.
    """
    await asyncio.to_thread(sweep, root)
    unfinished, heads = await history.unfinished(), await history.heads()
    for version in unfinished:
        if version.number != heads[version.file]:
            continue
        before = await history.version(version.previous) if version.previous is not None else None
        if await asyncio.to_thread(_finish, root, version, before):
            log.warning("change %d was cut off; %s is written now", version.change.number, version.file)
    for change in {version.change.number for version in unfinished}:
        await history.finish(change)


def _finish(root: Path, version: Version, before: Version | None) -> bool:
    found = Snapshot.of_folder(root).files.get(version.file, KnowledgeFile(version.file, None))
    is_old = found.unreadable is None and found.content == (before.content if before is not None else None)
    if not is_old or found.content == version.content:
        return False
    write_all(root, {version.file: version.content})
    return True
