"""The SQL statements that read and write conversations and profiles, shared by the parts of the store."""

from typing import Final

from pydantic import ValidationError

from bot.dialogue.state import VERSION, Conversation, Profile
from bot.storage.locations import open_sphere, sphere_of

PROFILE: Final = "SELECT profile FROM profiles WHERE user_id = ? AND sphere IN (?, ?) ORDER BY sphere = ? DESC LIMIT 1"
"""The profile of a sphere; if there is none, the profile of the open sphere around it."""

CONVERSATION: Final = "SELECT conversation FROM conversations WHERE user_id = ? AND place = ?"

SAVE_PROFILE: Final = (
    "INSERT INTO profiles VALUES (?, ?, ?, ?) ON CONFLICT (user_id, sphere) DO UPDATE"
    " SET profile = excluded.profile, updated = excluded.updated"
)
SAVE_CONVERSATION: Final = (
    "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT (user_id, place) DO UPDATE"
    " SET conversation = excluded.conversation, updated = excluded.updated"
)

Statement = tuple[str, tuple[object, ...]]


def profile_parameters(user_id: str, place: str) -> tuple[object, ...]:
    """The parameters of PROFILE."""
    return (user_id, sphere_of(place), open_sphere(place), sphere_of(place))


def parse_profile(stored: str | None) -> Profile:
    return Profile.model_validate_json(stored) if stored is not None else Profile()


def parse_conversation(stored: str | None, profile: Profile) -> Conversation:
    """A stored conversation with its profile. A new one when nothing is stored, or when it is invalid or of another version."""
    try:
        talk = Conversation.model_validate_json(stored) if stored is not None else Conversation()
    except ValidationError:
        talk = Conversation()
    return talk.model_copy(update={"profile": profile}) if talk.version == VERSION else Conversation(profile=profile)


def save_statements(user_id: str, place: str, conversation: Conversation) -> list[Statement]:
    """The statements that store a conversation and its profile."""
    talk = conversation.model_copy(update={"profile": Profile()}).model_dump_json()
    profile = conversation.profile.model_dump_json()
    return [
        (SAVE_CONVERSATION, (user_id, place, talk, conversation.updated)),
        (SAVE_PROFILE, (user_id, sphere_of(place), profile, conversation.updated)),
    ]
