"""Lists of guild members that a bot requests over the gateway."""

from __future__ import annotations

from collections.abc import Iterator

from local_discord.gateway.session import Session
from local_discord.serializers.people import member_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import Intent
from local_discord.state.guilds import Guild, Member
from local_discord.state.world import World

_CHUNK_SIZE = 1000


def member_chunks(world: World, session: Session, data: JSON) -> Iterator[JSON]:
    """The chunks that answer a request for members; none if the bot is not a member of the guild."""
    guild = world.guilds.get(int(data.get("guild_id") or 0))
    if guild is None or session.bot_id not in guild.members:
        return
    found, not_found = _matching_members(session, guild, data)
    chunks = [found[i : i + _CHUNK_SIZE] for i in range(0, len(found), _CHUNK_SIZE)] or [[]]
    for number, chunk in enumerate(chunks):
        payload: JSON = {
            "guild_id": str(guild.id),
            "members": [member_json(member) for member in chunk],
            "chunk_index": number,
            "chunk_count": len(chunks),
            "not_found": not_found,
        }
        if data.get("presences"):
            payload["presences"] = []
        if data.get("nonce") is not None:
            payload["nonce"] = data["nonce"]
        yield payload


def _matching_members(session: Session, guild: Guild, data: JSON) -> tuple[list[Member], list[str]]:
    user_ids = data.get("user_ids")
    if user_ids is not None:
        ids = user_ids if isinstance(user_ids, list) else [user_ids]
        found = [guild.members[int(user_id)] for user_id in ids if int(user_id) in guild.members]
        return found, [str(user_id) for user_id in ids if int(user_id) not in guild.members]
    prefix = str(data.get("query") or "").lower()
    limit = int(data.get("limit") or 0)
    if not prefix and not limit and Intent.GUILD_MEMBERS not in session.intents:
        return [], []
    names = ((member, (member.nick or member.user.display_name or "").lower()) for member in guild.members.values())
    found = [member for member, name in names if name.startswith(prefix) or member.user.name.startswith(prefix)]
    return found[:limit] if limit else found, []
