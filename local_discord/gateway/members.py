"""Lists of members that a bot asks for over the gateway."""

from __future__ import annotations

from collections.abc import Iterator

from local_discord.gateway.session import Session
from local_discord.serializers.people import member_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import Intent
from local_discord.state.guilds import Guild, Member
from local_discord.state.world import World

_IN_A_CHUNK = 1000


def member_chunks(world: World, session: Session, data: JSON) -> Iterator[JSON]:
    """The answer to a request for members, in chunks; nothing for a guild that the bot is not in."""
    guild = world.guilds.get(int(data.get("guild_id") or 0))
    if guild is None or session.bot_id not in guild.members:
        return
    found, unknown = _wanted(session, guild, data)
    chunks = [found[i : i + _IN_A_CHUNK] for i in range(0, len(found), _IN_A_CHUNK)] or [[]]
    for number, chunk in enumerate(chunks):
        told: JSON = {
            "guild_id": str(guild.id),
            "members": [member_json(member) for member in chunk],
            "chunk_index": number,
            "chunk_count": len(chunks),
            "not_found": unknown,
        }
        if data.get("presences"):
            told["presences"] = []
        if data.get("nonce") is not None:
            told["nonce"] = data["nonce"]
        yield told


def _wanted(session: Session, guild: Guild, data: JSON) -> tuple[list[Member], list[str]]:
    asked = data.get("user_ids")
    if asked is not None:
        ids = asked if isinstance(asked, list) else [asked]
        found = [guild.members[int(one)] for one in ids if int(one) in guild.members]
        return found, [str(one) for one in ids if int(one) not in guild.members]
    start = str(data.get("query") or "").lower()
    limit = int(data.get("limit") or 0)
    if not start and not limit and Intent.GUILD_MEMBERS not in session.intents:
        return [], []
    names = ((member, (member.nick or member.user.display_name or "").lower()) for member in guild.members.values())
    found = [member for member, name in names if name.startswith(start) or member.user.name.startswith(start)]
    return found[:limit] if limit else found, []
