"""Plain clients for the gateway and the HTTP API, for payloads that no bot library would send."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from local_discord import ALL_INTENTS, LocalDiscord

Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def connect(local: LocalDiscord, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{local.gateway_url}?{query}") as socket:
        yield socket


async def identify(socket: Socket, token: str, intents: int = int(ALL_INTENTS), **more: Any) -> None:
    data = {"token": token, "intents": intents, "properties": {}, **more}
    await socket.send_str(json.dumps({"op": 2, "d": data}))


async def close_code(socket: Socket) -> int | None:
    while True:
        message = await socket.receive(timeout=5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
            return socket.close_code


async def wait_for_event(socket: Socket, name: str) -> dict[str, Any]:
    while True:
        payload: dict[str, Any] = await socket.receive_json(timeout=5)
        if payload["t"] == name:
            return payload


class Api:
    """A plain HTTP client that sends the bot's token."""

    def __init__(self, local: LocalDiscord, session: aiohttp.ClientSession) -> None:
        self.local = local
        self._session = session

    async def __call__(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {token or self.local.token}"}
        async with self._session.request(method, self.local.api_url + path, json=body, headers=headers) as response:
            return response.status, await response.json() if response.content_type == "application/json" else None

    async def faults(self, method: str, path: str, body: Any) -> dict[str, str]:
        """The error codes of a 50035 response, by place in the body."""
        status, answer = await self(method, path, body)
        assert (status, answer["code"]) == (400, 50035), answer
        return dict(_flat(answer["errors"], ()))


def _flat(node: dict[str, Any], at: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [(".".join(at), error["code"]) for error in node.get("_errors", [])]
    for key, inner in node.items():
        if key != "_errors":
            found += _flat(inner, (*at, key))
    return found


@asynccontextmanager
async def api_of(local: LocalDiscord) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(local, session)
