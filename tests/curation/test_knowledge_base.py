"""Edits are checked, written and recorded; changes of files are noticed; nothing is lost."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.curation.errors import EditError, NoChangeError
from bot.curation.knowledge_base import Author, Event, KnowledgeBase, KnowledgeChanged, LoadFailure
from bot.curation.proposals import BreaksError, Edit, EditedMeanwhileError, Proposal
from bot.curation.recovery import BEGINNING, open_knowledge_base
from bot.dialogue.state import Conversation
from bot.knowledge.library import Library
from bot.knowledge.problems import KnowledgeError
from bot.storage.store import Store
from tests.asynchronous import conversation
from tests.curation.small import little_knowledge, make_advisor
from tests.knowledge.copies import TOPIC, Copy

WAGES = "topics/fair-wages.yaml"
CORRECTED = "Find out what others are paid first."


class Clock:
    """A clock that advances by one second with each call."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def files(tmp_path: Path) -> Copy:
    return little_knowledge(tmp_path / "knowledge")


@contextlib.asynccontextmanager
async def open_small(files: Copy) -> AsyncIterator[KnowledgeBase]:
    """The knowledge base over the files, with its database beside them."""
    async with Store.open(files.root.parent / "advisor.db") as store:
        yield await open_knowledge_base(files.root, store.history, make_advisor, Clock())


def edit_of(knowledge_base: KnowledgeBase, file: str, old: str, new: str) -> Edit:
    """An edit of the newest version, which replaces `old` by `new`."""
    text = knowledge_base.live.snapshot.files[file].text
    assert old in text
    return Edit({file: text.replace(old, new).encode()}, {file: knowledge_base.live.heads[file]})


def says(knowledge_base: KnowledgeBase, question: str) -> str:
    """The live answer to the question."""
    return str(knowledge_base.live.advisor.reply(question, Conversation(), 0.0)[0].blocks)


async def correct_wages(
    knowledge_base: KnowledgeBase, author: str = "ann", reason: str = "It was too short."
) -> KnowledgeChanged:
    proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Ask what others are paid.", CORRECTED))
    return await knowledge_base.commit(proposal, Author(author, reason))


