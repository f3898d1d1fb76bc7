"""The world: everything that exists, found by id, and the one stream of what happens in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from local_discord.state.accounts import JSON, Application, User
from local_discord.state.errors import unknown
from local_discord.state.flags import NO_INTENT, Intent
from local_discord.state.guilds import Channel, Guild, Member
from local_discord.state.ids import Clock, Snowflakes
from local_discord.state.messages import Attachment, Interaction, Message


@dataclass(frozen=True)
class Event:
    """Something that happened, told once and delivered by each door to those who may know.

    A gateway session gets it when its bot is in `guild_id` (or takes part in the private `channel`), sees `channel`, asked
    for one of `intents` (none needed when empty), and is among `to` when that is given. `message` marks data that holds a
    message's text, blanked for those who may not read it.
    """

    name: str
    data: JSON
    guild_id: int | None = None
    channel: Channel | None = None
    intents: Intent = NO_INTENT
    recipients: frozenset[int] | None = None
    message: Message | None = None


Found = TypeVar("Found")
Listener = Callable[[Event], None]


@dataclass(eq=False)
class World:
    """All state of one local Discord; changed only by the functions in `actions`.

    `troubles` are what doors refused, in words: told to a test whose wait was in vain.
    """

    clock: Clock = field(default_factory=Clock)
    base_url: str = "http://127.0.0.1"
    users: dict[int, User] = field(default_factory=dict)
    applications: dict[int, Application] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    nonces: dict[tuple[int, int, str], Message] = field(default_factory=dict)
    refusal_log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ids = Snowflakes(self.clock)
        self._listeners: list[Listener] = []
        self._by_token: dict[str, Application] = {}
        self._interactions_by_token: dict[str, Interaction] = {}

    def new_id(self) -> int:
        """A fresh snowflake."""
        return self._ids.new()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for every event from now on; the returned function ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Tell everyone who listens, in the order in which they began to."""
        for listener in tuple(self._listeners):
            listener(event)

    def user(self, user_id: int) -> User:
        """The user with that id, or 10013."""
        return _get(self.users, user_id, "User")

    def guild(self, guild_id: int) -> Guild:
        """The guild with that id, or 10004."""
        return _get(self.guilds, guild_id, "Guild")

    def channel(self, channel_id: int) -> Channel:
        """The channel with that id, or 10003."""
        return _get(self.channels, channel_id, "Channel")

    def member(self, guild_id: int, user_id: int) -> Member:
        """The member of that guild, or 10007."""
        return _get(self.guild(guild_id).members, user_id, "Member")

    def message(self, channel_id: int, message_id: int) -> Message:
        """The message in that channel, ephemeral ones too, or 10008."""
        return _get(self.messages.get(channel_id, {}), message_id, "Message")

    def messages_after(self, channel_id: int, message_id: int) -> list[Message]:
        """The channel's messages that are younger than one, oldest first; quick however long the channel is."""
        newer: list[Message] = []
        for message in reversed(self.messages.get(channel_id, {}).values()):
            if message.id <= message_id:
                break
            newer.append(message)
        return newer[::-1]

    def guild_of(self, channel: Channel) -> Guild | None:
        """The guild that a channel belongs to; None for a private one."""
        return None if channel.guild_id is None else self.guild(channel.guild_id)

    def add_application(self, application: Application) -> None:
        """Make an application known by its id and by its token."""
        self.applications[application.id] = application
        self._by_token[application.token] = application

    def application_with_token(self, token: str) -> Application | None:
        """Whose token this is."""
        return self._by_token.get(token)

    def application_of(self, user_id: int) -> Application | None:
        """The application whose bot this user is."""
        return next((a for a in self.applications.values() if a.user.id == user_id), None)

    def add_interaction(self, interaction: Interaction) -> None:
        """Make an interaction known by its id and by its token."""
        self.interactions[interaction.id] = interaction
        self._interactions_by_token[interaction.token] = interaction

    def interaction_with_token(self, token: str) -> Interaction | None:
        """The interaction that a webhook route's token speaks for."""
        return self._interactions_by_token.get(token)

    def guilds_of(self, user_id: int) -> list[Guild]:
        """The guilds that a user is a member of, oldest first."""
        return [guild for guild in self.guilds.values() if user_id in guild.members]


def _get(table: dict[int, Found], key: int, kind: str) -> Found:
    try:
        return table[key]
    except KeyError:
        raise unknown(kind) from None
