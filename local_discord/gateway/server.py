"""The gateway's protocol: HELLO, IDENTIFY and RESUME, heartbeats, and the injected faults."""

from __future__ import annotations

import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from local_discord.faults import Faults
from local_discord.gateway.compression import UnknownCompressionError, make_compressor
from local_discord.gateway.connection import Connection
from local_discord.gateway.delivery import deliver, guild_payload, ready_payload
from local_discord.gateway.identify import CloseError, authenticate, validate_identify
from local_discord.gateway.members import member_chunks
from local_discord.gateway.session import Session
from local_discord.settings import Settings
from local_discord.state.accounts import JSON, Application
from local_discord.state.flags import Intent
from local_discord.state.world import Event, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT, REQUEST_MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK, REQUEST_SOUNDS = 9, 10, 11, 31
LARGEST_PAYLOAD = 4096


class Gateway:
    """The gateway of one local Discord, with the sessions of all bots."""

    def __init__(self, world: World, settings: Settings, faults: Faults) -> None:
        self._world = world
        self._settings = settings
        self._faults = faults
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self.url = ""
        self._handlers: dict[int, Callable[[Connection, JSON], None]] = {
            IDENTIFY: self._identify,
            RESUME: self._resume,
            REQUEST_MEMBERS: self._request_members,
            PRESENCE: self._ignore,
            VOICE_STATE: self._ignore,
            REQUEST_SOUNDS: self._ignore,
        }
        world.subscribe(self._on_event)

    @property
    def sessions(self) -> list[Session]:
        """The current sessions, connected or waiting to be resumed."""
        return list(self._sessions.values())

    def is_connected(self, application: Application) -> bool:
        """Whether any session of the bot is connected."""
        return any(s.application is application and s.send is not None for s in self._sessions.values())

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket connection, from HELLO until it is closed."""
        try:
            compress = make_compressor(request.query.get("compress"))
        except UnknownCompressionError as error:
            return web.Response(status=400, text=str(error))
        socket = web.WebSocketResponse(timeout=1.0, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request, compress, self._settings.gateway)
        self._connections.add(connection)
        try:
            await self._serve_connection(socket, connection, request)
        finally:
            self._connections.discard(connection)
            session = connection.session
            if session is not None and session.send == connection.send:
                session.send, session.dropped_at = None, self._world.clock.now()
                # A client that closes with 1000 or 1001 ends its session; it cannot resume it.
                if not connection.closed_by_server and socket.close_code in (1000, 1001):
                    self._sessions.pop(session.id, None)
            await connection.clean_up()
        return socket

    async def _serve_connection(self, socket: web.WebSocketResponse, connection: Connection, request: web.Request) -> None:
        if request.query.get("v", "10") not in ("9", "10"):
            connection.close(4012)
        if request.query.get("encoding", "json") != "json":
            connection.close(4002)
        interval = self._settings.heartbeat_interval
        connection.send({"op": HELLO, "s": None, "t": None, "d": {"heartbeat_interval": int(interval * 1000), "_trace": []}})
        connection.expect_heartbeat(interval * 2)
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            try:
                self._on_payload(connection, message.data)
            except CloseError as close:
                connection.close(close.code)

    def _on_payload(self, connection: Connection, text: str | bytes) -> None:
        if connection.exceeds_rate_limit():
            raise CloseError(4008)
        if len(text) > LARGEST_PAYLOAD:
            raise CloseError(4002)
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CloseError(4002) from None
        if op == HEARTBEAT:
            self._on_heartbeat(connection)
            return
        if op not in self._handlers:
            raise CloseError(4001)
        if connection.session is None and op not in (IDENTIFY, RESUME):
            raise CloseError(4003)
        if not isinstance(data, dict):
            raise CloseError(4002)
        self._handlers[op](connection, data)

    def _on_heartbeat(self, connection: Connection) -> None:
        if self._faults.acks_to_lose > 0 and connection.session is not None:
            self._faults.acks_to_lose -= 1
            raise CloseError(4000)
        connection.expect_heartbeat(self._settings.heartbeat_interval * 2)
        connection.send({"op": HEARTBEAT_ACK, "s": None, "t": None, "d": None})

    def _identify(self, connection: Connection, data: JSON) -> None:
        if connection.session is not None:
            raise CloseError(4005)
        application, intents, (shard, shards) = validate_identify(self._world, data)
        session = Session(application, intents, shard, shards, self._settings.replay_limit)
        self._sessions[session.id] = session
        self._attach(connection, session)
        session.dispatch("READY", ready_payload(self._world, session, self.url))
        if Intent.GUILDS in intents:
            for guild in self._world.guilds_of(session.bot_id):
                if session.handles_guild(guild.id):
                    session.dispatch("GUILD_CREATE", guild_payload(self._world, session, guild))

    def _resume(self, connection: Connection, data: JSON) -> None:
        if connection.session is not None:
            raise CloseError(4005)
        application = authenticate(self._world, data.get("token"))
        session = self._sessions.get(str(data.get("session_id")))
        if session is None or session.application is not application or self._expired(session):
            connection.send({"op": INVALID_SESSION, "s": None, "t": None, "d": False})
            return
        sequence = int(data.get("seq") or 0)
        if sequence > session.sequence:
            raise CloseError(4007)
        missed = session.missed_since(sequence)
        if missed is None:
            connection.send({"op": INVALID_SESSION, "s": None, "t": None, "d": False})
            return
        self._attach(connection, session)
        for payload in missed:
            connection.send(payload)
        session.dispatch("RESUMED", {"_trace": ["local-discord"]})

    def _attach(self, connection: Connection, session: Session) -> None:
        for other in self._connections:
            if other.session is session and other is not connection:
                other.session = None
                other.close(4000)
        connection.session = session
        session.send, session.dropped_at = connection.send, None

    def _expired(self, session: Session) -> bool:
        if session.dropped_at is None or self._world.clock.now() - session.dropped_at <= self._settings.session_lifetime:
            return False
        del self._sessions[session.id]
        return True

    def _request_members(self, connection: Connection, data: JSON) -> None:
        session = connection.session
        if session is None:
            raise CloseError(4003)
        for chunk in member_chunks(self._world, session, data):
            session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _ignore(self, connection: Connection, data: JSON) -> None:
        """The payload is valid but has no effect in the local Discord."""

    def _on_event(self, event: Event) -> None:
        times = 1
        if event.name == "INTERACTION_CREATE" and self._faults.interactions_to_repeat > 0:
            self._faults.interactions_to_repeat -= 1
            times = 2
        for session in list(self._sessions.values()):
            if not self._expired(session):
                for _ in range(times):
                    deliver(self._world, session, event)

    def drop(self, code: int | None = None) -> int:
        """Abort every connection, or close it with `code`. The sessions can be resumed. Returns the number of connections."""
        connections = list(self._connections)
        for connection in connections:
            if code is None:
                connection.abort()
            else:
                connection.close(code)
        return len(connections)

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT (op 7) to every client."""
        for connection in self._connections:
            connection.send({"op": RECONNECT, "s": None, "t": None, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION (op 9) to every client; unless `resumable`, their sessions end."""
        for connection in self._connections:
            connection.send({"op": INVALID_SESSION, "s": None, "t": None, "d": resumable})
            if connection.session is not None and not resumable:
                self._sessions.pop(connection.session.id, None)
                connection.session = None

    def dispatch_raw(self, name: str, data: JSON) -> None:
        """Dispatch an event with exactly this payload to every session, even if it is malformed."""
        for session in self._sessions.values():
            session.dispatch(name, data)

    def close(self) -> None:
        """Close every connection with 1001 (going away)."""
        self.drop(1001)
