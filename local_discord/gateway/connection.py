"""One websocket connection: ordered sending, close codes, and the heartbeat timeout."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque

from aiohttp import web

from local_discord.gateway.compression import Compressor
from local_discord.gateway.session import Session
from local_discord.settings import RateLimit
from local_discord.state.accounts import JSON


class Connection:
    """The server side of one client's websocket connection.

    `send` and `close` may be called at any time; one task writes the frames in the order of the calls. `session` is None
    until the client has identified or resumed.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, compress: Compressor, limit: RateLimit) -> None:
        self.session: Session | None = None
        self.closed_by_server = False
        self._socket = socket
        self._request = request
        self._compress = compress
        self._limit = limit
        self._received: deque[float] = deque()
        self._frames: asyncio.Queue[JSON | int] = asyncio.Queue()
        self._heartbeat_timer: asyncio.TimerHandle | None = None
        self._writer = asyncio.create_task(self._write())

    def send(self, payload: JSON) -> None:
        """Queue a payload after all previous ones."""
        self._frames.put_nowait(payload)

    def close(self, code: int) -> None:
        """Close the connection with `code` after all queued payloads, and set `closed_by_server`."""
        self.closed_by_server = True
        self._frames.put_nowait(code)

    def abort(self) -> None:
        """Abort the connection as a network failure does: without a close frame, dropping the queued payloads."""
        self.closed_by_server = True
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()

    def expect_heartbeat(self, seconds: float) -> None:
        """Close the connection with 4009 unless this is called again within `seconds`."""
        if self._heartbeat_timer is not None:
            self._heartbeat_timer.cancel()
        self._heartbeat_timer = asyncio.get_running_loop().call_later(seconds, self.close, 4009)

    def exceeds_rate_limit(self) -> bool:
        """Count one received payload. Returns whether the client now exceeds the gateway's rate limit."""
        now = asyncio.get_running_loop().time()
        self._received.append(now)
        while self._received and self._received[0] <= now - self._limit.per:
            self._received.popleft()
        return len(self._received) > self._limit.requests

    async def clean_up(self) -> None:
        """Cancel the heartbeat timer and the writer task."""
        if self._heartbeat_timer is not None:
            self._heartbeat_timer.cancel()
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer

    async def _write(self) -> None:
        while not self._socket.closed:
            frame = await self._frames.get()
            if isinstance(frame, int):
                await self._socket.close(code=frame)
                return
            frame_data = self._compress(json.dumps(frame, separators=(",", ":")))
            # The client may disconnect between two frames; its session keeps the events for a resume.
            with contextlib.suppress(ConnectionError):
                if isinstance(frame_data, str):
                    await self._socket.send_str(frame_data)
                else:
                    await self._socket.send_bytes(frame_data)
