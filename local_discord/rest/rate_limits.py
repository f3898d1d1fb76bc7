"""Rate limits: a bucket per bot, route and place, one over everything, and the headers that tell of them."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from local_discord.settings import RateLimit

_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")


@dataclass
class _Window:
    ends: float
    left: int


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass, the headers to answer with, and how long to wait if not."""

    allowed: bool
    headers: dict[str, str]
    retry_after: float = 0.0
    everywhere: bool = False

    def to_json(self) -> dict[str, object]:
        """The body of the 429."""
        return {
            "message": "You are being rate limited.",
            "retry_after": round(self.retry_after, 3),
            "global": self.everywhere,
        }


class RateLimits:
    """Counts requests; time is the real one, since clients wait in real time."""

    def __init__(self, bucket: RateLimit, overall: RateLimit) -> None:
        self._bucket = bucket
        self._overall = overall
        self._windows: dict[str, _Window] = {}

    def take(self, who: str, method: str, path: str, parts: dict[str, str]) -> Verdict:
        """Count one request of `who` on a route."""
        name = hashlib.sha256(f"{method} {path}".encode()).hexdigest()[:32]
        places = ":".join(parts[key] for key in _MAJOR if key in parts)
        whole = self._count(f"all {who}", self._overall)
        if whole is not None:
            return refusal(whole, scope="global")
        window = self._window(f"{name}:{who}:{places}", self._bucket)
        if window.left <= 0:
            wait = max(window.ends - time.monotonic(), 0.001)
            return refusal(wait, headers=self._headers(name, window))
        window.left -= 1
        return Verdict(allowed=True, headers=self._headers(name, window))

    def _count(self, key: str, limit: RateLimit) -> float | None:
        window = self._window(key, limit)
        if window.left <= 0:
            return max(window.ends - time.monotonic(), 0.001)
        window.left -= 1
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
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": name,
        }


def refusal(retry_after: float, *, scope: str = "user", headers: dict[str, str] | None = None) -> Verdict:
    """A 429 as Discord sends it; libraries take one without `Via` for a ban."""
    everywhere = scope == "global"
    sent = {**(headers or {}), "Retry-After": f"{retry_after:.3f}", "X-RateLimit-Scope": scope, "Via": "1.1 local"}
    if everywhere:
        sent["X-RateLimit-Global"] = "true"
    return Verdict(allowed=False, headers=sent, retry_after=retry_after, everywhere=everywhere)
