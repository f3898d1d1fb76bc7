"""Edits go live while many users ask: each answer comes from one version of the knowledge, and none fails."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from pathlib import Path
from typing import Final

from bot.curation.knowledge_base import Author, Event, KnowledgeBase, KnowledgeChanged
from bot.curation.proposals import Edit
from bot.curation.recovery import open_knowledge_base
from bot.discordbot.rendering.pagination import paginate
from bot.sessions.session_manager import SessionManager
from bot.storage.store import Store
from tests.curation.small import FILES, little_knowledge, make_advisor
from tests.discord.communities import community
from tests.knowledge.copies import ROLE
from tests.local_discord.clients import conversation

QUESTIONS: Final = (
    "am I paid enough",
    "my pipe is leaking",
    "plumber vs welder",
    "what does a welder do",
    "how do I become a plumber",
)
OPEN_QUESTIONS: Final = 1_000
EDITS: Final = 50


class Edits:
    """Counts the edits that are live, so that a question stays open over a number of them, however long each takes."""

    def __init__(self) -> None:
        self.live = 0
        self._changed = asyncio.Condition()

    async def count(self) -> None:
        async with self._changed:
            self.live += 1
            self._changed.notify_all()

    async def wait_for_more(self, number: int) -> None:
        target = min(self.live + number, EDITS)
        async with self._changed:
            await self._changed.wait_for(lambda: self.live >= target)


def version(number: int) -> dict[str, str]:
    """Files in which every sentence names the version."""
    sentence = f"This is version-{number}."
    roles = {name: ROLE.format(id=name, name=name.title()).replace("Does a thing.", sentence) for name in ("plumber", "welder")}
    texts = {f"roles/{name}.yaml": text.replace("Works.", sentence).replace("Always.", sentence) for name, text in roles.items()}
    old = {"fair-wages": "Ask what others are paid.", "leaking-pipes": "A leak is found by following the damp."}
    return texts | {f"topics/{name}.yaml": FILES[f"topics/{name}.yaml"].replace(text, sentence) for name, text in old.items()}


def versions_in(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"version-(\d+)", text)}


async def edit(knowledge_base: KnowledgeBase, number: int) -> None:
    contents = {name: text.encode() for name, text in version(number).items()}
    bases = {name: knowledge_base.live.heads[name] for name in contents}
    await knowledge_base.commit(await knowledge_base.propose(Edit(contents, bases)), Author("ann", f"Version {number}."))


async def ask(sessions: SessionManager, edits: Edits, person: int) -> int:
    """The one version that the texts of an answer and its library come from."""
    async with sessions.turn(str(person), "terminal", f"q{person}") as turn:
        await edits.wait_for_more(person % 10)
        answer = turn.ask(QUESTIONS[person % len(QUESTIONS)], ignore_history=True)
        await edits.wait_for_more(person % 15)  # as when a picture is drawn and sent
        shown = "\n".join("\n".join(page) for page in paginate(answer.reply, answer.library).pages)
        found = versions_in(shown)
        assert len(found) == 1, shown
        [of_library] = versions_in(answer.library.topics["fair-wages"].summary.text)
        assert found == {of_library}
        await turn.commit()
    return of_library


@conversation
async def test_a_thousand_open_questions_while_fifty_edits_go_live(tmp_path: Path) -> None:
    """Users ask one after the other from the first edit to the last, and a later question never gets an older version."""
    files = little_knowledge(tmp_path / "knowledge")
    for name, text in version(0).items():
        files.write(name, text)
    async with Store.open(tmp_path / "advisor.db") as store:
        knowledge_base = await open_knowledge_base(files.root, store.history, make_advisor, time.time)
        sessions = SessionManager(knowledge_base.live.advisor, store)

        async def use_new_knowledge(event: Event) -> None:
            assert isinstance(event, KnowledgeChanged)
            sessions.use(knowledge_base.live.advisor)

        knowledge_base.listen(use_new_knowledge)
        people, edits = itertools.count(1), Edits()
        answered: list[int] = []

        async def edit_all() -> None:
            for number in range(1, EDITS + 1):
                await edit(knowledge_base, number)
                await edits.count()

        async def keep_asking(editing: asyncio.Task[None]) -> None:
            last = 0
            while not editing.done():
                newest = await ask(sessions, edits, next(people))
                assert newest >= last
                last = newest
                answered.append(newest)

        editing = asyncio.create_task(edit_all())
        await asyncio.gather(editing, *(keep_asking(editing) for _ in range(OPEN_QUESTIONS)))

        assert len(answered) >= OPEN_QUESTIONS
        assert await ask(sessions, edits, next(people)) == EDITS
        assert set(answered) - {0, EDITS}, "some were answered by a version between the first and the last"
        assert (await store.history.changes(most=1))[0][0].reason == f"Version {EDITS}."


@conversation
async def test_members_ask_while_a_moderator_edits(tmp_path: Path) -> None:
    """The whole bot, with fewer questions and edits."""
    async with community(tmp_path) as c:
        knowledge_base = c.bot.services.knowledge_base
        for name, text in version(0).items():
            c.files.write(name, text)
        await knowledge_base.reload()

        async def keep_asking(number: int) -> set[int]:
            person, seen = c.local.person(f"Member {number}"), set()
            for question in QUESTIONS * 2:
                shown = await (await person.slash("ask", question=question)).message()
                found = versions_in(shown.text)
                assert len(found) == 1, shown.text
                seen |= found
            return seen

        asking = [asyncio.create_task(keep_asking(number)) for number in range(20)]
        for number in range(1, 11):
            await edit(knowledge_base, number)
        seen = set[int]().union(*await asyncio.gather(*asking))
        assert len(seen) > 1
        assert versions_in((await (await c.member.slash("ask", question=QUESTIONS[0])).message()).text) == {10}
