"""Settings of a local Discord: address, rate limits, heartbeat interval and session lifetime."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RateLimit:
    """At most `requests` requests in `per` seconds."""

    requests: int
    per: float


@dataclass(frozen=True)
class Settings:
    """Settings of one local Discord. The default rate limits are so high that no test reaches them.

    `openapi` is the path of Discord's OpenAPI description; if it is set, every request body is also validated against it.
    `bucket` limits each bot on each route and major parameter (channel, guild, webhook), `overall` each bot on all routes
    together, and `gateway` the payloads that a client may send on one gateway connection.
    `heartbeat_interval` is in seconds. A dropped session can be resumed for `session_lifetime` seconds and replays at most
    the last `replay_limit` events. With `port` 0 the system chooses a free port.
    """

    openapi: Path | None = None
    bucket: RateLimit = RateLimit(10_000, 1.0)
    overall: RateLimit = RateLimit(100_000, 1.0)
    gateway: RateLimit = RateLimit(1_000, 60.0)
    heartbeat_interval: float = 41.25
    session_lifetime: float = 300.0
    replay_limit: int = 5_000
    host: str = "127.0.0.1"
    port: int = 0
