"""A bot's session: numbered events with a replay buffer, so that it can be resumed after a lost connection."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from local_discord.state.accounts import JSON, Application
from local_discord.state.flags import Intent

DISPATCH = 0

Send = Callable[[JSON], None]


@dataclass(eq=False)
class Session:
    """The session of one shard of a bot; resuming continues it on a new connection.

    `send` is None while no client is connected; `dropped_at` is the time at which the connection was lost. The last
    `replay_limit` events are kept for a resume.
    """

    application: Application
    intents: Intent
    shard: int
    shards: int
    replay_limit: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    send: Send | None = None
    dropped_at: float | None = None

    def __post_init__(self) -> None:
        self._replay_buffer: deque[JSON] = deque(maxlen=self.replay_limit)

    @property
    def bot_id(self) -> int:
        """The bot's user id."""
        return self.application.user.id

    def handles_guild(self, guild_id: int | None) -> bool:
        """Whether this shard receives the events of that guild; None stands for private channels (shard 0)."""
        return (0 if guild_id is None else (guild_id >> 22) % self.shards) == self.shard

    def dispatch(self, name: str, data: JSON) -> None:
        """Send one event now, or keep it for a resume if no client is connected."""
        self.sequence += 1
        payload: JSON = {"op": DISPATCH, "t": name, "s": self.sequence, "d": data}
        self._replay_buffer.append(payload)
        if self.send is not None:
            self.send(payload)

    def missed_since(self, sequence: int) -> list[JSON] | None:
        """The payloads after `sequence`; None if some of them are no longer in the replay buffer."""
        if self._replay_buffer and self._replay_buffer[0]["s"] > sequence + 1:
            return None
        return [payload for payload in self._replay_buffer if payload["s"] > sequence]
