"""`/knowledge download` and `/knowledge upload`: files for those who would rather edit at home, or more than a form takes."""

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
from bot.curation.version_header import with_version_header, without_version_header
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import files_text
from bot.discordbot.rendering.message_view import COLOUR, static_view
from bot.discordbot.strings import moderation
from bot.knowledge.snapshot import KnowledgeFile

Interaction = discord.Interaction[Any]
ARCHIVE = "knowledge.zip"


async def download(interaction: Interaction, keeper: KnowledgeBase, file: str | None) -> None:
    """One file, or all of them as a zip, each marked with its version."""
    live = keeper.live
    if file is not None:
        content = _marked(live.snapshot.files[file], live.heads.get(file))
        await send_file(interaction, moderation.DOWNLOADED, file.replace("/", "."), content)
        return
    files = {name: _marked(kept, live.heads.get(name)) for name, kept in live.snapshot.files.items()}
    await send_file(interaction, moderation.DOWNLOADED_ALL, ARCHIVE, pack(files))


async def upload(interaction: Interaction, editor: Editor, keeper: KnowledgeBase, sent: Sequence[discord.Attachment]) -> None:
    """Everything that was sent as one draft. What is as it was when it was downloaded is left out."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    for attachment in sent:
        if attachment.size > LARGEST_UPLOAD:
            raise UploadError(f"{attachment.filename} is larger than {LARGEST_UPLOAD // 1024**2} MB; send less at once.")
    uploads = [(attachment.filename, await _fetched(attachment)) for attachment in sent]
    texts: dict[str, str | None] = {}
    bases: dict[str, int | None] = {}
    for file, text in (await asyncio.to_thread(unpack, uploads, keeper.live.snapshot.files)).items():
        plain, base = without_version_header(text)
        if base is None or not await _is_untouched(keeper, file, base, plain):
            texts[file] = plain
            bases[file] = base if base is not None else keeper.live.heads.get(file)
    if not texts:
        raise NoChangeError("Nothing was changed: every file is as you took it.")
    draft = await editor.begin(interaction, moderation.UPLOAD.format(what=files_text(sorted(texts))), texts)
    draft = draft.model_copy(update={"bases": bases})
    await editor.keep(draft)
    await editor.preview(interaction, draft)


async def _fetched(attachment: discord.Attachment) -> bytes:
    try:
        return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise UploadError(moderation.NOT_FETCHED.format(name=attachment.filename)) from None


async def _is_untouched(keeper: KnowledgeBase, file: str, base: int, text: str) -> bool:
    version = await keeper.history.version(base)
    return version is not None and version.file == file and version.content == text.encode()


def _marked(file: KnowledgeFile, version: int | None) -> bytes:
    return with_version_header(file.text, version).encode()


async def send_file(interaction: Interaction, text: str, name: str, content: bytes) -> None:
    """A file for this person alone, with a sentence above it."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text), ui.File(f"attachment://{name}"), accent_colour=COLOUR)
    view, file = static_view(container), discord.File(io.BytesIO(content), name)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=[file])
    else:
        await interaction.response.send_message(view=view, file=file, ephemeral=True)
