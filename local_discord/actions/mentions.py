"""Mentions in a message's text, filtered by `allowed_mentions` and permissions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from local_discord.state.accounts import JSON, User
from local_discord.state.flags import ComponentType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.permissions import has_permissions
from local_discord.state.world import World
from local_discord.validation.components import walk

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True)
class Mentions:
    """The effective mentions of a message: users, ids of roles, and whether @everyone counts."""

    users: list[User]
    roles: list[int]
    everyone: bool


def all_text(content: str, components: list[JSON]) -> str:
    """A message's text: its content and the content of its text displays."""
    displays = [c.get("content") or "" for c, _ in walk(components) if c.get("type") == ComponentType.TEXT_DISPLAY]
    return "\n".join(text for text in (content, *displays) if text)


def resolve_mentions(
    world: World,
    author: User,
    channel: Channel,
    text: str,
    *,
    allowed: JSON | None,
    replied_to: User | None,
) -> Mentions:
    """The effective mentions in `text`.

    Without `allowed` (`allowed_mentions`) all mentions are effective, and a reply mentions the author of the message that it
    refers to.
    """
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    listed_users = {int(value) for value in (allowed or {}).get("users") or []}
    listed_roles = {int(value) for value in (allowed or {}).get("roles") or []}
    users: dict[int, User] = {}
    for found in _USER.finditer(text):
        user = world.users.get(int(found[1]))
        if user is not None and ("users" in parse or user.id in listed_users):
            users[user.id] = user
    mentions_replied_to = allowed is None or bool(allowed.get("replied_user"))
    if replied_to is not None and mentions_replied_to and not replied_to.webhook:
        users[replied_to.id] = replied_to
    guild = world.guild_of(channel)
    roles: list[int] = []
    for found in _ROLE.finditer(text) if guild is not None else ():
        role = guild.roles.get(int(found[1])) if guild is not None else None
        if role is not None and role.id not in roles and ("roles" in parse or role.id in listed_roles):
            roles.append(role.id)
    everyone = (
        "everyone" in parse
        and guild is not None
        and _EVERYONE.search(text) is not None
        and has_permissions(world, author.id, channel, Permission.MENTION_EVERYONE)
    )
    return Mentions(list(users.values()), roles, everyone)
