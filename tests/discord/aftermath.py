"""What an edit leaves behind, and what somebody is told who tried one."""

from __future__ import annotations

from typing import Final

from bot.curation import drafts
from bot.discordbot.strings import moderation
from local_discord import InteractionResult, Person
from tests.discord.communities import WAGES, Community

PIPES: Final = "topics/leaking-pipes.yaml"
DAMP, WET = "by following the damp.", "by following the wet."


async def state(c: Community, *people: Person) -> object:
    """All that an edit leaves behind: the files, what is live, the history, these people's newest drafts, what is settled."""
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


async def is_refused(used: InteractionResult, sentence: str = moderation.NOT_YOURS) -> None:
    message = await used.message()
    assert (message.text, message.ephemeral, len(used.messages)) == (sentence, True, 1)
    assert used.interaction.modal is None


async def is_told(used: InteractionResult, expected: str) -> None:
    """In the form or in the message that came of it."""
    if used.interaction.modal is not None:
        assert used.modal.title == expected
        return
    message = await (await used.message()).shows(expected)
    assert message.ephemeral


async def draft_of(c: Community, person: Person) -> str:
    """An edit that somebody began, whoever they are now; as it was kept, for what is pressed to find."""
    keeper = c.bot.services.knowledge_base
    text = keeper.live.snapshot.files[PIPES].text.replace(DAMP, WET)
    draft = drafts.begin(keeper.live, str(person.id), f"Edit {PIPES}", {PIPES: text})
    await drafts.keep(keeper.history, draft, 1.0)
    return draft.key


async def wait_in_the_files(c: Community) -> None:
    """Something stands there that goes live only with a word."""
    text = c.files.read(WAGES)
    c.files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
    await c.bot.services.knowledge_base.reload()
    [error] = c.bot.expect_error()
    assert "am I paid enough" in error.getMessage()
