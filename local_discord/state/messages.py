"""What is said: messages with their files and reactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local_discord.state.accounts import JSON, User
from local_discord.state.flags import MessageFlag, MessageType

if TYPE_CHECKING:
    from local_discord.state.interactions import Interaction


@dataclass(frozen=True)
class Upload:
    """A file on its way in; `field_id` is the number that the form gave it."""

    field_id: int
    filename: str
    content: bytes
    content_type: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that a message holds and that the local Discord serves back."""

    id: int
    filename: str
    content: bytes
    content_type: str
    path: str
    description: str | None = None
    size_in_pixels: tuple[int, int] | None = None
    ephemeral: bool = False


@dataclass
class Reaction:
    """One emoji under a message and who put it there, in order."""

    emoji: JSON
    users: dict[int, User] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """The message that a reply answers; it may be gone by now."""

    message_id: int
    channel_id: int
    guild_id: int | None


@dataclass(eq=False)
class Message:
    """A message; `reader_id` is set when only that user sees it (ephemeral)."""

    id: int
    channel_id: int
    guild_id: int | None
    author: User
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    reactions: dict[str, Reaction] = field(default_factory=dict)
    flags: MessageFlag = MessageFlag(0)  # noqa: RUF009 - an immutable value
    reference: Reference | None = None
    mentions: list[User] = field(default_factory=list)
    mentioned_roles: list[int] = field(default_factory=list)
    mentions_everyone: bool = False
    edited_at: float | None = None
    pinned: bool = False
    tts: bool = False
    nonce: str | int | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    interaction: Interaction | None = None
    reader_id: int | None = None
    thread_id: int | None = None

    @property
    def ephemeral(self) -> bool:
        """Seen by one reader only."""
        return self.reader_id is not None

    @property
    def loading(self) -> bool:
        """Still "thinking": a deferred answer that has not been filled in."""
        return MessageFlag.LOADING in self.flags
