"""Faults on demand, to test how a bot handles rate limits, server errors, delays and repeated events."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field


@dataclass
class RouteFault:
    """A fault for the next `times` requests that match `method` and `path`.

    `status` is the status of the response; None delays the request by `delay` seconds and then handles it as usual.
    With `carried_out` the server does what the request asks and still answers with `status`, which is the hardest case
    for a client that retries. `retry_after` (seconds) and `is_global` belong to rate limits (429).
    """

    method: str
    path: str
    times: int
    status: int | None = None
    retry_after: float = 0.0
    is_global: bool = False
    delay: float = 0.0
    carried_out: bool = False

    def matches(self, method: str, path: str) -> bool:
        """Whether the fault applies to this request; in the fault's patterns `*` matches anything."""
        return self.times > 0 and fnmatch.fnmatch(method, self.method) and fnmatch.fnmatch(path, self.path)


@dataclass
class Faults:
    """The pending faults. Each occurrence reduces the remaining count."""

    routes: list[RouteFault] = field(default_factory=list)
    acks_to_lose: int = 0
    interactions_to_repeat: int = 0

    def answer(self, status: int, path: str = "*", *, method: str = "*", times: int = 1, carried_out: bool = False) -> None:
        """Answer the next matching requests with `status`; with `carried_out` the requests take effect nevertheless.

        `path` is a pattern for the path below the API's URL, for example `/channels/*/messages`.
        """
        self.routes.append(RouteFault(method, path, times, status, carried_out=carried_out))

    def rate_limit(
        self,
        path: str = "*",
        *,
        method: str = "*",
        times: int = 1,
        after: float = 0.01,
        is_global: bool = False,
    ) -> None:
        """Answer the next matching requests with 429 and a `Retry-After` of `after` seconds."""
        self.routes.append(RouteFault(method, path, times, 429, retry_after=after, is_global=is_global))

    def delay(self, seconds: float, path: str = "*", *, method: str = "*", times: int = 1) -> None:
        """Delay the next matching requests by `seconds`."""
        self.routes.append(RouteFault(method, path, times, delay=seconds))

    def lose_acks(self, times: int = 1) -> None:
        """Close the connection instead of acknowledging a heartbeat, for the next `times` heartbeats."""
        self.acks_to_lose += times

    def repeat_interactions(self, times: int = 1) -> None:
        """Deliver each of the next `times` interactions twice."""
        self.interactions_to_repeat += times

    def take(self, method: str, path: str) -> RouteFault | None:
        """The first fault that applies to this request, or None; its remaining count is reduced by one."""
        for fault in self.routes:
            if fault.matches(method, path):
                fault.times -= 1
                return fault
        return None
