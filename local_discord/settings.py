"""How strict and how quick a local Discord is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RateLimit:
    """So many requests in so many seconds."""

    requests: int
    per: float


@dataclass(frozen=True)
class Settings:
    """One local Discord's settings; the defaults suit tests: Discord's rules, but no limit that a test would trip over.

    `openapi` is the path of Discord's own API description; with it every request body is also checked against it.
    `bucket` is the limit of each route and place, `overall` that of each bot over everything.
    `heartbeat_interval` is told to clients in seconds; `session_lives` is for how long a dropped session may be resumed.
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
