"""The gateway without a library: plain websockets, for what no library would send."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.playground import ALL_INTENTS, LocalDiscord

Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def connected(local: LocalDiscord, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{local.gateway_url}?{query}") as socket:
        yield socket


async def identify(socket: Socket, token: str, intents: int = int(ALL_INTENTS), **more: Any) -> None:
    data = {"token": token, "intents": intents, "properties": {}, **more}
    await socket.send_str(json.dumps({"op": 2, "d": data}))


async def closed(socket: Socket) -> int | None:
    while True:
        message = await socket.receive(timeout=5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
            return socket.close_code


async def told(socket: Socket, name: str) -> dict[str, Any]:
    while True:
        payload: dict[str, Any] = await socket.receive_json(timeout=5)
        if payload["t"] == name:
            return payload