@conversation
async def test_an_edit_goes_live_is_on_disk_and_in_the_history(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        changed = await correct_wages(knowledge_base)

        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert CORRECTED in files.read(WAGES)
        assert files.read(WAGES).startswith("# written by hand, and it stays so\n")
        newest, first = await knowledge_base.history.of_file(WAGES)
        assert (newest.change, newest.previous) == (changed.change, first.number)
        assert (newest.change.author, newest.change.reason, newest.change.origin) == ("ann", "It was too short.", "discord")
        assert (first.change.origin, first.change.reason) == ("import", BEGINNING)
        assert newest.content == files.read(WAGES).encode()


@conversation
async def test_a_proposal_changes_nothing_until_it_is_committed(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        before = knowledge_base.live
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Ask what others are paid.", CORRECTED))

        assert knowledge_base.live is before
        assert CORRECTED not in files.read(WAGES)
        assert f"+  text: {CORRECTED}  # the short answer" in proposal.difference
        assert "-  text: Ask what others are paid.  # the short answer" in proposal.difference
        assert CORRECTED in str(proposal.advisor.reply("am I paid enough", Conversation(), 0.0)[0].blocks)


@conversation
async def test_a_bad_edit_is_refused_with_the_place_of_every_problem(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        text = files.read(WAGES).replace("summary:", "sumary:").replace("source: editorial", "source: nowhere")
        with pytest.raises(KnowledgeError) as refused:
            await knowledge_base.propose(Edit({WAGES: text.encode()}, {WAGES: knowledge_base.live.heads[WAGES]}))

        assert any("'sumary' is not a known key" in problem.message for problem in refused.value.problems)
        assert {problem.place.file for problem in refused.value.problems} == {WAGES}


@conversation
async def test_an_edit_that_changes_nothing_is_not_recorded(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        with pytest.raises(NoChangeError):
            await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Ask", "Ask"))

        assert len(await knowledge_base.history.of_file(WAGES)) == 1


@conversation
async def test_an_edit_that_breaks_a_question_names_it_and_needs_a_reason(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        words = files.read(WAGES)[files.read(WAGES).index("phrases:") :]
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, words, "phrases: [something else entirely]\n"))

        [broken] = proposal.broken
        assert (broken.text, broken.wanted) == ("am I paid enough", "advice · fair-wages")
        assert broken.before.startswith("advice · fair-wages")
        assert "fair-wages" not in broken.after.split(", asking")[0]
        with pytest.raises(BreaksError, match="misread 1 question"):
            await knowledge_base.commit(proposal, Author("ann", "Shorter."))
        assert "am I paid enough" in files.read(WAGES)

        await knowledge_base.commit(proposal, Author("ann", "Shorter.", override="Nobody asks that."))
        assert "something else entirely" in files.read(WAGES)
        assert (await knowledge_base.history.of_file(WAGES))[0].change.override == "Nobody asks that."


@conversation
async def test_the_second_of_two_moderators_of_one_entry_sees_the_other_change(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        theirs = edit_of(knowledge_base, WAGES, "Fair wages", "Good wages")
        await correct_wages(knowledge_base)

        with pytest.raises(EditedMeanwhileError) as refused:
            await knowledge_base.propose(theirs)
        assert refused.value.head == knowledge_base.live.heads[WAGES]
        assert f"+  text: {CORRECTED}  # the short answer" in refused.value.theirs


@conversation
async def test_an_outdated_proposal_is_not_committed(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))
        await correct_wages(knowledge_base)

        with pytest.raises(EditedMeanwhileError):
            await knowledge_base.commit(proposal, Author("bob", "Nicer."))
        assert CORRECTED in files.read(WAGES)
        assert "Good wages" not in files.read(WAGES)


@conversation
async def test_a_proposal_is_committed_although_another_entry_changed(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, "roles/welder.yaml", "Does a thing.", "Joins metal."))
        await correct_wages(knowledge_base)
        await knowledge_base.commit(proposal, Author("bob", "Truer."))

        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert "Joins metal." in says(knowledge_base, "what does a welder do")


@conversation
async def test_a_proposal_that_no_longer_fits_the_rest_is_refused(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        link = edit_of(knowledge_base, WAGES, "phrases:", "related: [learning-the-trade]\nphrases:")
        proposal = await knowledge_base.propose(link)
        gone = "topics/learning-the-trade.yaml"
        await knowledge_base.commit(
            await knowledge_base.propose(Edit({gone: None}, {gone: knowledge_base.live.heads[gone]})),
            Author("ann", "Out of date."),
        )

        with pytest.raises(KnowledgeError, match="there is no topic 'learning-the-trade'"):
            await knowledge_base.commit(proposal, Author("bob", "It belongs together."))


@conversation
async def test_a_deleted_file_can_be_restored(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        name = "topics/learning-the-trade.yaml"
        text = files.read(name)
        await knowledge_base.commit(
            await knowledge_base.propose(Edit({name: None}, {name: knowledge_base.live.heads[name]})), Author("ann", "Old.")
        )
        assert not (files.root / name).exists()

        await knowledge_base.commit(
            await knowledge_base.propose(Edit({name: text.encode()}, {name: knowledge_base.live.heads[name]})),
            Author("ann", "Not."),
        )
        assert files.read(name) == text
        assert [version.content is None for version in await knowledge_base.history.of_file(name)] == [False, True, False]


@conversation
async def test_changed_files_go_live_and_are_recorded(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        files.replace(WAGES, "Ask what others are paid.", CORRECTED)
        files.write("topics/new.yaml", TOPIC.format(id="new"))
        event = await knowledge_base.reload()

        assert isinstance(event, KnowledgeChanged)
        assert event.files == (WAGES, "topics/new.yaml")
        assert CORRECTED in says(knowledge_base, "am I paid enough")
        [newest, _] = await knowledge_base.history.of_file(WAGES)
        assert (newest.change.origin, newest.change.author) == ("file", "")
        assert await knowledge_base.reload() is None


@conversation
async def test_a_bad_file_leaves_the_old_knowledge_live_until_it_is_corrected(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        good = files.read(WAGES)
        files.write(WAGES, good.replace("points:", "points"))
        event = await knowledge_base.reload()

        assert isinstance(event, LoadFailure)
        assert event.problems[0].place.file == WAGES
        assert knowledge_base.trouble == event
        assert "Ask what others are paid." in says(knowledge_base, "am I paid enough")
        assert await knowledge_base.reload() is None, "the same failure is not reported twice"

        files.write(WAGES, good)
        await knowledge_base.reload()
        assert knowledge_base.trouble is None


@conversation
async def test_files_that_break_a_question_wait_for_a_decision(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        text = files.read(WAGES)
        files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
        event = await knowledge_base.reload()

        assert isinstance(event, LoadFailure)
        assert [broken.text for broken in event.broken] == ["am I paid enough"]
        assert "fair-wages" in str(knowledge_base.live.advisor.reply("am I paid enough", Conversation(), 0.0)[0].topics[:1])

        taken = await knowledge_base.take_anyway(
            Author("ann", "Pulled from the main branch.", override="The question is to go as well.")
        )
        assert taken.files == (WAGES,)
        assert knowledge_base.trouble is None
        assert (await knowledge_base.history.of_file(WAGES))[0].change.override == "The question is to go as well."
        with pytest.raises(EditError, match="nothing in the files that waits"):
            await knowledge_base.take_anyway(Author("ann", "Again.", override="Again."))


@conversation
async def test_waiting_files_are_used_for_training_once_however_often_they_are_reloaded(files: Copy) -> None:
    trained: list[Library] = []

    def make_and_record(library: Library, previous: Advisor | None) -> Advisor:
        trained.append(library)
        return make_advisor(library, previous)

    async with Store.open(files.root.parent / "advisor.db") as store:
        knowledge_base = await open_knowledge_base(files.root, store.history, make_and_record, Clock())
        text = files.read(WAGES)
        files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
        await knowledge_base.reload()
        before = len(trained)
        assert [await knowledge_base.reload() for _ in range(3)] == [None, None, None]
        assert len(trained) == before
        assert knowledge_base.trouble is not None

        files.write(WAGES, text.replace("Fair wages", "Good wages"))
        assert isinstance(await knowledge_base.reload(), KnowledgeChanged)
        assert knowledge_base.trouble is None


@conversation
async def test_an_edit_does_not_overwrite_a_file_that_was_just_changed(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))
        files.replace(WAGES, "Ask what others are paid.", CORRECTED)

        with pytest.raises(EditedMeanwhileError):
            await knowledge_base.commit(proposal, Author("ann", "Nicer."))
        assert CORRECTED in files.read(WAGES)
        assert CORRECTED in says(knowledge_base, "am I paid enough")

        files.write(WAGES, "half a file")
        with pytest.raises(EditError, match="changed in the files and is not right there"):
            await knowledge_base.commit(
                await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages")), Author("ann", "Nicer.")
            )
        assert files.read(WAGES) == "half a file"


@conversation
async def test_an_edit_of_another_entry_goes_live_while_a_file_is_bad(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        files.write("roles/welder.yaml", "half a file")
        await knowledge_base.reload()
        await correct_wages(knowledge_base)

        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert files.read("roles/welder.yaml") == "half a file"


@conversation
async def test_when_the_disk_is_full_nothing_changes(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_small(files) as knowledge_base:
        proposal = await knowledge_base.propose(edit_of(knowledge_base, WAGES, "Fair wages", "Good wages"))

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(EditError, match="No space left on device"):
            await knowledge_base.commit(proposal, Author("ann", "Nicer."))
        monkeypatch.undo()

        assert "Good wages" not in files.read(WAGES)
        assert len(await knowledge_base.history.of_file(WAGES)) == 1
        await knowledge_base.commit(proposal, Author("ann", "Nicer."))
        assert "Good wages" in files.read(WAGES)


@conversation
async def test_listeners_get_all_events_even_if_another_listener_fails(files: Copy, caplog: pytest.LogCaptureFixture) -> None:
    events: list[Event] = []

    async def record(event: Event) -> None:
        events.append(event)

    async def fail(_: Event) -> None:
        raise RuntimeError("a fault")

    async with open_small(files) as knowledge_base:
        knowledge_base.listen(fail)
        knowledge_base.listen(record)
        changed = await correct_wages(knowledge_base)
        files.write(WAGES, "half a file")
        trouble = await knowledge_base.reload()

    assert events == [changed, trouble]
    assert "a listener to changes of the knowledge failed" in caplog.text


@conversation
async def test_file_changes_while_the_bot_was_down_are_recorded_at_the_start(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        await correct_wages(knowledge_base)
    files.replace(WAGES, "Fair wages", "Good wages")
    async with open_small(files) as knowledge_base:
        assert [version.change.origin for version in await knowledge_base.history.of_file(WAGES)] == ["file", "discord", "import"]
        assert "Good wages" in says(knowledge_base, "am I paid enough")


@conversation
async def test_a_file_broken_while_the_bot_was_down_leaves_the_last_valid_version_live(files: Copy) -> None:
    async with open_small(files) as knowledge_base:
        await correct_wages(knowledge_base)
    files.write(WAGES, "half a file")
    async with open_small(files) as knowledge_base:
        assert knowledge_base.trouble is not None
        assert CORRECTED in says(knowledge_base, "am I paid enough")
        assert files.read(WAGES) == "half a file"


@conversation
async def test_the_history_is_linear_when_many_edit_at_once(files: Copy) -> None:
    """Five people make fifty edits of three entries; outdated edits are retried, and none is lost."""
    entries = (WAGES, "topics/leaking-pipes.yaml", "roles/welder.yaml")

    async def add(knowledge_base: KnowledgeBase, number: int) -> None:
        file = entries[number % len(entries)]
        for _ in range(100):
            text = knowledge_base.live.snapshot.files[file].text + f"# line {number}\n"
            try:
                proposal: Proposal = await knowledge_base.propose(
                    Edit({file: text.encode()}, {file: knowledge_base.live.heads[file]})
                )
                await knowledge_base.commit(proposal, Author(f"moderator {number % 5}", f"line {number}"))
            except EditedMeanwhileError:
                continue
            return
        raise AssertionError("the edit never succeeded")

    async with open_small(files) as knowledge_base:
        await asyncio.gather(*(add(knowledge_base, number) for number in range(50)))

        lines = [line for file in entries for line in files.read(file).splitlines() if line.startswith("# line")]
        assert sorted(lines) == sorted(f"# line {number}" for number in range(50))
        for file in entries:
            versions = (await knowledge_base.history.of_file(file, most=100))[::-1]
            assert [version.previous for version in versions] == [None, *(version.number for version in versions[:-1])]
            for version in versions[1:]:
                assert version.content is not None
                assert version.content.decode().endswith(f"# {version.change.reason}\n")
