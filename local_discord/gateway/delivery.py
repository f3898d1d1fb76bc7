"""Delivery of events to sessions, by guild and shard, intents and permissions; and the payloads of READY and GUILD_CREATE."""

from __future__ import annotations

from local_discord.gateway.session import Session
from local_discord.serializers.channels import guild_create_json
from local_discord.serializers.messages import without_content
from local_discord.serializers.people import own_user_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import Intent, Permission
from local_discord.state.guilds import Guild
from local_discord.state.permissions import permissions_in
from local_discord.state.world import Event, World

_INTERNAL_EVENTS = frozenset({"INTERACTION_ANSWERED"})


def deliver(world: World, session: Session, event: Event) -> None:
    """Dispatch the event to the session if the session should receive it."""
    data = data_for_session(world, session, event)
    if data is not None:
        session.dispatch(event.name, data)


def data_for_session(world: World, session: Session, event: Event) -> JSON | None:
    """The event's data for this session; None if the session does not receive the event."""
    if event.name in _INTERNAL_EVENTS or not session.handles_guild(event.guild_id) or not _is_recipient(world, session, event):
        return None
    own = event.name == "GUILD_MEMBER_UPDATE" and event.data["user"]["id"] == str(session.bot_id)
    if event.intents and not event.intents & session.intents and not own:
        return None
    if event.name == "GUILD_CREATE":
        payload = guild_payload(world, session, world.guild(int(event.data["id"])))
        # `unavailable` is sent only after READY announced the guild; without it, libraries know that the bot has just joined.
        del payload["unavailable"]
        return payload
    if event.message is not None and Intent.MESSAGE_CONTENT not in session.intents:
        return without_content(world, event.data, event.message, session.bot_id)
    return event.data


def _is_recipient(world: World, session: Session, event: Event) -> bool:
    if event.recipients is not None:
        return session.bot_id in event.recipients
    if event.guild_id is not None and session.bot_id not in world.guild(event.guild_id).members:
        return False
    if event.channel is not None:
        return bool(permissions_in(world, session.bot_id, event.channel) & Permission.VIEW_CHANNEL)
    return event.guild_id is not None


def guild_payload(world: World, session: Session, guild: Guild) -> JSON:
    """The GUILD_CREATE payload for this session.

    It lists all members only if the session has the intents for members and presences, otherwise just the bot itself.
    """
    required = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
    threads = [
        channel
        for channel in guild.channels.values()
        if channel.thread is not None
        and not channel.thread.archived
        and permissions_in(world, session.bot_id, channel) & Permission.VIEW_CHANNEL
    ]
    return guild_create_json(guild, session.bot_id, all_members=session.intents & required == required, threads=threads)


def ready_payload(world: World, session: Session, resume_url: str) -> JSON:
    """The READY payload, the first event of a session."""
    guilds = [guild for guild in world.guilds_of(session.bot_id) if session.handles_guild(guild.id)]
    return {
        "v": 10,
        "user": own_user_json(session.application.user),
        "user_settings": {},
        "session_type": "normal",
        "session_id": session.id,
        "resume_gateway_url": resume_url,
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": [],
        "auth": {},
        "application": {"id": str(session.application.id), "flags": session.application.flags},
        "shard": [session.shard, session.shards],
        "_trace": ["local-discord"],
    }
