"""Accounts: users, and the applications that bots belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from local_discord.state.flags import ALL_INTENTS, CommandType, Intent

JSON = dict[str, Any]


@dataclass(eq=False)
class User:
    """An account: a person, a bot, or the author that a webhook's messages show."""

    id: int
    name: str
    display_name: str | None = None
    bot: bool = False
    webhook: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """The text that mentions this user in a message."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Command:
    """A registered application command. `body` is the definition that the application sent, completed with defaults."""

    id: int
    application_id: int
    guild_id: int | None
    version: int
    type: CommandType
    name: str
    body: JSON

    @property
    def options(self) -> list[JSON]:
        """The definitions of the command's options; empty for context menu commands."""
        return self.body.get("options") or []


@dataclass(eq=False)
class Application:
    """A bot's application: its account, its token, its allowed intents, its installations and its commands.

    `allowed_intents` corresponds to the switches in Discord's developer portal: the gateway refuses a client that requests
    other privileged intents. `installed_by` holds the ids of the users who added the application to their own account.
    """

    id: int
    user: User
    token: str
    owner: User
    allowed_intents: Intent = ALL_INTENTS
    description: str = ""
    installed_by: set[int] = field(default_factory=set)
    commands: dict[int, Command] = field(default_factory=dict)
    interactions_endpoint_url: str | None = None

    @property
    def flags(self) -> int:
        """The public flags: the "limited" flag of each allowed privileged intent, as for unverified applications."""
        limited = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}
        return sum(bit for intent, bit in limited.items() if intent in self.allowed_intents)

    @property
    def mention(self) -> str:
        """The text that mentions the bot in a message."""
        return self.user.mention
