"""Users, members, roles, applications and commands as JSON."""

from __future__ import annotations

from local_discord.state.accounts import JSON, Application, Command, User
from local_discord.state.guilds import Guild, Member, Role
from local_discord.state.ids import timestamp


def user_json(user: User) -> JSON:
    """A user as others see them."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": user.display_name,
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "bot": user.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
    }


def own_user_json(user: User) -> JSON:
    """A user with the additional fields that only the user receives."""
    return user_json(user) | {"verified": True, "mfa_enabled": True, "locale": user.locale, "email": None}


def member_json(member: Member, *, with_user: bool = True) -> JSON:
    """A guild member. Message events omit the user, which they already contain as the author."""
    until = member.timed_out_until
    data: JSON = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in sorted(member.roles)],
        "joined_at": timestamp(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None if until is None else timestamp(until),
    }
    return data | {"user": user_json(member.user)} if with_user else data


def role_json(role: Role) -> JSON:
    """A role of a guild."""
    data: JSON = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        data["tags"] = {"bot_id": str(role.bot_id)}
    return data


def application_json(application: Application, guilds: list[Guild]) -> JSON:
    """An application as its own bot receives it."""
    return {
        "id": str(application.id),
        "name": application.user.name,
        "icon": None,
        "description": application.description,
        "summary": "",
        "type": None,
        "bot": user_json(application.user),
        "bot_public": True,
        "bot_require_code_grant": False,
        "rpc_origins": [],
        "owner": user_json(application.owner),
        "team": None,
        "verify_key": f"{application.id:064x}",
        "flags": application.flags,
        "tags": [],
        "redirect_uris": [],
        "interactions_endpoint_url": application.interactions_endpoint_url,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(guilds),
        "approximate_user_install_count": len(application.installed_by),
        "integration_types_config": {"0": {}, "1": {}},
    }


def command_json(command: Command, *, with_localizations: bool = True) -> JSON:
    """A registered command, with its localized names and descriptions if wanted."""
    body = dict(command.body)
    if not with_localizations:
        body |= {"name_localizations": None, "description_localizations": None}
    data: JSON = {
        "id": str(command.id),
        "application_id": str(command.application_id),
        "version": str(command.version),
        **body,
        "type": int(command.type),
        "name": command.name,
    }
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    return data
