"""Changes of files during an edit are not overwritten, and listeners are informed about them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.curation.errors import EditError
from bot.curation.knowledge_base import Author, Event, KnowledgeBase, KnowledgeChanged, LoadFailure
from bot.curation.proposals import EditedMeanwhileError
from bot.storage.store import StoreError
from tests.asynchronous import conversation
from tests.curation.test_knowledge_base import CORRECTED, WAGES, correct_wages, edit_of, files, open_small, says
from tests.knowledge.copies import Copy

__all__ = ["files"]  # a fixture

HAND = "Ask your neighbours."


def recorded_events(knowledge_base: KnowledgeBase) -> list[Event]:
    """A list to which every event of the knowledge base is appended."""
    events: list[Event] = []

    async def record(event: Event) -> None:
        events.append(event)

    knowledge_base.listen(record)
    return events


@conversation
async def test_listeners_are_informed_of_changed_files_that_an_edit_finds(files: Copy) -> None:
    """The edit fails, but listeners must know that the knowledge has changed."""
    async with open_small(files) as knowledge_base:
        events = recorded_events(knowledge_base)
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))
        files.replace(WAGES, "Ask what others are paid.", HAND)
        with pytest.raises(EditedMeanwhileError):
            await knowledge_base.commit(proposal, Author("ann", "Nicer."))

        [event] = events
        assert isinstance(event, KnowledgeChanged)
        assert (event.files, event.change.origin) == ((WAGES,), "file")


@conversation
async def test_listeners_are_informed_of_invalid_files_that_an_edit_finds(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        events = recorded_events(knowledge_base)
        files.write(WAGES, "half a file")
        with pytest.raises(EditError, match="changed in the files and is not right there"):
            await correct_wages(knowledge_base)
        assert [type(event) for event in events] == [LoadFailure]

        files.write("topics/new.yaml", "half a file as well")
        with pytest.raises(EditError, match="nothing in the files that waits"):
            await knowledge_base.take_anyway(Author("ann", "Now.", override="So be it."))
        assert [type(event) for event in events] == [LoadFailure, LoadFailure]
        assert await knowledge_base.reload() is None


@conversation
async def test_a_file_changed_while_an_edit_is_checked_again_is_not_overwritten(files: Copy) -> None:
    """Checking takes seconds. Here the check itself changes the file, which stands for another program."""
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))
        await knowledge_base.commit(
            await knowledge_base.propose(edit_of(knowledge_base, "roles/welder.yaml", "Does a thing.", "Joins.")),
            Author("bob", "."),
        )
        train = knowledge_base._make_advisor

        def write_and_train(*knowledge: Any) -> Any:
            files.replace(WAGES, "Ask what others are paid.", HAND)
            knowledge_base._make_advisor = train
            return train(*knowledge)

        knowledge_base._make_advisor = write_and_train
        with pytest.raises(EditedMeanwhileError):
            await knowledge_base.commit(proposal, Author("ann", "Nicer."))
        assert HAND in files.read(WAGES)
        assert HAND in knowledge_base.live.snapshot.files[WAGES].text


@conversation
async def test_a_file_changed_just_before_writing_is_not_overwritten(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))
        begin = knowledge_base.history.begin

        async def write_and_begin(changes: Mapping[str, Any], **details: Any) -> Any:
            monkeypatch.undo()
            await asyncio.to_thread(files.replace, WAGES, "Ask what others are paid.", HAND)
            return await begin(changes, **details)

        monkeypatch.setattr(knowledge_base.history, "begin", write_and_begin)
        with pytest.raises(EditError, match=f"{WAGES} was changed in the files just now"):
            await knowledge_base.commit(proposal, Author("ann", "Nicer."))
        assert HAND in files.read(WAGES)
        assert len(await knowledge_base.history.of_file(WAGES)) == 1

        assert isinstance(await knowledge_base.reload(), KnowledgeChanged)
        await knowledge_base.commit(
            await knowledge_base.propose(edit_of(knowledge_base, WAGES, HAND, CORRECTED)), Author("ann", "Longer.")
        )
        assert CORRECTED in files.read(WAGES)


@conversation
async def test_a_written_edit_is_live_although_the_store_could_not_mark_it_as_finished(
    files: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit was recorded before it was written, so the next start marks it as finished. A later edit that restores the old
    text is not taken for an interrupted one.
    """

    async def full(_: int) -> None:
        raise StoreError("the disk is full")

    async with open_small(files) as knowledge_base:
        before = files.read(WAGES)
        monkeypatch.setattr(knowledge_base.history, "finish", full)
        await correct_wages(knowledge_base)
        monkeypatch.undo()
        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert await knowledge_base.reload() is None
        await knowledge_base.commit(
            await knowledge_base.propose(edit_of(knowledge_base, WAGES, CORRECTED, "Ask what others are paid.")),
            Author("ann", "Back."),
        )
        assert files.read(WAGES) == before
    async with open_small(files) as knowledge_base:
        assert files.read(WAGES) == before
        assert await knowledge_base.history.unfinished() == []
        assert len(await knowledge_base.history.of_file(WAGES)) == 3
