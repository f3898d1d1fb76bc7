"""Actions on users, applications, guilds, members and roles."""

from __future__ import annotations

import base64
import secrets

from local_discord.serializers.people import member_json, role_json, user_json
from local_discord.state.accounts import JSON, Application, User
from local_discord.state.errors import RefusalError, missing_permissions, unknown
from local_discord.state.flags import EVERYONE_BY_DEFAULT, Intent, Permission
from local_discord.state.guilds import Guild, Member, Role
from local_discord.state.permissions import guild_permissions, require_guild_permissions, top_position
from local_discord.state.world import Event, World
from local_discord.validation.form import Form


def add_user(world: World, name: str, *, bot: bool = False, webhook: bool = False) -> User:
    """Create an account. A person's username is derived from `name`, which becomes the display name."""
    username = name if bot or webhook else name.lower().replace(" ", "_")
    user = User(world.new_id(), username, None if bot or webhook else name, bot=bot, webhook=webhook)
    if not webhook:
        world.users[user.id] = user
    return user


def add_application(world: World, name: str, owner: User, token: str | None, allowed_intents: Intent) -> Application:
    """Create a bot: its account and its application. Without a `token`, one in Discord's format is generated."""
    user = add_user(world, name, bot=True)
    # New applications and their bots share one id, and libraries rely on it.
    application = Application(user.id, user, token or _token(user), owner, allowed_intents)
    world.add_application(application)
    return application


def _token(user: User) -> str:
    # Some libraries decode the bot's id from the first part.
    first = base64.urlsafe_b64encode(str(user.id).encode()).decode().rstrip("=")
    return f"{first}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(27)}"


def create_guild(world: World, name: str, owner: User) -> Guild:
    """Create a guild with its owner and the @everyone role."""
    guild = Guild(world.new_id(), name, owner.id)
    guild.roles[guild.id] = Role(guild.id, guild.id, "@everyone", int(EVERYONE_BY_DEFAULT), position=0)
    world.guilds[guild.id] = guild
    join(world, guild, owner)
    return guild


def join(world: World, guild: Guild, user: User) -> Member:
    """Add a user to a guild; a bot receives GUILD_CREATE. A user who is already a member stays as they are."""
    if user.id in guild.members:
        return guild.members[user.id]
    member = Member(user, guild.id, world.clock.now())
    guild.members[user.id] = member
    if user.bot:
        world.publish(Event("GUILD_CREATE", {"id": str(guild.id)}, guild.id, None, Intent.GUILDS, frozenset({user.id})))
    data = member_json(member) | {"guild_id": str(guild.id)}
    world.publish(Event("GUILD_MEMBER_ADD", data, guild.id, None, Intent.GUILD_MEMBERS))
    return member


def leave(world: World, guild: Guild, user: User) -> None:
    """Remove a user from a guild; a bot receives GUILD_DELETE. Raises 10007 if the user is not a member."""
    if guild.members.pop(user.id, None) is None:
        raise unknown("Member")
    data: JSON = {"guild_id": str(guild.id), "user": user_json(user)}
    world.publish(Event("GUILD_MEMBER_REMOVE", data, guild.id, None, Intent.GUILD_MEMBERS))
    if user.bot:
        world.publish(Event("GUILD_DELETE", {"id": str(guild.id)}, guild.id, None, Intent.GUILDS, frozenset({user.id})))


def kick(world: World, actor: User, guild: Guild, user: User) -> None:
    """Kick a member; requires KICK_MEMBERS and a higher role than the member's."""
    require_guild_permissions(actor.id, guild, Permission.KICK_MEMBERS)
    target = world.member(guild.id, user.id)
    if top_position(guild, target) >= top_position(guild, guild.members[actor.id]):
        raise missing_permissions()
    leave(world, guild, user)


