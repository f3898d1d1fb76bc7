"""The world: all state of one local Discord, indexed by id, and the stream of events about its changes."""

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
    """A change in the world, published once to every subscriber.

    A gateway session receives it if its bot is a member of `guild_id` (or a recipient of the private `channel`), sees
    `channel`, and requested one of `intents` (if there are any). If `recipients` is given, it replaces these checks of guild
    and channel: only the users with these ids receive the event. `message` is set if `data` contains that message's
    content, which is removed for bots that may not read it.
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
    """All state of one local Discord. Only the functions in `actions` change it.

    `refusal_log` holds a line for each refused request; a test whose wait times out shows the last of them.
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
        """A new snowflake id."""
        return self._ids.new()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for every event from now on. The returned function ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Pass the event to every listener, in the order of their subscriptions."""
        for listener in tuple(self._listeners):
            listener(event)

    def user(self, user_id: int) -> User:
        """The user with that id; raises 10013 if there is none."""
        return _get(self.users, user_id, "User")

    def guild(self, guild_id: int) -> Guild:
        """The guild with that id; raises 10004 if there is none."""
        return _get(self.guilds, guild_id, "Guild")

    def channel(self, channel_id: int) -> Channel:
        """The channel with that id; raises 10003 if there is none."""
        return _get(self.channels, channel_id, "Channel")

    def member(self, guild_id: int, user_id: int) -> Member:
        """The member of that guild; raises 10007 if there is none."""
        return _get(self.guild(guild_id).members, user_id, "Member")

    def message(self, channel_id: int, message_id: int) -> Message:
        """The message in that channel, ephemeral or not; raises 10008 if there is none."""
        return _get(self.messages.get(channel_id, {}), message_id, "Message")

    def messages_after(self, channel_id: int, message_id: int) -> list[Message]:
        """The channel's messages that are newer than `message_id`, oldest first.

        The time depends on the number of newer messages only, not on the length of the channel.
        """
        newer: list[Message] = []
        for message in reversed(self.messages.get(channel_id, {}).values()):
            if message.id <= message_id:
                break
            newer.append(message)
        return newer[::-1]

    def guild_of(self, channel: Channel) -> Guild | None:
        """The guild that the channel belongs to; None for a private channel."""
        return None if channel.guild_id is None else self.guild(channel.guild_id)

    def add_application(self, application: Application) -> None:
        """Register an application, so that it is found by its id and its token."""
        self.applications[application.id] = application
        self._by_token[application.token] = application

    def application_with_token(self, token: str) -> Application | None:
        """The application with that token, or None."""
        return self._by_token.get(token)

    def application_of(self, user_id: int) -> Application | None:
        """The application whose bot is this user, or None."""
        return next((a for a in self.applications.values() if a.user.id == user_id), None)

    def add_interaction(self, interaction: Interaction) -> None:
        """Register an interaction, so that it is found by its id and its token."""
        self.interactions[interaction.id] = interaction
        self._interactions_by_token[interaction.token] = interaction

    def interaction_with_token(self, token: str) -> Interaction | None:
        """The interaction with that token, or None; the token is part of the path of webhook routes."""
        return self._interactions_by_token.get(token)

    def guilds_of(self, user_id: int) -> list[Guild]:
        """The guilds of which the user is a member, oldest first."""
        return [guild for guild in self.guilds.values() if user_id in guild.members]


def _get(table: dict[int, Found], key: int, kind: str) -> Found:
    try:
        return table[key]
    except KeyError:
        raise unknown(kind) from None
