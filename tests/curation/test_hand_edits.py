"""What is done to the files by hand while somebody edits is neither written over nor kept from those who listen."""

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
from tests.curation.test_knowledge_base import MENDED, WAGES, edit_of, files, keeper_of, mend, says
from tests.knowledge.copies import Copy

__all__ = ["files"]  # a fixture

HAND = "Ask your neighbours."


def hearing(keeper: KnowledgeBase) -> list[Event]:
    told: list[Event] = []

    async def hear(news: Event) -> None:
        told.append(news)

    keeper.listen(hear)
    return told


@conversation
async def test_what_an_edit_finds_done_by_hand_is_told_to_all_who_listen(files: Copy) -> None:
    """Though the edit itself comes to nothing: those who answer must know that the knowledge is another one."""
    async with keeper_of(files) as keeper:
        told = hearing(keeper)
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))
        files.replace(WAGES, "Ask what others are paid.", HAND)
        with pytest.raises(EditedMeanwhileError):
            await keeper.commit(proposal, Author("ann", "Nicer."))

        [news] = told
        assert isinstance(news, KnowledgeChanged)
        assert (news.files, news.change.origin) == ((WAGES,), "file")


@conversation
async def test_trouble_that_an_edit_finds_is_told_to_all_who_listen(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        told = hearing(keeper)
        files.write(WAGES, "half a file")
        with pytest.raises(EditError, match="changed in the files and is not right there"):
            await mend(keeper)
        assert [type(news) for news in told] == [LoadFailure]

        files.write("topics/new.yaml", "half a file as well")
        with pytest.raises(EditError, match="nothing in the files that waits"):
            await keeper.take_anyway(Author("ann", "Now.", override="So be it."))
        assert [type(news) for news in told] == [LoadFailure, LoadFailure]
        assert await keeper.reload() is None


@conversation
async def test_a_file_that_is_changed_while_an_edit_is_checked_anew_is_not_written_over(files: Copy) -> None:
    """Checking takes seconds; the hand that writes meanwhile is here the checking's own."""
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))
        await keeper.commit(
            await keeper.propose(edit_of(keeper, "roles/welder.yaml", "Does a thing.", "Joins.")), Author("bob", ".")
        )
        learn = keeper._make_advisor

        def write_and_learn(*knowledge: Any) -> Any:
            files.replace(WAGES, "Ask what others are paid.", HAND)
            keeper._make_advisor = learn
            return learn(*knowledge)

        keeper._make_advisor = write_and_learn
        with pytest.raises(EditedMeanwhileError):
            await keeper.commit(proposal, Author("ann", "Nicer."))
        assert HAND in files.read(WAGES)
        assert HAND in keeper.live.snapshot.files[WAGES].text


@conversation
async def test_a_file_that_is_changed_at_the_last_moment_is_not_written_over(
    files: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))
        begin = keeper.history.begin

        async def write_and_begin(changes: Mapping[str, Any], **told: Any) -> Any:
            monkeypatch.undo()
            await asyncio.to_thread(files.replace, WAGES, "Ask what others are paid.", HAND)
            return await begin(changes, **told)

        monkeypatch.setattr(keeper.history, "begin", write_and_begin)
        with pytest.raises(EditError, match=f"{WAGES} was changed in the files just now"):
            await keeper.commit(proposal, Author("ann", "Nicer."))
        assert HAND in files.read(WAGES)
        assert len(await keeper.history.of_file(WAGES)) == 1

        assert isinstance(await keeper.reload(), KnowledgeChanged)
        await keeper.commit(await keeper.propose(edit_of(keeper, WAGES, HAND, MENDED)), Author("ann", "Longer."))
        assert MENDED in files.read(WAGES)


@conversation
async def test_an_edit_that_is_written_is_live_though_the_store_could_not_note_that(
    files: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was recorded before, so the next start notes it, and does not take it for one that was cut off when it was undone."""

    async def full(_: int) -> None:
        raise StoreError("the disk is full")

    async with keeper_of(files) as keeper:
        before = files.read(WAGES)
        monkeypatch.setattr(keeper.history, "finish", full)
        await mend(keeper)
        monkeypatch.undo()
        assert MENDED in says(keeper, "am I paid enough")
        assert await keeper.reload() is None
        await keeper.commit(
            await keeper.propose(edit_of(keeper, WAGES, MENDED, "Ask what others are paid.")), Author("ann", "Back.")
        )
        assert files.read(WAGES) == before
    async with keeper_of(files) as keeper:
        assert files.read(WAGES) == before
        assert await keeper.history.unfinished() == []
        assert len(await keeper.history.of_file(WAGES)) == 3