def add_role(world: World, guild: Guild, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
    """Create a role above all others, without checking permissions."""
    role = Role(world.new_id(), guild.id, name, int(permissions), position=len(guild.roles), mentionable=mentionable)
    guild.roles[role.id] = role
    data: JSON = {"guild_id": str(guild.id), "role": role_json(role)}
    world.publish(Event("GUILD_ROLE_CREATE", data, guild.id, None, Intent.GUILDS))
    return role


def create_role(world: World, actor: User, guild: Guild, body: JSON) -> Role:
    """Create a role as `body` describes it; nobody can grant permissions that they do not have."""
    require_guild_permissions(actor.id, guild, Permission.MANAGE_ROLES)
    form = Form()
    form.text(body, "name", (), most=100)
    form.number(body, "color", (), least=0, most=0xFFFFFF)
    form.snowflake(body, "permissions", ())
    form.raise_errors()
    requested = int(body.get("permissions") or 0)
    granted = guild_permissions(guild, guild.members[actor.id])
    if requested & ~granted:
        raise missing_permissions()
    role = add_role(world, guild, body.get("name") or "new role", requested, mentionable=bool(body.get("mentionable")))
    _apply_role_fields(role, body)
    return role


def _apply_role_fields(role: Role, body: JSON) -> None:
    role.name = body.get("name") or role.name
    role.color = int(body.get("color") or 0) if "color" in body else role.color
    # `colors` is the newer field; its other colours need a boosted guild.
    role.color = int((body.get("colors") or {}).get("primary_color") or role.color)
    role.hoist = bool(body.get("hoist", role.hoist))
    role.mentionable = bool(body.get("mentionable", role.mentionable))


def manageable_role(actor: User, guild: Guild, role_id: int) -> Role:
    """The role with that id if `actor` may manage it.

    Raises 10011 if there is no such role, and 50013 unless it is below the actor's highest role.
    """
    require_guild_permissions(actor.id, guild, Permission.MANAGE_ROLES)
    role = guild.roles.get(role_id)
    if role is None:
        raise unknown("Role")
    if role.position >= top_position(guild, guild.members[actor.id]):
        raise missing_permissions()
    return role


def edit_role(world: World, actor: User, guild: Guild, role_id: int, body: JSON) -> Role:
    """Edit a role as `body` describes it."""
    role = manageable_role(actor, guild, role_id)
    form = Form()
    form.text(body, "name", (), most=100)
    form.number(body, "color", (), least=0, most=0xFFFFFF)
    form.snowflake(body, "permissions", ())
    form.raise_errors()
    if body.get("permissions") is not None:
        role.permissions = int(body["permissions"])
    _apply_role_fields(role, body)
    data: JSON = {"guild_id": str(guild.id), "role": role_json(role)}
    world.publish(Event("GUILD_ROLE_UPDATE", data, guild.id, None, Intent.GUILDS))
    return role


def delete_role(world: World, actor: User, guild: Guild, role_id: int) -> None:
    """Delete a role and remove it from all members."""
    role = manageable_role(actor, guild, role_id)
    if role.id == guild.id or role.managed:
        raise RefusalError(400, 50028, "Invalid role")
    for member in guild.members.values():
        member.roles.discard(role.id)
    del guild.roles[role.id]
    data: JSON = {"guild_id": str(guild.id), "role_id": str(role.id)}
    world.publish(Event("GUILD_ROLE_DELETE", data, guild.id, None, Intent.GUILDS))


def give_role(world: World, actor: User, guild: Guild, user_id: int, role_id: int, *, given: bool = True) -> None:
    """Add a role to a member, or remove it if not `given`; the role must be below the actor's highest role."""
    member = world.member(guild.id, user_id)
    role = manageable_role(actor, guild, role_id)
    set_role(world, guild, member, role, given=given)


def set_role(world: World, guild: Guild, member: Member, role: Role, *, given: bool = True) -> None:
    """Add a role to a member or remove it, without checking permissions, and publish the change."""
    if given:
        member.roles.add(role.id)
    else:
        member.roles.discard(role.id)
    publish_member(world, guild, member)


def edit_member(world: World, actor: User, guild: Guild, user_id: int, body: JSON) -> Member:
    """Edit a member's nickname and roles as `body` describes them."""
    member = world.member(guild.id, user_id)
    form = Form()
    form.text(body, "nick", (), most=32)
    form.raise_errors()
    if "nick" in body:
        own = user_id == actor.id
        require_guild_permissions(actor.id, guild, Permission.CHANGE_NICKNAME if own else Permission.MANAGE_NICKNAMES)
        member.nick = body["nick"] or None
    if body.get("roles") is not None:
        require_guild_permissions(actor.id, guild, Permission.MANAGE_ROLES)
        member.roles = {int(value) for value in body["roles"] if int(value) in guild.roles}
    publish_member(world, guild, member)
    return member


def publish_member(world: World, guild: Guild, member: Member) -> None:
    """Publish a change of a member. A bot receives changes of its own member even without the members intent."""
    data = member_json(member) | {"guild_id": str(guild.id)}
    world.publish(Event("GUILD_MEMBER_UPDATE", data, guild.id, None, Intent.GUILD_MEMBERS))
