"""Edits are checked, proved, written and recorded; what is done to the files is noticed; nothing is lost on the way."""

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
MENDED = "Find out what others are paid first."


class Clock:
    """Unix time that passes by one second with each look."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def files(tmp_path: Path) -> Copy:
    return little_knowledge(tmp_path / "knowledge")


@contextlib.asynccontextmanager
async def keeper_of(files: Copy) -> AsyncIterator[KnowledgeBase]:
    async with Store.open(files.root.parent / "advisor.db") as store:
        yield await open_knowledge_base(files.root, store.history, make_advisor, Clock())


def edit_of(keeper: KnowledgeBase, file: str, old: str, new: str) -> Edit:
    """As somebody makes it who sees the newest version."""
    text = keeper.live.snapshot.files[file].text
    assert old in text
    return Edit({file: text.replace(old, new).encode()}, {file: keeper.live.heads[file]})


def says(keeper: KnowledgeBase, question: str) -> str:
    return str(keeper.live.advisor.reply(question, Conversation(), 0.0)[0].blocks)


async def mend(keeper: KnowledgeBase, author: str = "ann", reason: str = "It was too short.") -> KnowledgeChanged:
    proposal = await keeper.propose(edit_of(keeper, WAGES, "Ask what others are paid.", MENDED))
    return await keeper.commit(proposal, Author(author, reason))


@conversation
async def test_an_edit_goes_live_is_on_disk_and_in_the_history(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        changed = await mend(keeper)

        assert MENDED in says(keeper, "am I paid enough")
        assert MENDED in files.read(WAGES)
        assert files.read(WAGES).startswith("# written by hand, and it stays so\n")
        newest, first = await keeper.history.of_file(WAGES)
        assert (newest.change, newest.previous) == (changed.change, first.number)
        assert (newest.change.author, newest.change.reason, newest.change.origin) == ("ann", "It was too short.", "discord")
        assert (first.change.origin, first.change.reason) == ("import", BEGINNING)
        assert newest.content == files.read(WAGES).encode()


@conversation
async def test_what_is_proposed_changes_nothing_until_it_is_committed(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        before = keeper.live
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Ask what others are paid.", MENDED))

        assert keeper.live is before
        assert MENDED not in files.read(WAGES)
        assert f"+  text: {MENDED}  # the short answer" in proposal.difference
        assert "-  text: Ask what others are paid.  # the short answer" in proposal.difference
        assert MENDED in str(proposal.advisor.reply("am I paid enough", Conversation(), 0.0)[0].blocks)


@conversation
async def test_a_bad_edit_is_refused_with_the_place_of_every_problem(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        text = files.read(WAGES).replace("summary:", "sumary:").replace("source: editorial", "source: nowhere")
        with pytest.raises(KnowledgeError) as refused:
            await keeper.propose(Edit({WAGES: text.encode()}, {WAGES: keeper.live.heads[WAGES]}))

        assert any("'sumary' is not a known key" in problem.message for problem in refused.value.problems)
        assert {problem.place.file for problem in refused.value.problems} == {WAGES}


@conversation
async def test_an_edit_that_changes_nothing_is_not_recorded(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        with pytest.raises(NoChangeError):
            await keeper.propose(edit_of(keeper, WAGES, "Ask", "Ask"))

        assert len(await keeper.history.of_file(WAGES)) == 1


@conversation
async def test_an_edit_that_would_break_a_question_says_which_and_needs_a_reason_to_go_live(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        words = files.read(WAGES)[files.read(WAGES).index("phrases:") :]
        proposal = await keeper.propose(edit_of(keeper, WAGES, words, "phrases: [something else entirely]\n"))

        [broken] = proposal.broken
        assert (broken.text, broken.wanted) == ("am I paid enough", "advice · fair-wages")
        assert broken.before.startswith("advice · fair-wages")
        assert "fair-wages" not in broken.after.split(", asking")[0]
        with pytest.raises(BreaksError, match="misread 1 question"):
            await keeper.commit(proposal, Author("ann", "Shorter."))
        assert "am I paid enough" in files.read(WAGES)

        await keeper.commit(proposal, Author("ann", "Shorter.", override="Nobody asks that."))
        assert "something else entirely" in files.read(WAGES)
        assert (await keeper.history.of_file(WAGES))[0].change.override == "Nobody asks that."


@conversation
async def test_the_second_of_two_moderators_on_one_entry_is_shown_what_changed(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        theirs = edit_of(keeper, WAGES, "Fair wages", "Good wages")
        await mend(keeper)

        with pytest.raises(EditedMeanwhileError) as refused:
            await keeper.propose(theirs)
        assert refused.value.head == keeper.live.heads[WAGES]
        assert f"+  text: {MENDED}  # the short answer" in refused.value.theirs


@conversation
async def test_a_proposal_that_was_overtaken_is_not_committed(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))
        await mend(keeper)

        with pytest.raises(EditedMeanwhileError):
            await keeper.commit(proposal, Author("bob", "Nicer."))
        assert MENDED in files.read(WAGES)
        assert "Good wages" not in files.read(WAGES)


@conversation
async def test_a_proposal_made_before_another_entry_changed_goes_live_beside_it(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, "roles/welder.yaml", "Does a thing.", "Joins metal."))
        await mend(keeper)
        await keeper.commit(proposal, Author("bob", "Truer."))

        assert MENDED in says(keeper, "am I paid enough")
        assert "Joins metal." in says(keeper, "what does a welder do")


@conversation
async def test_a_proposal_that_no_longer_goes_with_the_rest_is_refused(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        link = edit_of(keeper, WAGES, "phrases:", "related: [learning-the-trade]\nphrases:")
        proposal = await keeper.propose(link)
        gone = "topics/learning-the-trade.yaml"
        await keeper.commit(
            await keeper.propose(Edit({gone: None}, {gone: keeper.live.heads[gone]})), Author("ann", "Out of date.")
        )

        with pytest.raises(KnowledgeError, match="there is no topic 'learning-the-trade'"):
            await keeper.commit(proposal, Author("bob", "It belongs together."))


@conversation
async def test_a_file_that_was_taken_away_can_come_back(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        name = "topics/learning-the-trade.yaml"
        text = files.read(name)
        await keeper.commit(await keeper.propose(Edit({name: None}, {name: keeper.live.heads[name]})), Author("ann", "Old."))
        assert not (files.root / name).exists()

        await keeper.commit(
            await keeper.propose(Edit({name: text.encode()}, {name: keeper.live.heads[name]})), Author("ann", "Not.")
        )
        assert files.read(name) == text
        assert [version.content is None for version in await keeper.history.of_file(name)] == [False, True, False]


@conversation
async def test_what_is_changed_by_hand_goes_live_and_is_recorded(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        files.replace(WAGES, "Ask what others are paid.", MENDED)
        files.write("topics/new.yaml", TOPIC.format(id="new"))
        news = await keeper.reload()

        assert isinstance(news, KnowledgeChanged)
        assert news.files == (WAGES, "topics/new.yaml")
        assert MENDED in says(keeper, "am I paid enough")
        [newest, _] = await keeper.history.of_file(WAGES)
        assert (newest.change.origin, newest.change.author) == ("file", "")
        assert await keeper.reload() is None


@conversation
async def test_a_bad_file_leaves_the_old_knowledge_live_until_it_is_mended(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        good = files.read(WAGES)
        files.write(WAGES, good.replace("points:", "points"))
        news = await keeper.reload()

        assert isinstance(news, LoadFailure)
        assert news.problems[0].place.file == WAGES
        assert keeper.trouble == news
        assert "Ask what others are paid." in says(keeper, "am I paid enough")
        assert await keeper.reload() is None, "the same trouble is not told twice"

        files.write(WAGES, good)
        await keeper.reload()
        assert keeper.trouble is None


@conversation
async def test_files_that_would_break_a_question_wait_for_a_word(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        text = files.read(WAGES)
        files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
        news = await keeper.reload()

        assert isinstance(news, LoadFailure)
        assert [broken.text for broken in news.broken] == ["am I paid enough"]
        assert "fair-wages" in str(keeper.live.advisor.reply("am I paid enough", Conversation(), 0.0)[0].topics[:1])

        taken = await keeper.take_anyway(Author("ann", "Pulled from the main branch.", override="The question is to go as well."))
        assert taken.files == (WAGES,)
        assert keeper.trouble is None
        assert (await keeper.history.of_file(WAGES))[0].change.override == "The question is to go as well."
        with pytest.raises(EditError, match="nothing in the files that waits"):
            await keeper.take_anyway(Author("ann", "Again.", override="Again."))


@conversation
async def test_files_that_wait_are_learned_from_once_however_often_they_are_looked_at(files: Copy) -> None:
    made: list[Library] = []

    def counting(library: Library, previous: Advisor | None) -> Advisor:
        made.append(library)
        return make_advisor(library, previous)

    async with Store.open(files.root.parent / "advisor.db") as store:
        keeper = await open_knowledge_base(files.root, store.history, counting, Clock())
        text = files.read(WAGES)
        files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
        await keeper.reload()
        before = len(made)
        assert [await keeper.reload() for _ in range(3)] == [None, None, None]
        assert len(made) == before
        assert keeper.trouble is not None

        files.write(WAGES, text.replace("Fair wages", "Good wages"))
        assert isinstance(await keeper.reload(), KnowledgeChanged)
        assert keeper.trouble is None


@conversation
async def test_an_edit_does_not_write_over_what_was_just_done_by_hand(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))
        files.replace(WAGES, "Ask what others are paid.", MENDED)

        with pytest.raises(EditedMeanwhileError):
            await keeper.commit(proposal, Author("ann", "Nicer."))
        assert MENDED in files.read(WAGES)
        assert MENDED in says(keeper, "am I paid enough")

        files.write(WAGES, "half a file")
        with pytest.raises(EditError, match="changed in the files and is not right there"):
            await keeper.commit(await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages")), Author("ann", "Nicer."))
        assert files.read(WAGES) == "half a file"


@conversation
async def test_an_edit_of_another_entry_goes_live_while_a_file_is_bad(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        files.write("roles/welder.yaml", "half a file")
        await keeper.reload()
        await mend(keeper)

        assert MENDED in says(keeper, "am I paid enough")
        assert files.read("roles/welder.yaml") == "half a file"


@conversation
async def test_when_the_disk_refuses_nothing_is_changed(files: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that stands where the temporary file's folder should be is not needed: the rename is made to fail."""
    async with keeper_of(files) as keeper:
        proposal = await keeper.propose(edit_of(keeper, WAGES, "Fair wages", "Good wages"))

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(EditError, match="No space left on device"):
            await keeper.commit(proposal, Author("ann", "Nicer."))
        monkeypatch.undo()

        assert "Good wages" not in files.read(WAGES)
        assert len(await keeper.history.of_file(WAGES)) == 1
        await keeper.commit(proposal, Author("ann", "Nicer."))
        assert "Good wages" in files.read(WAGES)


