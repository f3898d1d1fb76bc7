"""What is said: messages with their files and reactions."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.state.accounts import JSON, Application, User
from local_discord.state.flags import CallbackType, CommandType, InteractionType, MessageFlag, MessageType
from local_discord.state.guilds import Channel


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


@dataclass(eq=False)
class Interaction:
    """One deed of a person towards an application, and all that the application made of it.

    `callback` is None until the application acknowledges. `original` is the message that the acknowledgement made or
    changed, `followups` what came after, `modal` and `choices` what it showed instead of a message.
    """

    id: int
    type: InteractionType
    token: str
    application: Application
    user: User
    channel: Channel
    created_at: float
    data: JSON
    command_name: str | None = None
    command_type: CommandType | None = None
    target_user: User | None = None
    message: Message | None = None
    parent: Interaction | None = None
    owners: dict[str, str] = field(default_factory=dict)
    ephemeral_only: bool = False
    callback: CallbackType | None = None
    original: Message | None = None
    original_deleted: bool = False
    followups: list[Message] = field(default_factory=list)
    modal: JSON | None = None
    modal_submitted: bool = False
    choices: list[JSON] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        """Whether the application has answered in any way."""
        return self.callback is not None
