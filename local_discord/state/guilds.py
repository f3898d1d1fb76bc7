"""Where things happen: guilds with roles and members, and channels of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.state.accounts import User
from local_discord.state.flags import PRIVATE, THREADS, ChannelType, Permission


@dataclass(eq=False)
class Role:
    """A role; the one whose id is the guild's id is @everyone."""

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
        """What a message's text holds to mention this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Member:
    """A user in one guild."""

    user: User
    guild_id: int
    joined_at: float
    nick: str | None = None
    roles: set[int] = field(default_factory=set)
    timed_out_until: float | None = None


@dataclass(frozen=True)
class Overwrite:
    """What a channel allows or denies to one role (`is_member` false) or to one member."""

    target_id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass
class ThreadState:
    """What a thread has over a channel."""

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
    """A place for messages; `guild_id` is None for private ones, `thread` is set for threads."""

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
        """What a message's text holds to link this channel."""
        return f"<#{self.id}>"

    @property
    def is_private(self) -> bool:
        """A direct or a group message channel."""
        return self.type in PRIVATE

    @property
    def is_thread(self) -> bool:
        """A thread of any kind."""
        return self.type in THREADS

    def allow(self, target: Role | User, permissions: Permission | int) -> None:
        """Grant `permissions` here, over what the target's roles say."""
        self._overwrite(target, int(permissions), 0)

    def deny(self, target: Role | User, permissions: Permission | int) -> None:
        """Take `permissions` away here, over what the target's roles say."""
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
    """A server with its members, roles and channels, each by id."""

    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The role that every member has."""
        return self.roles[self.id]
