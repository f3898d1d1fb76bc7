"""Assertions about edits: what an edit has changed, and what the bot answers to a user who tries one."""

from __future__ import annotations

from typing import Final

from bot.curation import drafts
from bot.discordbot.strings import moderation
from local_discord import InteractionResult, Person
from tests.discord.communities import WAGES, Community

PIPES: Final = "topics/leaking-pipes.yaml"
DAMP, WET = "by following the damp.", "by following the wet."


async def state(c: Community, *people: Person) -> object:
    """Everything that an edit can change: files, live knowledge, history, these users' newest drafts, settled questions."""
    history = c.bot.store.history
    files = {path: path.read_bytes() for path in c.files.root.rglob("*") if path.is_file()}
    pending = [await history.newest_draft(str(person.id)) for person in people]
    return (
        files,
        c.bot.services.knowledge_base.live,
        len(await history.everything()),
        pending,
        await c.bot.store.failed_questions.decided(),
    )


async def assert_refused(used: InteractionResult, sentence: str = moderation.NOT_YOURS) -> None:
    """The bot answered with this sentence alone, ephemerally, and showed no form."""
    message = await used.message()
    assert (message.text, message.ephemeral, len(used.messages)) == (sentence, True, 1)
    assert used.interaction.modal is None


async def assert_answered(used: InteractionResult, expected: str) -> None:
    """The bot showed a form with this title, or an ephemeral message that contains this text."""
    if used.interaction.modal is not None:
        assert used.modal.title == expected
        return
    message = await (await used.message()).shows(expected)
    assert message.ephemeral


async def draft_of(c: Community, person: Person) -> str:
    """The key of a stored draft of this user, who may or may not have the right to edit now."""
    knowledge_base = c.bot.services.knowledge_base
    text = knowledge_base.live.snapshot.files[PIPES].text.replace(DAMP, WET)
    draft = drafts.begin(knowledge_base.live, str(person.id), f"Edit {PIPES}", {PIPES: text})
    await drafts.keep(knowledge_base.history, draft, 1.0)
    return draft.key


async def break_a_question_in_the_files(c: Community) -> None:
    """Change a file so that a regression question breaks: the files go live only when a moderator overrides that."""
    text = c.files.read(WAGES)
    c.files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
    await c.bot.services.knowledge_base.reload()
    [error] = c.bot.expect_error()
    assert "am I paid enough" in error.getMessage()
