"""`/knowledge history`, `diff`, `revert`, `undo`, `export`: what was changed, by whom and why, and the way back."""

from typing import Any, Final

import discord

from bot.curation.archives import pack
from bot.curation.errors import EditError
from bot.curation.history_export import history_lines
from bot.curation.knowledge_base import KnowledgeBase
from bot.curation.proposals import difference
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.file_transfer import send_file
from bot.discordbot.moderation.formatting import change_line, code, files_text, fitting
from bot.discordbot.moderation.forms import LONGEST_REASON
from bot.discordbot.rendering.message_view import text_view
from bot.discordbot.strings import moderation
from bot.storage.history import Version

Interaction = discord.Interaction[Any]
LISTED: Final = 12
MOST: Final = 3_800
"""Characters, of a message's 4,000."""

LARGEST_FILE: Final = 8 * 1024 * 1024
EXPORT_FILE: Final = "history.zip"


async def history(interaction: Interaction, keeper: KnowledgeBase, file: str | None) -> None:
    """The newest changes, of everything or of one entry."""
    if file is None:
        found = await keeper.history.changes(most=LISTED)
    else:
        found = [(version.change, (version.file,)) for version in await keeper.history.of_file(file, most=LISTED)]
    title = moderation.HISTORY if file is None else moderation.HISTORY_OF.format(file=file)
    lines = fitting([change_line(change, files) for change, files in found], MOST) or [moderation.NOTHING_YET]
    await interaction.response.send_message(view=text_view("\n".join([title, *lines])), ephemeral=True)


async def diff(interaction: Interaction, keeper: KnowledgeBase, number: int) -> None:
    """What a change did, in the message or as a file."""
    versions = await _of_change(keeper, number)
    whole = "\n".join([difference(v.file, *await _sides(keeper, v)) for v in versions])
    head = moderation.DIFF.format(number=number, line=change_line(versions[0].change, [v.file for v in versions]))
    shown = f"{head}\n{code(whole, 'diff')}"
    if len(shown) <= MOST:
        await interaction.response.send_message(view=text_view(shown), ephemeral=True)
    else:
        await send_file(interaction, head, f"change-{number}.diff", whole.encode())


async def revert(interaction: Interaction, editor: Editor, keeper: KnowledgeBase, number: int) -> None:
    """The files of a change as they were before it, as a draft like any other."""
    about, texts = await _before(keeper, number, moderation.REVERT)
    await editor.preview(interaction, await editor.begin(interaction, about, texts))


async def undo(interaction: Interaction, editor: Editor, keeper: KnowledgeBase) -> None:
    """One's own last change, as a draft like any other; its reason is written already."""
    found = await keeper.history.changes(most=1, author=str(interaction.user.id))
    if not found:
        raise EditError(moderation.NOTHING_TO_UNDO)
    about, texts = await _before(keeper, found[0][0].number, moderation.UNDO)
    await editor.preview(interaction, await editor.begin(interaction, about, texts, reason=about[:LONGEST_REASON]))


async def export(interaction: Interaction, keeper: KnowledgeBase) -> None:
    """Every version there is."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    content = pack({"history.jsonl": history_lines(await keeper.history.everything())})
    if len(content) > LARGEST_FILE:
        raise EditError(moderation.EXPORT_TOO_LARGE)
    await send_file(interaction, moderation.EXPORTED, EXPORT_FILE, content)


async def _before(keeper: KnowledgeBase, number: int, about: str) -> tuple[str, dict[str, str | None]]:
    """What taking a change back is called, and its files as they were before it."""
    versions = await _of_change(keeper, number)
    if versions[0].change.origin == "import":
        raise EditError(moderation.FIRST_CHANGE.format(number=number))
    texts: dict[str, str | None] = {}
    for version in versions:
        before, _ = await _sides(keeper, version)
        texts[version.file] = before.decode("utf-8", "replace") if before is not None else None
    return f"{about.format(number=number)} ({files_text(sorted(texts))})", texts


async def _of_change(keeper: KnowledgeBase, number: int) -> list[Version]:
    versions = await keeper.history.of_change(number)
    if not versions:
        raise EditError(moderation.NO_CHANGE.format(number=number))
    return versions


async def _sides(keeper: KnowledgeBase, version: Version) -> tuple[bytes | None, bytes | None]:
    """A file before and after a version of it."""
    before = await keeper.history.version(version.previous) if version.previous is not None else None
    return (before.content if before is not None else None), version.content
