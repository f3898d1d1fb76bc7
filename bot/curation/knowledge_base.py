"""The knowledge while the bot runs: every change of it goes through here, whether it is edited on Discord or in the files."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from bot.curation.errors import EditError
from bot.curation.file_writer import changed_since, put_back, write_all
from bot.curation.proposals import (
    BreaksError,
    Edit,
    EditedMeanwhileError,
    LiveKnowledge,
    MakeAdvisor,
    Proposal,
    difference,
    propose,
)
from bot.curation.regression_check import BrokenQuestion, questions_broken_by
from bot.knowledge.problems import KnowledgeError, Problem
from bot.knowledge.snapshot import Snapshot
from bot.storage.history import Change, ConflictError, HistoryStore, Origin
from bot.storage.store import StoreError

log = logging.getLogger("career-advisor.curation")

IN_FILES: Final = "Changed in the files."


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, and why. `override` is the reason to go live although regression questions break; empty
    means not to."""

    author: str
    reason: str
    override: str = ""
    origin: Origin = "discord"


@dataclass(frozen=True, slots=True)
class KnowledgeChanged:
    """New knowledge is live."""

    change: Change
    files: tuple[str, ...]
    broken: tuple[BrokenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """The files hold something that cannot go live: its problems, or the regression questions that it breaks."""

    problems: tuple[Problem, ...] = ()
    broken: tuple[BrokenQuestion, ...] = ()


Event: TypeAlias = KnowledgeChanged | LoadFailure
Listener: TypeAlias = Callable[[Event], Awaitable[None]]


class KnowledgeBase:
    """`live` is the knowledge that answers now; `trouble` is what keeps the files from being live. Made by
    `recovery.open_knowledge_base`."""

    def __init__(
        self, root: Path, history: HistoryStore, make_advisor: MakeAdvisor, now: Callable[[], float], live: LiveKnowledge
    ) -> None:
        self.root = root
        self.history = history
        self.live = live
        self.trouble: LoadFailure | None = None
        self._make_advisor = make_advisor
        self._now = now
        self._lock = asyncio.Lock()
        self._troubled_by: tuple[str, tuple[Problem, ...], LiveKnowledge] | None = None
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every event (new knowledge is live, or the files have a problem). An exception in it is
        logged. The returned function ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- edits --------------------------------------------------------------------------------------------------------

    async def propose(self, edit: Edit) -> Proposal:
        """Check an edit without changing anything; see `proposals.propose`."""
        live = self.live
        try:
            return await asyncio.to_thread(propose, live, edit, self._make_advisor)
        except EditedMeanwhileError as error:
            raise await self._with_theirs(edit, error) from None

    async def commit(self, proposal: Proposal, by: Author) -> KnowledgeChanged:
        """Write a proposal and make it live; it is on disk and in the history when this returns.

        Raises BreaksError when it breaks regression questions and `by` does not override that, EditedMeanwhileError,
        KnowledgeError when it conflicts with what changed meanwhile, and EditError when the files cannot be written.
        Nothing is changed then.
        """
        return await asyncio.shield(self._commit(proposal, by))

    async def _commit(self, proposal: Proposal, by: Author) -> KnowledgeChanged:
        news: list[Event] = []
        try:
            async with self._lock:
                proposal = await self._up_to_date(proposal, news)
                if proposal.broken and not by.override:
                    raise BreaksError(proposal)
                changed = await self._write(proposal, by)
                news.append(changed)
        finally:
            await self._tell(*news)
        return changed

    async def _up_to_date(self, proposal: Proposal, news: list[Event]) -> Proposal:
        """The proposal over what is live and in the files now: checking takes a while, in which the files may change again."""
        seen = {broken.text for broken in proposal.broken}
        while True:
            await self._take_in(proposal.edit.contents, news)
            if proposal.over is self.live:
                return proposal
            proposal = await self.propose(proposal.edit)
            if any(broken.text not in seen for broken in proposal.broken):
                raise BreaksError(proposal)

    async def _take_in(self, names: Iterable[str], news: list[Event]) -> None:
        """Load hand edits of these files first, so that they are not overwritten."""
        while other := await asyncio.to_thread(
            changed_since, self.root, {name: self.live.snapshot.content(name) for name in names}
        ):
            found = await self._reload()
            news.extend([found] if found is not None else [])
            if self.trouble is not None:
                raise EditError(f"{other} was changed in the files and is not right there; mend or undo that first.")

    async def _write(self, proposal: Proposal, by: Author) -> KnowledgeChanged:
        live, files = self.live, proposal.files
        follows = {name: (proposal.snapshot.content(name), live.heads.get(name)) for name in files}
        try:
            change = await self.history.begin(
                follows, author=by.author, origin=by.origin, reason=by.reason, override=by.override, made=self._now()
            )
        except ConflictError:
            raise EditError("The history holds a newer version of this file than I do; start me anew.") from None
        before = {name: live.snapshot.content(name) for name in files}
        try:
            other = await asyncio.to_thread(changed_since, self.root, before)
            if other is None:
                await asyncio.to_thread(write_all, self.root, {name: content for name, (content, _) in follows.items()})
        except (OSError, KnowledgeError) as error:
            await asyncio.to_thread(put_back, self.root, before)
            await self.history.drop(change.number)
            raise EditError(f"The knowledge files cannot be written ({error}); nothing was changed.") from error
        if other is not None:
            await self.history.drop(change.number)
            raise EditError(f"{other} was changed in the files just now; look at it again. Nothing was changed by this.")
        try:
            await self.history.finish(change.number)
        except StoreError as error:  # recorded and written it is, so it is live; the next start notes that
            log.warning("change %d could not be noted as done: %s", change.number, error)
        return await self._go_live(proposal, change, tuple(files))

    async def _go_live(self, proposal: Proposal, change: Change, files: tuple[str, ...]) -> KnowledgeChanged:
        self.live = LiveKnowledge(proposal.snapshot, proposal.advisor, await self.history.heads())
        log.info("knowledge: change %d (%s) is live: %s", change.number, change.origin, ", ".join(files))
        return KnowledgeChanged(change, files, proposal.broken)

    async def _with_theirs(self, edit: Edit, error: EditedMeanwhileError) -> EditedMeanwhileError:
        """The error with what changed since the version that the editor saw."""
        base = edit.bases.get(error.file)
        seen = await self.history.version(base) if base is not None else None
        theirs = difference(error.file, seen.content if seen is not None else None, self.live.snapshot.content(error.file))
        return EditedMeanwhileError(error.file, error.head, theirs)

    # -- files --------------------------------------------------------------------------------------------------------

    async def reload(self) -> Event | None:
        """Check the files. Changes go live as a whole, or are reported as trouble and not used."""
        async with self._lock:
            news = await self._reload()
        await self._tell(*([news] if news is not None else []))
        return news

    async def wait_written(self) -> None:
        """Wait until nothing is being written."""
        async with self._lock:
            return

    async def take_anyway(self, by: Author) -> KnowledgeChanged:
        """Make the files live although they break regression questions. Raises EditError when something else keeps them
        from being live."""
        async with self._lock:
            news = await self._reload(by)
        await self._tell(*([news] if news is not None else []))
        if not isinstance(news, KnowledgeChanged):
            raise EditError("There is nothing in the files that waits for this.")
        return news

    async def _reload(self, by: Author | None = None) -> Event | None:
        live = self.live
        try:
            disk = (await asyncio.to_thread(Snapshot.of_folder, self.root)).reuse_parsed(live.snapshot)
        except KnowledgeError as error:  # the whole folder is gone
            return self._troubled(LoadFailure(problems=error.problems))
        files = tuple(disk.differing(live.snapshot))
        if not files and not disk.strays:
            self.trouble = None
            return None
        looked_at = (disk.revision, disk.strays, live)
        if by is None and self.trouble is not None and looked_at == self._troubled_by:
            return None  # nothing has changed since: what takes seconds to find out is known
        self._troubled_by = looked_at
        try:
            library = await asyncio.to_thread(disk.library)
        except KnowledgeError as error:
            return self._troubled(LoadFailure(problems=error.problems))
        advisor = await asyncio.to_thread(self._make_advisor, library, live.advisor)
        broken = await asyncio.to_thread(questions_broken_by, live.advisor, advisor)
        if broken and by is None:
            return self._troubled(LoadFailure(broken=broken))
        by = by or Author("", IN_FILES)
        follows = {name: (disk.content(name), live.heads.get(name)) for name in files}
        change = await self.history.begin(
            follows, author=by.author, origin="file", reason=by.reason, override=by.override, made=self._now(), done=True
        )
        edit = Edit({name: content for name, (content, _) in follows.items()})
        changed = await self._go_live(Proposal(edit, live, disk, advisor, broken), change, files)
        self.trouble = None
        return changed

    def _troubled(self, trouble: LoadFailure) -> LoadFailure | None:
        """The event for trouble that has not been reported yet; None when it has."""
        if trouble == self.trouble:
            return None
        self.trouble = trouble
        for problem in (*trouble.problems, *(broken.problem for broken in trouble.broken)):
            log.error("the files are not live: %s", problem)
        return trouble

    async def _tell(self, *news: Event) -> None:
        for one in news:
            for listener in tuple(self._listeners):
                try:
                    await listener(one)
                except Exception:
                    log.exception("a listener to changes of the knowledge failed")
