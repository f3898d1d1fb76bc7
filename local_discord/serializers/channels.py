"""Guilds, channels and threads as JSON."""

from __future__ import annotations

from typing import Any

from local_discord.serializers.people import member_json, role_json, user_json
from local_discord.state.accounts import JSON
from local_discord.state.flags import ChannelType
from local_discord.state.guilds import Channel, Guild, Overwrite
from local_discord.state.ids import timestamp


def overwrite_json(overwrite: Overwrite) -> JSON:
    """A channel's permission overwrite."""
    return {
        "id": str(overwrite.target_id),
        "type": int(overwrite.is_member),
        "allow": str(int(overwrite.allow)),
        "deny": str(int(overwrite.deny)),
    }


def channel_json(channel: Channel, viewer_id: int | None = None) -> JSON:
    """A channel of any type as `viewer_id` sees it: the recipients of a private channel do not include the viewer."""
    data: JSON = {
        "id": str(channel.id),
        "type": int(channel.type),
        "flags": 0,
        "last_message_id": _id(channel.last_message_id),
    }
    if channel.is_private:
        others = [user for user in channel.recipients.values() if user.id != viewer_id]
        data["recipients"] = [user_json(user) for user in others]
        if channel.type is ChannelType.GROUP_DM:
            data |= {"name": channel.name or None, "icon": None, "owner_id": _id(channel.owner_id)}
        return data
    data |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "parent_id": _id(channel.parent_id),
        "nsfw": channel.nsfw,
        "rate_limit_per_user": channel.slowmode,
    }
    if channel.is_thread:
        return data | _thread_fields(channel, viewer_id)
    data |= {
        "position": channel.position,
        "topic": channel.topic,
        "permission_overwrites": [overwrite_json(overwrite) for overwrite in channel.overwrites.values()],
    }
    if channel.type is ChannelType.VOICE:
        data |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.type is ChannelType.FORUM:
        data |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None, "default_forum_layout": 0}
    return data


def _thread_fields(channel: Channel, viewer_id: int | None) -> JSON:
    state = channel.thread
    if state is None:
        raise ValueError(f"thread {channel.id} has no state")
    data: JSON = {
        "owner_id": str(state.owner_id),
        "message_count": state.message_count,
        "total_message_sent": state.message_count,
        "member_count": min(len(state.members), 50),
        "thread_metadata": {
            "archived": state.archived,
            "auto_archive_duration": state.auto_archive_minutes,
            "archive_timestamp": timestamp(state.created_at),
            "create_timestamp": timestamp(state.created_at),
            "locked": state.locked,
            "invitable": state.invitable,
        },
    }
    if viewer_id in state.members:
        data["member"] = thread_member_json(channel, viewer_id)
    return data


def thread_member_json(channel: Channel, user_id: int) -> JSON:
    """One user's membership of a thread."""
    joined = channel.thread.members[user_id] if channel.thread else 0.0
    return {"id": str(channel.id), "user_id": str(user_id), "join_timestamp": timestamp(joined), "flags": 0}


def guild_json(guild: Guild) -> JSON:
    """A guild as `GET /guilds/{id}` returns it."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": str(guild.owner_id),
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.locale,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "features": [],
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
        "home_header": None,
        "latest_onboarding_question_id": None,
        "inventory_settings": None,
        "roles": [role_json(role) for role in guild.roles.values()],
    }


def guild_create_json(guild: Guild, bot_id: int, *, all_members: bool, threads: list[Channel]) -> JSON:
    """A guild as GUILD_CREATE sends it to a bot, after the bot has connected or joined the guild."""
    members: list[Any] = [member for member in guild.members.values() if all_members or member.user.id == bot_id]
    return guild_json(guild) | {
        "joined_at": timestamp(guild.members[bot_id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_json(member) for member in members],
        "channels": [channel_json(channel) for channel in guild.channels.values() if not channel.is_thread],
        "threads": [channel_json(thread, bot_id) for thread in threads],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
