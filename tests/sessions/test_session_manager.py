"""A turn is the same for every door: in order, answered once, stored whole, and forgotten whole."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue.state import Option
from bot.knowledge.snapshot import Snapshot
from bot.sessions.session_manager import SessionManager
from bot.storage.store import Store
from tests.asynchronous import conversation
from tests.curation.small import little_knowledge, make_advisor

USER, PLACE = "7", "server 1"
FAILED, AGAIN = "what does a plumber do in the storm tomorrow", "what does a plumber do tomorrow"


@contextlib.asynccontextmanager
async def sessions_in(folder: Path) -> AsyncIterator[SessionManager]:
    """A session manager over the little knowledge and a database of its own."""
    root = little_knowledge(folder / "knowledge").root
    async with Store.open(folder / "advisor.db") as store:
        yield SessionManager(make_advisor(Snapshot.of_folder(root).library(), None), store)


async def ask(sessions: SessionManager, text: str, event: str, *, user: str = USER) -> None:
    async with sessions.turn(user, PLACE, event) as turn:
        turn.ask(text)
        await turn.commit()


async def rephrased(sessions: SessionManager) -> list[str]:
    """The questions that are stored since they were asked again in other words."""
    return [question.question for question in await sessions.store.failed_questions.kept() if question.why == "rephrased"]


@conversation
async def test_a_failed_question_is_followed_up_unless_its_asker_was_forgotten(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions:
        await ask(sessions, FAILED, "e1")
        await ask(sessions, AGAIN, "e2")
        assert await rephrased(sessions) == [FAILED]

        await ask(sessions, FAILED, "e3", user="8")
        await sessions.forget("8")
        await ask(sessions, AGAIN, "e4", user="8")
        assert await rephrased(sessions) == [FAILED]


@conversation
async def test_forgetting_by_an_option_of_a_reply_forgets_as_the_command_does(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions:
        await ask(sessions, FAILED, "e1")
        async with sessions.turn(USER, PLACE, "e2") as turn:
            turn.pick(Option(kind="action", value="forget", label="Yes, forget me"))
            await turn.commit()
        await ask(sessions, AGAIN, "e3")

        assert await rephrased(sessions) == []
        exported = await sessions.store.export(USER)
        assert len(exported["conversations"]) == 1, "only the turn after forgetting"


@conversation
async def test_turns_of_one_user_run_in_order_and_those_of_others_beside_them(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions:
        done: list[str] = []

        async def slow(user: str, name: str, begun: asyncio.Event, may_end: asyncio.Event) -> None:
            async with sessions.turn(user, PLACE, name) as turn:
                turn.ask("hello")
                begun.set()
                await may_end.wait()
                await turn.commit()
                done.append(name)

        begun, may_end, free = asyncio.Event(), asyncio.Event(), asyncio.Event()
        free.set()
        first = asyncio.create_task(slow(USER, "first", begun, may_end))
        await begun.wait()
        second = asyncio.create_task(slow(USER, "second", asyncio.Event(), free))
        await slow("8", "of another", asyncio.Event(), free)
        assert (done, sessions.is_busy(USER)) == (["of another"], True)
        may_end.set()
        await asyncio.gather(first, second)
        await sessions.wait_idle()

        assert done == ["of another", "first", "second"]
        assert not sessions.is_busy(USER)


@conversation
async def test_an_event_is_known_to_be_answered_and_can_be_answered_again(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions:
        async with sessions.turn(USER, PLACE, "e1") as turn:
            assert turn.answered_by is None
            turn.ask("what does a plumber do")
            await turn.commit(99)
        async with sessions.turn(USER, PLACE, "e1", again=True) as turn:
            assert turn.answered_by == "99"
            turn.ask("what does a welder do")
            await turn.commit(99)

        talk = await sessions.store.conversation(USER, PLACE)
        assert [past.roles for past in talk.turns] == [("welder",)], "the first answer counts as never given"


@conversation
async def test_a_shown_page_is_found_by_its_owner_and_gone_after_forgetting(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions:
        async with sessions.turn(USER, PLACE, "e1") as turn:
            answer = turn.ask("what does a plumber do")
            turn.attach_page("as the door shows it")
            assert await sessions.find_page(answer.key) == (USER, "as the door shows it")
            await turn.commit()
        assert await sessions.find_page(answer.key) == (USER, "as the door shows it")
        assert await sessions.forget(USER) > 0
        assert await sessions.find_page(answer.key) is None


@conversation
async def test_nothing_can_be_committed_before_it_is_answered(tmp_path: Path) -> None:
    async with sessions_in(tmp_path) as sessions, sessions.turn(USER, PLACE, "e1") as turn:
        with pytest.raises(RuntimeError, match="nothing was answered"):
            await turn.commit()
