"""`/knowledge download` and `/knowledge upload`: whole files, for edits outside Discord and for texts too long for a form."""

import asyncio
import io
from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.curation.archives import LARGEST_UPLOAD, UploadError, pack, unpack
from bot.curation.errors import NoChangeError
from bot.curation.knowledge_base import KnowledgeBase
from bot.curation.version_texts import with_version_header, without_version_header
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import files_text
from bot.discordbot.rendering.message_view import COLOUR, static_view
from bot.discordbot.strings import moderation
from bot.knowledge.snapshot import KnowledgeFile

Interaction = discord.Interaction[Any]
ARCHIVE = "knowledge.zip"


async def download(interaction: Interaction, knowledge_base: KnowledgeBase, file: str | None) -> None:
    """Send one file, or all files as a zip; each file has its version in the first line."""
    live = knowledge_base.live
    if file is not None:
        content = _with_version(live.snapshot.files[file], live.heads.get(file))
        await send_file(interaction, moderation.DOWNLOADED, file.replace("/", "."), content)
        return
    files = {name: _with_version(content, live.heads.get(name)) for name, content in live.snapshot.files.items()}
    await send_file(interaction, moderation.DOWNLOADED_ALL, ARCHIVE, pack(files))


async def upload(
    interaction: Interaction, editor: Editor, knowledge_base: KnowledgeBase, attachments: Sequence[discord.Attachment]
) -> None:
    """Make one draft of all uploaded files and show its preview. Files that are unchanged since their download are left out.

    Raises UploadError for a file that is too large or cannot be read, and NoChangeError when nothing was changed.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    for attachment in attachments:
        if attachment.size > LARGEST_UPLOAD:
            raise UploadError(f"{attachment.filename} is larger than {LARGEST_UPLOAD // 1024**2} MB; send less at once.")
    uploads = [(attachment.filename, await _download(attachment)) for attachment in attachments]
    texts: dict[str, str | None] = {}
    bases: dict[str, int | None] = {}
    for file, text in (await asyncio.to_thread(unpack, uploads, knowledge_base.live.snapshot.files)).items():
        plain, base = without_version_header(text)
        if base is None or not await _is_unchanged(knowledge_base, file, base, plain):
            texts[file] = plain
            bases[file] = base if base is not None else knowledge_base.live.heads.get(file)
    if not texts:
        raise NoChangeError("Nothing was changed: every file is as you took it.")
    draft = await editor.create_draft(interaction, moderation.UPLOAD.format(what=files_text(sorted(texts))), texts)
    draft = draft.model_copy(update={"bases": bases})
    await editor.save_draft(draft)
    await editor.show_preview(interaction, draft)


async def _download(attachment: discord.Attachment) -> bytes:
    try:
        return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise UploadError(moderation.NOT_FETCHED.format(name=attachment.filename)) from None


async def _is_unchanged(knowledge_base: KnowledgeBase, file: str, base: int, text: str) -> bool:
    version = await knowledge_base.history.version(base)
    return version is not None and version.file == file and version.content == text.encode()


def _with_version(file: KnowledgeFile, version: int | None) -> bytes:
    return with_version_header(file.text, version).encode()


async def send_file(interaction: Interaction, text: str, name: str, content: bytes) -> None:
    """Send a file that only the user sees, with a text above it."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), ui.File(f"attachment://{name}"), accent_colour=COLOUR)
    view, file = static_view(container), discord.File(io.BytesIO(content), name)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=[file])
    else:
        await interaction.response.send_message(view=view, file=file, ephemeral=True)