@conversation
async def test_whoever_listens_is_told_and_a_listener_that_fails_does_no_harm(
    files: Copy, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Event] = []

    async def hear(news: Event) -> None:
        told.append(news)

    async def fail(_: Event) -> None:
        raise RuntimeError("deaf")

    async with keeper_of(files) as keeper:
        keeper.listen(fail)
        keeper.listen(hear)
        changed = await mend(keeper)
        files.write(WAGES, "half a file")
        trouble = await keeper.reload()

    assert told == [changed, trouble]
    assert "a listener to changes of the knowledge failed" in caplog.text


@conversation
async def test_what_was_done_to_the_files_while_the_bot_was_down_is_recorded_at_the_start(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        await mend(keeper)
    files.replace(WAGES, "Fair wages", "Good wages")
    async with keeper_of(files) as keeper:
        assert [version.change.origin for version in await keeper.history.of_file(WAGES)] == ["file", "discord", "import"]
        assert "Good wages" in says(keeper, "am I paid enough")


@conversation
async def test_a_file_that_was_broken_while_the_bot_was_down_leaves_the_last_good_version_live(files: Copy) -> None:
    async with keeper_of(files) as keeper:
        await mend(keeper)
    files.write(WAGES, "half a file")
    async with keeper_of(files) as keeper:
        assert keeper.trouble is not None
        assert MENDED in says(keeper, "am I paid enough")
        assert files.read(WAGES) == "half a file"


@conversation
async def test_the_history_is_one_line_when_many_edit_at_once(files: Copy) -> None:
    """Fifty edits by five people on three entries: those who were overtaken look again; no edit is lost."""
    entries = (WAGES, "topics/leaking-pipes.yaml", "roles/welder.yaml")

    async def add(keeper: KnowledgeBase, number: int) -> None:
        file = entries[number % len(entries)]
        for _ in range(100):
            text = keeper.live.snapshot.files[file].text + f"# line {number}\n"
            try:
                proposal: Proposal = await keeper.propose(Edit({file: text.encode()}, {file: keeper.live.heads[file]}))
                await keeper.commit(proposal, Author(f"moderator {number % 5}", f"line {number}"))
            except EditedMeanwhileError:
                continue
            return
        raise AssertionError("never had its turn")

    async with keeper_of(files) as keeper:
        await asyncio.gather(*(add(keeper, number) for number in range(50)))

        lines = [line for file in entries for line in files.read(file).splitlines() if line.startswith("# line")]
        assert sorted(lines) == sorted(f"# line {number}" for number in range(50))
        for file in entries:
            versions = (await keeper.history.of_file(file, most=100))[::-1]
            assert [version.previous for version in versions] == [None, *(version.number for version in versions[:-1])]
            for version in versions[1:]:
                assert version.content is not None
                assert version.content.decode().endswith(f"# {version.change.reason}\n")
