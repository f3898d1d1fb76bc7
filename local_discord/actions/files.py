"""Attachments: storing uploaded files, and resolving the references of components and embeds to them."""

from __future__ import annotations

import copy
import mimetypes
import re
import struct
from collections.abc import Sequence
from typing import Any

from local_discord.serializers.messages import attachment_json
from local_discord.state.accounts import JSON
from local_discord.state.errors import RefusalError
from local_discord.state.flags import ComponentType
from local_discord.state.messages import Attachment, Upload
from local_discord.state.world import World
from local_discord.validation.components import media_of, walk
from local_discord.validation.form import Form, Place, form_error

MOST_BYTES = 10 * 1024 * 1024
_SCHEME = "attachment://"
_PNG = b"\x89PNG\r\n\x1a\n"


def store_attachments(
    world: World,
    channel_id: int,
    body: JSON,
    uploads: Sequence[Upload],
    *,
    previous: Sequence[Attachment] = (),
    ephemeral: bool = False,
) -> list[Attachment]:
    """Store the uploads and return the attachments of the message that `body` creates or edits.

    These are the attachments in `previous` that `body` still lists, and the new files. Without an `attachments` field
    all previous attachments are kept and every upload is added. Raises 40005 if the files are too large, and 50035 if
    `body` lists an unknown attachment.
    """
    if sum(len(upload.content) for upload in uploads) > MOST_BYTES:
        raise RefusalError(413, 40005, "Request entity too large")
    described = body.get("attachments")
    if described is None:
        described = [{"id": str(old.id)} for old in previous] + [{"id": upload.field_id} for upload in uploads]
    old_by_id = {old.id: old for old in previous}
    new_by_id = {upload.field_id: upload for upload in uploads}
    attached: list[Attachment] = []
    for number, entry in enumerate(described):
        key = int(entry.get("id", -1))
        if key in old_by_id:
            attached.append(old_by_id[key])
        elif key in new_by_id:
            attached.append(_store(world, channel_id, new_by_id[key], entry, ephemeral=ephemeral))
        else:
            raise form_error(("attachments", number, "id"), "ATTACHMENT_NOT_FOUND", f"Attachment with id {key} was not found")
    unnamed = [upload for upload in uploads if all(int(entry.get("id", -1)) != upload.field_id for entry in described)]
    return attached + [_store(world, channel_id, upload, {}, ephemeral=ephemeral) for upload in unnamed]


def _store(world: World, channel_id: int, upload: Upload, entry: JSON, *, ephemeral: bool) -> Attachment:
    # Like Discord, replace everything but letters, digits, dots, dashes and underscores by underscores.
    filename = re.sub(r"[^\w.\-]", "_", entry.get("filename") or upload.filename)
    kind = upload.content_type
    if kind in (None, "application/octet-stream"):
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    new_id = world.new_id()
    attachment = Attachment(
        id=new_id,
        filename=filename,
        content=upload.content,
        content_type=kind or "application/octet-stream",
        path=f"{'ephemeral-' if ephemeral else ''}attachments/{channel_id}/{new_id}/{filename}",
        description=entry.get("description"),
        size_in_pixels=_png_size(upload.content),
        ephemeral=ephemeral,
    )
    world.attachments[attachment.path] = attachment
    return attachment


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_PNG) or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)


def resolve_media(world: World, components: list[JSON], attachments: Sequence[Attachment], at: Place) -> list[JSON]:
    """A copy of the components as Discord returns them: with ids, and with file references resolved to URLs.

    Raises 50035 for a reference to a file that the message does not have.
    """
    form = Form()
    resolved = copy.deepcopy(components)
    found = list(walk(resolved, at))
    used_ids = {component["id"] for component, _ in found if component.get("id")}
    number = 0
    for component, place in found:
        if not component.get("id"):
            number += 1
            while number in used_ids:
                number += 1
            component["id"] = number
        for media, inner in media_of(component):
            attachment = _resolve(form, world, media, attachments, (*place, *inner))
            if attachment is not None and component["type"] == ComponentType.FILE:
                component |= {"name": attachment.filename, "size": len(attachment.content)}
    form.raise_errors()
    return resolved


def _resolve(form: Form, world: World, media: JSON, attachments: Sequence[Attachment], at: Place) -> Attachment | None:
    url = str(media.get("url"))
    attachment = None
    if url.startswith(_SCHEME):
        attachment = _attachment_named(attachments, url)
        if attachment is None:
            message = f"The referenced attachment '{url.removeprefix(_SCHEME)}' was not found"
            form.add_error((*at, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)
            return None
    else:
        attachment = next((one for one in attachments if url.partition("?")[0].endswith(one.path)), None)
    media.clear()
    media |= {"url": url, "proxy_url": url, "loading_state": 2, "width": None, "height": None, "flags": 0}
    if attachment is not None:
        data = attachment_json(world, attachment)
        media |= {key: data[key] for key in ("url", "proxy_url", "content_type")}
        media |= {"attachment_id": data["id"], "width": data.get("width"), "height": data.get("height")}
    return attachment


def _attachment_named(attachments: Sequence[Attachment], url: str) -> Attachment | None:
    name = re.sub(r"[^\w.\-]", "_", url.removeprefix(_SCHEME))
    return next((attachment for attachment in attachments if attachment.filename == name), None)


def resolve_embed_images(world: World, embeds: list[JSON], attachments: Sequence[Attachment]) -> list[JSON]:
    """A copy of the embeds as Discord returns them, with file references resolved to URLs."""
    resolved: list[JSON] = []
    for embed in copy.deepcopy(embeds):
        resolved.append({**embed, "type": "rich"})
        places: list[tuple[Any, str]] = [(embed.get("image"), "url"), (embed.get("thumbnail"), "url")]
        places += [(embed.get("author"), "icon_url"), (embed.get("footer"), "icon_url")]
        for holder, key in places:
            if isinstance(holder, dict) and str(holder.get(key)).startswith(_SCHEME):
                attachment = _attachment_named(attachments, holder[key])
                if attachment is not None:
                    holder[key] = attachment_json(world, attachment)["url"]
    return resolved
