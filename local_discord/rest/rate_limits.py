"""Rate limits: one bucket per bot, route and major parameter, one global limit per bot, and the rate limit headers."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from local_discord.settings import RateLimit

_MAJOR_PARAMETERS = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")


@dataclass
class _Window:
    ends: float
    remaining: int


@dataclass(frozen=True)
class RateLimitResult:
    """Whether a request is allowed, the headers of its response, and if it is refused the seconds to wait."""

    allowed: bool
    headers: dict[str, str]
    retry_after: float = 0.0
    is_global: bool = False

    def to_json(self) -> dict[str, object]:
        """The body of the 429 response."""
        return {
            "message": "You are being rate limited.",
            "retry_after": round(self.retry_after, 3),
            "global": self.is_global,
        }


class RateLimits:
    """Counts requests per time window. It uses the real time, not the world's clock, because clients wait in real time."""

    def __init__(self, bucket: RateLimit, overall: RateLimit) -> None:
        self._bucket = bucket
        self._overall = overall
        self._windows: dict[str, _Window] = {}

    def take(self, client: str, method: str, path: str, path_params: dict[str, str]) -> RateLimitResult:
        """Count one request of `client` on a route and decide whether it is allowed."""
        name = hashlib.sha256(f"{method} {path}".encode()).hexdigest()[:32]
        major = ":".join(path_params[key] for key in _MAJOR_PARAMETERS if key in path_params)
        wait = self._wait_if_exhausted(f"all {client}", self._overall)
        if wait is not None:
            return too_many_requests(wait, scope="global")
        window = self._window(f"{name}:{client}:{major}", self._bucket)
        if window.remaining <= 0:
            wait = max(window.ends - time.monotonic(), 0.001)
            return too_many_requests(wait, headers=self._headers(name, window))
        window.remaining -= 1
        return RateLimitResult(allowed=True, headers=self._headers(name, window))

    def _wait_if_exhausted(self, key: str, limit: RateLimit) -> float | None:
        window = self._window(key, limit)
        if window.remaining <= 0:
            return max(window.ends - time.monotonic(), 0.001)
        window.remaining -= 1
        return None

    def _window(self, key: str, limit: RateLimit) -> _Window:
        now = time.monotonic()
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = _Window(now + limit.per, limit.requests)
        return window

    def _headers(self, name: str, window: _Window) -> dict[str, str]:
        after = max(window.ends - time.monotonic(), 0.0)
        return {
            "X-RateLimit-Limit": str(self._bucket.requests),
            "X-RateLimit-Remaining": str(window.remaining),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": name,
        }


def too_many_requests(retry_after: float, *, scope: str = "user", headers: dict[str, str] | None = None) -> RateLimitResult:
    """The result for a 429 response. It has a `Via` header, because libraries take a 429 without one for a ban by Cloudflare."""
    is_global = scope == "global"
    sent = {**(headers or {}), "Retry-After": f"{retry_after:.3f}", "X-RateLimit-Scope": scope, "Via": "1.1 local"}
    if is_global:
        sent["X-RateLimit-Global"] = "true"
    return RateLimitResult(allowed=False, headers=sent, retry_after=retry_after, is_global=is_global)
