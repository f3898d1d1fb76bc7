"""Things that go wrong on demand, so that a bot's patience can be tested."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field


@dataclass
class RouteFault:
    """What happens to the next `times` requests that match; `status` None only delays them.

    `carried_out` does the deed and loses its answer: the worst case for anyone who retries.
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
        """Whether a request is meant; `*` stands for anything."""
        return self.times > 0 and fnmatch.fnmatch(method, self.method) and fnmatch.fnmatch(path, self.path)


@dataclass
class Faults:
    """The faults that are still to come; each is used up as it happens."""

    routes: list[RouteFault] = field(default_factory=list)
    acks_to_lose: int = 0
    interactions_to_repeat: int = 0

    def answer(self, status: int, path: str = "*", *, method: str = "*", times: int = 1, carried_out: bool = False) -> None:
        """Answer the next matching requests with a server error, before or after doing what they ask.

        `path` is matched against the path below the API's address: `/channels/*/messages`.
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
        """Answer the next matching requests with 429, to be tried again `after` seconds."""
        self.routes.append(RouteFault(method, path, times, 429, retry_after=after, is_global=is_global))

    def delay(self, seconds: float, path: str = "*", *, method: str = "*", times: int = 1) -> None:
        """Let the next matching requests wait."""
        self.routes.append(RouteFault(method, path, times, delay=seconds))

    def lose_acks(self, times: int = 1) -> None:
        """Close the connection instead of acknowledging the next heartbeats."""
        self.acks_to_lose += times

    def repeat_interactions(self, times: int = 1) -> None:
        """Deliver each of the next interactions twice."""
        self.interactions_to_repeat += times

    def take(self, method: str, path: str) -> RouteFault | None:
        """The first fault that waits for this request, with one of its times used up."""
        for fault in self.routes:
            if fault.matches(method, path):
                fault.times -= 1
                return fault
        return None
