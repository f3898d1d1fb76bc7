"""Request bodies: JSON, or a multipart form with files and `payload_json`."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from local_discord.state.errors import RefusalError
from local_discord.state.messages import Upload

_FILE = re.compile(r"^files\[(\d+)\]$")


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON of a request (None without a body) and its uploaded files; raises 50109 for invalid JSON."""
    if request.content_type == "multipart/form-data":
        return await _read_form(request)
    text = await request.read()
    return (_parse(text) if text else None), []


async def _read_form(request: web.Request) -> tuple[Any, list[Upload]]:
    payload: Any = None
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        name = part.name or ""
        numbered = _FILE.match(name)
        if name == "payload_json":
            payload = _parse(content)
        elif part.filename is not None:
            number = int(numbered[1]) if numbered else len(uploads)
            uploads.append(Upload(number, part.filename, content, part.headers.get("Content-Type")))
        else:
            fields[name] = content.decode()
    return (payload if payload is not None else fields), uploads


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise RefusalError(400, 50109, "The request body contains invalid JSON.") from None
