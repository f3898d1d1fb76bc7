"""Who there is: users, and the applications behind the ones that are bots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from local_discord.state.flags import ALL_INTENTS, CommandType, Intent

JSON = dict[str, Any]


@dataclass(eq=False)
class User:
    """An account; a person, a bot or the face of a webhook."""

    id: int
    name: str
    display_name: str | None = None
    bot: bool = False
    webhook: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """What a message's text holds to mention this user."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Command:
    """A registered application command, as its application described it."""

    id: int
    application_id: int
    guild_id: int | None
    version: int
    type: CommandType
    name: str
    body: JSON

    @property
    def options(self) -> list[JSON]:
        """The described options; empty for menu commands."""
        return self.body.get("options") or []


@dataclass(eq=False)
class Application:
    """A bot's application: its account, its token, what it may ask for, who installed it, what it registered.

    `allowed_intents` are the switches of the developer portal: privileged intents outside of it are refused at identify.
    `installed_by` are the people who added the application to their own account.
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
        """The application's public flags; the unverified ("limited") form of each allowed privileged intent."""
        limited = {Intent.GUILD_PRESENCES: 1 << 13, Intent.GUILD_MEMBERS: 1 << 15, Intent.MESSAGE_CONTENT: 1 << 19}
        return sum(bit for intent, bit in limited.items() if intent in self.allowed_intents)

    @property
    def mention(self) -> str:
        """What a message's text holds to mention the bot."""
        return self.user.mention
