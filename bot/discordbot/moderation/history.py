"""`/knowledge history`, `diff`, `revert`, `undo` and `export`: the changes of the knowledge, and how to take them back."""

from typing import Any, Final

import discord

from bot.curation.archives import pack
from bot.curation.errors import EditError
from bot.curation.knowledge_base import KnowledgeBase
from bot.curation.proposals import difference
from bot.curation.version_texts import history_lines
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.file_transfer import send_file
from bot.discordbot.moderation.formatting import change_line, code, files_text, fit_lines
from bot.discordbot.rendering.forms import LONGEST_REASON
from bot.discordbot.rendering.message_view import text_view
from bot.discordbot.strings import moderation
from bot.storage.history import Version

Interaction = discord.Interaction[Any]
MOST_LISTED: Final = 12
LONGEST_TEXT: Final = 3_800
"""Characters of a text, of the 4,000 in a message."""

LARGEST_FILE: Final = 8 * 1024 * 1024
"""Bytes of an exported file; Discord refuses larger attachments."""
EXPORT_FILE: Final = "history.zip"


async def show_history(interaction: Interaction, knowledge_base: KnowledgeBase, file: str | None) -> None:
    """Show the newest changes, of all files or of one file."""
    if file is None:
        found = await knowledge_base.history.changes(most=MOST_LISTED)
    else:
        found = [(version.change, (version.file,)) for version in await knowledge_base.history.of_file(file, most=MOST_LISTED)]
    title = moderation.HISTORY if file is None else moderation.HISTORY_OF.format(file=file)
    lines = fit_lines([change_line(change, files) for change, files in found], LONGEST_TEXT) or [moderation.NOTHING_YET]
    await interaction.response.send_message(view=text_view("\n".join([title, *lines])), ephemeral=True)


async def show_diff(interaction: Interaction, knowledge_base: KnowledgeBase, number: int) -> None:
    """Show the difference that a change made, in the message or as a file."""
    versions = await _of_change(knowledge_base, number)
    whole_diff = "\n".join([difference(v.file, *await _sides(knowledge_base, v)) for v in versions])
    heading = moderation.DIFF.format(number=number, line=change_line(versions[0].change, [v.file for v in versions]))
    text = f"{heading}\n{code(whole_diff, 'diff')}"
    if len(text) <= LONGEST_TEXT:
        await interaction.response.send_message(view=text_view(text), ephemeral=True)
    else:
        await send_file(interaction, heading, f"change-{number}.diff", whole_diff.encode())


async def revert(interaction: Interaction, editor: Editor, knowledge_base: KnowledgeBase, number: int) -> None:
    """Make a draft with the files of a change as they were before it, and show its preview."""
    about, texts = await _before(knowledge_base, number, moderation.REVERT)
    await editor.show_preview(interaction, await editor.create_draft(interaction, about, texts))


async def undo(interaction: Interaction, editor: Editor, knowledge_base: KnowledgeBase) -> None:
    """Revert the user's own last change in the same way; the reason is filled in already."""
    found = await knowledge_base.history.changes(most=1, author=str(interaction.user.id))
    if not found:
        raise EditError(moderation.NOTHING_TO_UNDO)
    about, texts = await _before(knowledge_base, found[0][0].number, moderation.UNDO)
    await editor.show_preview(interaction, await editor.create_draft(interaction, about, texts, reason=about[:LONGEST_REASON]))


async def export(interaction: Interaction, knowledge_base: KnowledgeBase) -> None:
    """Send the whole history as a file."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    content = pack({"history.jsonl": history_lines(await knowledge_base.history.everything())})
    if len(content) > LARGEST_FILE:
        raise EditError(moderation.EXPORT_TOO_LARGE)
    await send_file(interaction, moderation.EXPORTED, EXPORT_FILE, content)


async def _before(knowledge_base: KnowledgeBase, number: int, about: str) -> tuple[str, dict[str, str | None]]:
    """A description of the revert, and the files of the change as they were before it."""
    versions = await _of_change(knowledge_base, number)
    if versions[0].change.origin == "import":
        raise EditError(moderation.FIRST_CHANGE.format(number=number))
    texts: dict[str, str | None] = {}
    for version in versions:
        before, _ = await _sides(knowledge_base, version)
        texts[version.file] = before.decode("utf-8", "replace") if before is not None else None
    return f"{about.format(number=number)} ({files_text(sorted(texts))})", texts


async def _of_change(knowledge_base: KnowledgeBase, number: int) -> list[Version]:
    versions = await knowledge_base.history.of_change(number)
    if not versions:
        raise EditError(moderation.NO_CHANGE.format(number=number))
    return versions


async def _sides(knowledge_base: KnowledgeBase, version: Version) -> tuple[bytes | None, bytes | None]:
    """(content before a version, content of that version); None where the file did not exist."""
    before = await knowledge_base.history.version(version.previous) if version.previous is not None else None
    return (before.content if before is not None else None), version.content
