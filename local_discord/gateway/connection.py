"""One websocket: frames in order, an end with a code, and a watch over heartbeats."""

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
    """What the gateway knows of one connected client.

    Payloads may be handed in from anywhere at any time; one task writes them in that order.
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
        """Write a payload after everything handed in before."""
        self._frames.put_nowait(payload)

    def close(self, code: int) -> None:
        """Close with a code after everything handed in before; `ended` says from then on that it was this side."""
        self.closed_by_server = True
        self._frames.put_nowait(code)

    def abort(self) -> None:
        """Break the line as a failing network does: no close frame, nothing more is written."""
        self.closed_by_server = True
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()

    def expect_heartbeat(self, seconds: float) -> None:
        """Close with 4009 unless called again within that time."""
        if self._heartbeat_timer is not None:
            self._heartbeat_timer.cancel()
        self._heartbeat_timer = asyncio.get_running_loop().call_later(seconds, self.close, 4009)

    def exceeds_rate_limit(self) -> bool:
        """Note one received payload; whether that is more than the gateway's limit."""
        now = asyncio.get_running_loop().time()
        self._received.append(now)
        while self._received and self._received[0] <= now - self._limit.per:
            self._received.popleft()
        return len(self._received) > self._limit.requests

    async def clean_up(self) -> None:
        """Stop everything that this connection runs."""
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
            # The client may be gone between two frames; its session keeps what it missed.
            with contextlib.suppress(ConnectionError):
                if isinstance(frame_data, str):
                    await self._socket.send_str(frame_data)
                else:
                    await self._socket.send_bytes(frame_data)
