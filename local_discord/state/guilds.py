"""Guilds with their roles and members, and channels of every type."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.state.accounts import User
from local_discord.state.flags import PRIVATE, THREADS, ChannelType, Permission


@dataclass(eq=False)
class Role:
    """A role of a guild. The role whose id equals the guild's id is @everyone."""

    id: int
    guild_id: int
    name: str
    permissions: int = 0
    position: int = 1
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    managed: bool = False
    bot_id: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this role in a message."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Member:
    """A user's membership of one guild. Times are seconds since the Unix epoch."""

    user: User
    guild_id: int
    joined_at: float
    nick: str | None = None
    roles: set[int] = field(default_factory=set)
    timed_out_until: float | None = None


@dataclass(frozen=True)
class Overwrite:
    """A permission overwrite of a channel for one role, or for one member if `is_member` is true."""

    target_id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass
class ThreadState:
    """The properties that threads have in addition to those of a channel. `members` maps user ids to the time of joining."""

    owner_id: int
    created_at: float
    members: dict[int, float] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    auto_archive_minutes: int = 1440
    invitable: bool = True
    message_count: int = 0


@dataclass(eq=False)
class Channel:
    """A channel of any type. `guild_id` is None for private channels; `thread` is set only for threads."""

    id: int
    type: ChannelType
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    nsfw: bool = False
    slowmode: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipients: dict[int, User] = field(default_factory=dict)
    owner_id: int | None = None
    thread: ThreadState | None = None
    last_message_id: int | None = None

    @property
    def mention(self) -> str:
        """The text that links to this channel in a message."""
        return f"<#{self.id}>"

    @property
    def is_private(self) -> bool:
        """Whether this is a direct message or a group channel."""
        return self.type in PRIVATE

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread of any type."""
        return self.type in THREADS

    def allow(self, target: Role | User, permissions: Permission | int) -> None:
        """Allow `permissions` to a role or a user in this channel, by an overwrite."""
        self._overwrite(target, int(permissions), 0)

    def deny(self, target: Role | User, permissions: Permission | int) -> None:
        """Deny `permissions` to a role or a user in this channel, by an overwrite."""
        self._overwrite(target, 0, int(permissions))

    def _overwrite(self, target: Role | User, allow: int, deny: int) -> None:
        before = self.overwrites.get(target.id, Overwrite(target.id, isinstance(target, User)))
        self.overwrites[target.id] = Overwrite(
            target.id,
            before.is_member,
            (before.allow & ~deny) | allow,
            (before.deny & ~allow) | deny,
        )


@dataclass(eq=False)
class Guild:
    """A guild (Discord's users call it a server) with its members, roles and channels, each by id."""

    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The @everyone role, which every member has."""
        return self.roles[self.id]
